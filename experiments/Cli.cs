using System.CommandLine;
using System.CommandLine.Parsing;
using Sim.Experiments.Commands;
using Sim.Framework;
using Sim.Parquet;
using Spectre.Console;

namespace Sim.Experiments;

/// <summary>The command line: <c>list</c>, <c>describe</c>, <c>run</c>, <c>summarize</c>.</summary>
public static class Cli
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">The words after the program's name.</param>
    /// <param name="catalog">The experiments.</param>
    /// <param name="console">Where results go.</param>
    /// <param name="error">Where errors go.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, Catalog catalog, IAnsiConsole console, TextWriter error, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("Runs the experiments of this project and sums up their datasets.")
        {
            new ListCommand(catalog, console),
            new DescribeCommand(catalog, console),
            new RunCommand(catalog, console, cancellationToken),
            new SummarizeCommand(console),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
                error.WriteLine(Problem(problem));
            error.WriteLine("'--help' after a command shows what it takes.");
            return ExitCode.BadUsage;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Error = error, Output = console.Profile.Out.Writer });
        }
        catch (Exception exception) when (exception is SimulationException or ParquetException)
        {
            error.WriteLine(exception.Message);
            return ExitCode.BadUsage;
        }
    }

    static string Problem(ParseError problem) => problem.SymbolResult is OptionResult { Tokens: [var token, ..] } given && problem.Message.StartsWith("Cannot parse", StringComparison.Ordinal)
        ? $"'{token.Value}' is no value of {given.Option.Name}: it takes a whole number."
        : problem.Message;
}
