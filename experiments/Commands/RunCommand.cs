using System.CommandLine;
using Sim.Experiments.Output;
using Sim.Framework;
using Spectre.Console;

namespace Sim.Experiments.Commands;

/// <summary><c>run NAME</c>: runs an experiment into a dataset and sums it up.</summary>
sealed class RunCommand : Command
{
    readonly Argument<string> _name = new("name") { Description = "The experiment, as `list` names it." };
    readonly Option<int?> _runs = new("--runs") { Description = "Monte Carlo runs of each subset.", HelpName = "N" };
    readonly Option<int?> _timesteps = new("--timesteps") { Description = "Timesteps of each run.", HelpName = "T" };
    readonly Option<long?> _seed = new("--seed") { Description = "The seed of all random streams.", HelpName = "S" };
    readonly Option<string[]> _set = new("--set") { Description = "Fix a parameter; may be given several times.", HelpName = "parameter=value", Arity = ArgumentArity.OneOrMore };
    readonly Option<string[]> _sweep = new("--sweep") { Description = "Sweep a parameter; may be given several times.", HelpName = "parameter=v1,v2,…", Arity = ArgumentArity.OneOrMore };
    readonly Option<int?> _every = new("--every") { Description = "Record every K-th timestep.", HelpName = "K" };
    readonly Option<bool> _finalOnly = new("--final-only") { Description = "Record the last state of each run only." };
    readonly Option<int?> _threads = new("--threads") { Description = "Threads; all cores unless given. Never changes a result.", HelpName = "K" };
    readonly Option<string?> _out = new("--out") { Description = "The dataset's folder; results/NAME unless given.", HelpName = "DIR" };
    readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace a dataset that is there." };
    readonly Option<bool> _csv = new("--csv") { Description = "Also write the tables as CSV." };

    public RunCommand(Catalog catalog, IAnsiConsole console, CancellationToken cancellationToken)
        : base("run", "Runs an experiment into a Parquet dataset.")
    {
        Add(_name);
        foreach (var option in new Option[] { _runs, _timesteps, _seed, _set, _sweep, _every, _finalOnly, _threads, _out, _overwrite, _csv })
            Add(option);
        SetAction(parsed => Run(parsed, catalog, console, cancellationToken));
    }

    int Run(ParseResult parsed, Catalog catalog, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var experiment = Configured(parsed, catalog.Find(parsed.GetRequiredValue(_name)));
        var directory = parsed.GetValue(_out) ?? Path.Combine("results", experiment.Name);
        var outcome = ProgressDisplay.While(console, progress => experiment.WriteAsync(directory, progress, parsed.GetValue(_overwrite), cancellationToken));
        if (parsed.GetValue(_csv))
            CsvExport.Write(directory);
        SummaryTable.Write(console, outcome.Subsets);
        OutcomeText.Write(console, outcome, directory);
        return outcome.IsCutShort ? ExitCode.Cancelled : outcome.Failed > 0 ? ExitCode.SomeRunsFailed : ExitCode.Success;
    }

    IExperiment Configured(ParseResult parsed, IExperiment experiment)
    {
        foreach (var (name, value) in Assignments(parsed, _set, "value"))
            experiment = experiment.WithParameter(name, value);
        foreach (var (name, values) in Assignments(parsed, _sweep, "v1,v2,…"))
            experiment = experiment.WithSweep(name, values.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        if (parsed.GetValue(_every) is not null && parsed.GetValue(_finalOnly))
            throw new SimulationException("--every and --final-only exclude each other: give one.");
        experiment = parsed.GetValue(_runs) is { } runs ? experiment.WithRuns(runs) : experiment;
        experiment = parsed.GetValue(_timesteps) is { } timesteps ? experiment.WithTimesteps(timesteps) : experiment;
        experiment = parsed.GetValue(_seed) is { } seed ? experiment.WithSeed(seed) : experiment;
        experiment = parsed.GetValue(_every) is { } every ? experiment.WithRecord(Record.Every(every)) : experiment;
        experiment = parsed.GetValue(_finalOnly) ? experiment.WithRecord(Record.LastOnly) : experiment;
        return parsed.GetValue(_threads) is { } threads ? experiment.WithThreads(threads) : experiment;
    }

    static IEnumerable<(string Name, string Value)> Assignments(ParseResult parsed, Option<string[]> option, string form)
    {
        foreach (var text in parsed.GetValue(option) ?? [])
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || equals == text.Length - 1)
                throw new SimulationException($"{option.Name} {text} is not understood: write {option.Name} parameter={form}.");
            yield return (text[..equals].Trim(), text[(equals + 1)..].Trim());
        }
    }
}
