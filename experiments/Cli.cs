using System.CommandLine;
using Sim.Experiments.Commands;
using Sim.Experiments.Output;
using Sim.Framework;
using Spectre.Console;

namespace Sim.Experiments;

/// <summary>The command line: <c>list</c>, <c>describe</c>, <c>run</c>, <c>summarize</c>, <c>verify</c>, <c>replay</c>.</summary>
public static class Cli
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">The words after the program's name.</param>
    /// <param name="catalog">The experiments.</param>
    /// <param name="console">Where results go.</param>
    /// <param name="error">Where errors go.</param>
    /// <param name="workingDirectory">What relative paths start from; the current directory when empty.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(
        string[] args, Catalog catalog, IAnsiConsole console, IAnsiConsole error, string workingDirectory = "", CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("Runs the experiments of this project and sums up their datasets.")
        {
            new ListCommand(catalog, console),
            new DescribeCommand(catalog, console),
            new RunCommand(catalog, console, workingDirectory, cancellationToken),
            new SummarizeCommand(console, workingDirectory),
            new VerifyCommand(console, workingDirectory),
            new ReplayCommand(catalog, console, workingDirectory),
        };
        // A word that begins with @ is a name like any other, never a file to read options from.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in Problems(parsed))
                error.WriteError(problem);
            return ExitCode.BadUsage;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = console.Profile.Out.Writer });
        }
        catch (Exception exception) when (exception is SimulationException or IOException or UnauthorizedAccessException)
        {
            error.WriteError(exception.Message);
            return ExitCode.BadUsage;
        }
        catch (DatasetIncompleteException exception)
        {
            error.WriteError(exception.Message);
            return ExitCode.NotComplete;
        }
        catch (DatasetBusyException exception)
        {
            error.WriteError(exception.Message);
            return ExitCode.TryAgain;
        }
    }

    static IEnumerable<string> Problems(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // What stands after an unknown option, or is missing beside an unknown word, follows from it.
        var options = parsed.UnmatchedTokens.Where(word => word.StartsWith('-')).ToList();
        foreach (var word in options.Count > 0 ? options : parsed.UnmatchedTokens)
            yield return Unknown(command, word);
        if (parsed.UnmatchedTokens.Count == 0)
        {
            foreach (var problem in parsed.Errors)
                yield return command is RootCommand ? $"Give a command: {string.Join(", ", command.Subcommands.Select(known => known.Name))}." : problem.Message;
        }

        yield return command is RootCommand
            ? "'--help' shows what each does."
            : $"'{command.Name} --help' shows what it takes{(command.Arguments.Any(argument => argument.Name == "name") ? ", 'list' which experiments there are" : "")}.";
    }

    static string Unknown(Command command, string word) =>
        word.StartsWith('-') ? $"'{command.Name}' has no option '{word}'. {Suggestions.For(word, command.Options.Select(option => option.Name))}"
        : command is RootCommand ? $"There is no command '{word}'. {Suggestions.For(word, command.Subcommands.Select(known => known.Name))}"
        : $"'{command.Name}' does not take '{word}' there.";
}
