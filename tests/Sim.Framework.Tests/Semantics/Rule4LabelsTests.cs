namespace Sim.Framework.Tests.Semantics;

public sealed class Rule4LabelsTests
{
    static readonly Model<State, Parameters> Counting = Model.Define<State, Parameters>("counting")
        .StartFrom(parameters => new State { X = 100 * parameters.A })
        .Block("first", block => block.Update(state => state.X, step => step.State.X + 1))
        .Block("second", block => block.Update(state => state.X, step => step.State.X + 1))
        .Build();

    [Fact]
    public void Run_RowZero_IsTheInitialState()
    {
        var rows = Experiment.Of(Counting).Parameters(new Parameters { A = 7 }).Timesteps(2).Run().Rows;
        Assert.Equal(new Row<State>(0, 0, 1, 0, 0, new State { X = 700 }), rows[0]);
    }

    [Fact]
    public void Run_KeptRows_AreLabelledWithTheLastSubstep() =>
        Assert.Equal([(0, 0), (1, 2), (2, 2)], Experiment.Of(Counting).Timesteps(2).Run().Rows.Select(row => (row.Timestep, row.Substep)));

    [Fact]
    public void Run_Substeps_AreNumberedFromOne() => Assert.Equal(
        [(0, 0), (1, 1), (1, 2), (2, 1), (2, 2)],
        Experiment.Of(Counting).Timesteps(2).Record(Record.EverySubstep).Run().Rows.Select(row => (row.Timestep, row.Substep)));

    [Fact]
    public void Run_Rows_ComeInTheOrderSimulationSubsetRun()
    {
        var results = Experiment.Of(Counting).Variant("second", Counting).Timesteps(1).Runs(2)
            .Sweep(sweep => sweep.Grid(parameters => parameters.A, 5, 6)).Run();

        RunId[] expected = [new(0, 0, 1), new(0, 0, 2), new(0, 1, 1), new(0, 1, 2), new(1, 0, 1), new(1, 0, 2), new(1, 1, 1), new(1, 1, 2)];
        Assert.Equal(expected, results.Runs.Select(run => run.Id));
        Assert.Equal(expected.SelectMany(id => new[] { id, id }), results.Rows.Select(row => new RunId(row.Simulation, row.Subset, row.Run)));
    }

    [Fact]
    public void Step_InEveryFunction_KnowsWhereTheRunIs()
    {
        var seen = new HashSet<(int Simulation, int Subset, int Run, int Timesteps)>();
        var model = Model.Define<State, Parameters>("where")
            .Block("block", block => block.Update(state => state.X, step =>
            {
                seen.Add((step.Simulation, step.Subset, step.Run, step.Timesteps));
                return 0;
            }))
            .Build();

        Experiment.Of(model).Variant("longer", model, timesteps: 3, runs: 1).Timesteps(2).Runs(2).Threads(1)
            .Sweep(sweep => sweep.Grid(parameters => parameters.A, 5, 6)).Run();

        Assert.Equal([(0, 0, 1, 2), (0, 0, 2, 2), (0, 1, 1, 2), (0, 1, 2, 2), (1, 0, 1, 3), (1, 1, 1, 3)], seen.Order());
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
