using static Sim.Framework.ExperimentEventKind;

namespace Sim.Framework.Tests.Conformance;

// radCAD's hooks are our events. They cannot change a run, so nothing piles up, and they come when it happens.
public sealed class V25_Observers
{
    [Fact, Trait("vector", "25_hook_order")]
    public void Observe_TwoSimulations_EventsEncloseTheRunsInOrder()
    {
        var seen = new List<string>();
        var first = Counter("first", seen);
        Experiment.Of(first).BaseVariant("first").Variant("second", Counter("second", seen)).Timesteps(1).Runs(2).Threads(1)
            .Sweep(sweep => sweep.Grid(parameters => parameters.A, 1, 2))
            .Observe(happened => seen.Add(Name(happened)))
            .Run();

        List<string> expected = ["before_experiment"];
        for (var simulation = 0; simulation < 2; simulation++)
        {
            expected.Add($"before_simulation {simulation}");
            for (var subset = 0; subset < 2; subset++)
            {
                expected.Add($"before_subset {simulation} {subset}");
                for (var run = 1; run <= 2; run++)
                    expected.AddRange([$"before_run {simulation} {subset} {run}", $"execute {simulation} {subset} {run}", $"after_run {simulation} {subset} {run}"]);
                expected.Add($"after_subset {simulation} {subset}");
            }

            expected.Add($"after_simulation {simulation}");
        }

        expected.Add("after_experiment");
        Assert.Equal(expected, seen);
        Assert.Equal(Executions().Order(), seen.Where(line => line.StartsWith("execute", StringComparison.Ordinal)).Order());
    }

    // The vector goes through runs before subsets; we go through subsets before runs. The executions are the same.
    static IEnumerable<string> Executions() => VectorFile.Read("25_hook_order").Content.GetProperty("events").EnumerateArray()
        .Where(happened => happened[0].GetString() == "execute")
        .Select(happened => $"execute {happened[1].GetProperty("simulation")} {happened[1].GetProperty("subset")} {happened[1].GetProperty("run")}");

    static Model<State, Parameters> Counter(string name, List<string> seen) => Model.Define<State, Parameters>(name)
        .Block("count", block => block.Update(state => state.X, step =>
        {
            seen.Add($"execute {step.Simulation} {step.Subset} {step.Run}");
            return step.State.X + 1;
        }))
        .Build();

    static string Name(ExperimentEvent happened)
    {
        var name = happened.Kind switch
        {
            ExperimentStarted => "before_experiment",
            SimulationStarted => "before_simulation",
            SubsetStarted => "before_subset",
            RunStarted => "before_run",
            RunEnded => "after_run",
            SubsetEnded => "after_subset",
            SimulationEnded => "after_simulation",
            _ => "after_experiment",
        };
        return $"{name} {happened.Simulation} {happened.Subset} {happened.Run}".TrimEnd();
    }

    record struct State
    {
        public int X { get; set; }
    }

    sealed record Parameters
    {
        public int A { get; init; }
    }
}
