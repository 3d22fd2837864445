namespace Sim.Framework.Tests.Conformance;

public sealed class V06_SweepTimesRuns
{
    [Fact, Trait("vector", "06_sweep_times_runs")]
    public void Run_ThreeSubsetsOfThreeRuns_AreNumberedAndOrderedBySubsetThenRun()
    {
        var model = Model.Define<State, Parameters>("numbers")
            .Block("block", block => block.Update(
                state => state.X, step => step.State.X + (100 * step.Run) + (10 * step.Subset) + step.Parameters.A))
            .Build();

        var results = VectorFile.Read("06_sweep_times_runs").Matches(
            Experiment.Of(model).Timesteps(2).Runs(3).Sweep(sweep => sweep.Grid(parameters => parameters.A, 1, 2, 3)),
            ("x", row => row.State.X));

        Assert.Equal(results.Runs.Select(run => run.Id).OrderBy(id => id.Subset).ThenBy(id => id.Run), results.Runs.Select(run => run.Id));
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
