using System.CommandLine;
using Sim.Experiments.Output;
using Sim.Framework;
using Sim.Framework.Recording;
using Spectre.Console;

namespace Sim.Experiments.Commands;

/// <summary><c>run NAME</c>: runs an experiment into a dataset and sums it up.</summary>
sealed class RunCommand : Command
{
    readonly Argument<string> _name = new("name") { Description = "The experiment, as `list` names it." };
    readonly ExperimentOptions _experiment = new();
    readonly Option<string?> _out = new("--out") { Description = "The dataset's folder; results/NAME unless given.", HelpName = "DIR" };
    readonly DatasetOptions _dataset = new(Environment.GetEnvironmentVariable);
    readonly Option<bool> _csv = new("--csv") { Description = "Also write the tables as CSV." };
    readonly IAnsiConsole _console;

    public RunCommand(Catalog catalog, IAnsiConsole console, string workingDirectory, CancellationToken cancellationToken)
        : base("run", "Runs an experiment into a Parquet dataset.")
    {
        _console = console;
        Add(_name);
        foreach (var option in (IEnumerable<Option>)[.. _experiment.All, _out, .. _dataset.All, _csv])
            Add(option);
        SetAction(parsed => Run(parsed, catalog.Find(parsed.GetRequiredValue(_name)), workingDirectory, cancellationToken));
    }

    int Run(ParseResult parsed, IExperiment experiment, string workingDirectory, CancellationToken cancellationToken)
    {
        experiment = _experiment.Apply(parsed, experiment);
        var shown = parsed.GetValue(_out) ?? Path.Combine("results", experiment.Name);
        if (string.IsNullOrWhiteSpace(shown))
            throw new SimulationException("--out is empty: give a folder, or leave it out.");
        var directory = Path.Combine(workingDirectory, shown);
        var (mode, shard) = (_dataset.ModeOf(parsed), _dataset.ShardOf(parsed));
        if (mode == WriteMode.New && shard is null && DatasetLayout.IsTaken(directory))
        {
            throw new SimulationException(
                $"There is a dataset in {shown} already, and nothing was run. To replace it:\n  {Again(parsed)} --overwrite\n"
                + $"To go on with it, where it was cut short:\n  {Again(parsed)} --resume\nTo keep it, give another folder with --out.");
        }

        var outcome = ProgressDisplay.While(_console, progress => experiment.WriteAsync(directory, mode, shard, progress, cancellationToken), cancellationToken);
        SummaryTable.Write(_console, outcome.Subsets, outcome.UntilMetric);
        OutcomeText.Write(_console, outcome, shown, shard, cancellationToken.IsCancellationRequested);
        if (shard is { } done && !outcome.IsCutShort)
            _console.WriteProse($"Shard {done} is done. When all are, complete the dataset with the same command and --finish in the place of --shard.");
        var isCancelled = outcome.IsCutShort && cancellationToken.IsCancellationRequested;
        if (parsed.GetValue(_csv) && !isCancelled && shard is null)
            isCancelled = !WriteCsv(directory, shown, cancellationToken);
        // A scheduler is told that the shard is done, though runs of it failed: they would fail again. Who finishes the dataset is told of them.
        var isFailed = outcome.Failed > 0 && (shard is null || outcome.IsCutShort);
        return isCancelled ? ExitCode.Cancelled : isFailed ? ExitCode.SomeRunsFailed : ExitCode.Success;
    }

    bool WriteCsv(string directory, string shown, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var file in CsvExport.Write(directory, cancellationToken))
                _console.WriteWhole($"CSV: {Path.Combine(shown, file)}");
            return true;
        }
        catch (OperationCanceledException)
        {
            _console.WriteProse("Cancelled while writing CSV: the Parquet dataset is complete.");
            return false;
        }
    }

    /// <summary>The command as the README gives it, so that it can be copied.</summary>
    static string Again(ParseResult parsed) =>
        "dotnet run -c Release --project experiments -- " + string.Join(' ', parsed.Tokens.Select(token => Quoted(token.Value)));

    static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./,=:+@%".Contains(letter, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
