using System.CommandLine;
using Sim.Experiments.Output;
using Sim.Framework;
using Spectre.Console;

namespace Sim.Experiments.Commands;

/// <summary><c>replay DIR --run N --subset K</c>: one run of a dataset again, block by block, with every check on.</summary>
sealed class ReplayCommand : Command
{
    readonly Argument<string> _directory = new("directory") { Description = "The dataset's folder." };
    readonly Option<int?> _run = NumberOption.Whole("--run", "N", "The Monte Carlo run, from 1; the first unless given.", least: 1);
    readonly Option<int?> _subset = NumberOption.Whole("--subset", "K", "The subset, from 0; the first unless given.", least: 0);
    readonly Option<int?> _simulation = NumberOption.Whole("--simulation", "S", "The variant of the model, from 0; the first unless given.", least: 0);
    readonly Option<int?> _timestep = NumberOption.Whole("--timestep", "T", "The timestep to show; the last unless given.", least: 0);

    public ReplayCommand(Catalog catalog, IAnsiConsole console, string workingDirectory)
        : base("replay", "Runs one run of a dataset again and shows what each block did.")
    {
        Add(_directory);
        foreach (var option in (IEnumerable<Option>)[_run, _subset, _simulation, _timestep])
            Add(option);
        SetAction(parsed =>
        {
            var dataset = DatasetText.Open(workingDirectory, parsed.GetRequiredValue(_directory));
            var id = new RunId(parsed.GetValue(_simulation) ?? 0, parsed.GetValue(_subset) ?? 0, parsed.GetValue(_run) ?? 1);
            var replay = catalog.Find(dataset.Experiment).Replay(dataset, id);
            WriteHead(console, dataset, replay);
            WriteTimestep(console, replay, parsed.GetValue(_timestep) ?? replay.Substeps.Select(substep => substep.Timestep).DefaultIfEmpty(0).Last());
            console.WriteProse(replay.Failure is { } failure ? $"The run ends early: {failure}" : "The run completes.");
            return replay.Failure is null ? ExitCode.Success : ExitCode.SomeRunsFailed;
        });
    }

    static void WriteHead(IAnsiConsole console, Dataset dataset, ReplayDescription replay)
    {
        console.WriteProse($"{dataset.Experiment}, {replay.Id}, seed {FormattableString.Invariant($"{replay.Seed}")}");
        console.WriteProse($"Parameters: {string.Join(", ", replay.Parameters.Select(parameter => $"{parameter.Key} = {parameter.Value}"))}");
        if (replay.Differences.Count == 0)
            return;
        console.WriteProse("The code is another than that which wrote the dataset, so the run may go another way:");
        foreach (var difference in replay.Differences)
            console.WriteProse($"  {difference}");
    }

    static void WriteTimestep(IAnsiConsole console, ReplayDescription replay, int timestep)
    {
        var substeps = replay.Substeps.Where(substep => substep.Timestep == timestep).ToList();
        if (substeps.Count == 0)
            throw new SimulationException(FormattableString.Invariant($"The run has no timestep {timestep}: it comes to {replay.Substeps.Select(substep => substep.Timestep).DefaultIfEmpty(0).Last()}."));
        var before = replay.Substeps.LastOrDefault(substep => substep.Timestep < timestep)?.Values;
        console.WriteProse(FormattableString.Invariant($"Timestep {timestep}:"));
        foreach (var substep in substeps)
        {
            console.WriteProse(FormattableString.Invariant($"  {substep.Number} {substep.Block}{(substep.Signal.Length > 0 ? $": {substep.Signal}" : "")}"));
            for (var place = 0; place < replay.Variables.Count; place++)
            {
                if (before is null || before[place] != substep.Values[place])
                    console.WriteProse($"      {replay.Variables[place]}: {(before is null ? "" : $"{before[place]} → ")}{substep.Values[place]}");
            }

            before = substep.Values;
        }
    }
}
