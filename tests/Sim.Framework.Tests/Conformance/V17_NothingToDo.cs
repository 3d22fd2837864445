namespace Sim.Framework.Tests.Conformance;

public sealed class V17_NothingToDo
{
    [Fact, Trait("vector", "17_zero_timesteps")]
    public void Run_ZeroTimesteps_LeavesTheInitialRows()
    {
        var model = Model.Define<State, None>("still").StartFrom(_ => new State { X = 3 })
            .Block("block", block => block.Update(state => state.X, step => step.State.X + 1))
            .Build();

        VectorFile.Read("17_zero_timesteps").Matches(Experiment.Of(model).Timesteps(0).Runs(2), ("x", row => row.State.X));
    }

    // radCAD repeats the first row with its old labels and cadCAD runs a block that nobody wrote: both are refused here.
    [Fact, Trait("vector", "17b_no_blocks")]
    public void Build_NoBlocks_IsRefused()
    {
        var exception = Assert.Throws<SimulationException>(() => Model.Define<State, None>("empty").StartFrom(_ => new State { X = 3 }).Build());
        Assert.Equal("Model 'empty' has no block: add one with .Block(\"name\", block => …).", exception.Message);
    }

    [Fact]
    public void Run_ABlockThatChangesNothing_GivesCadcadsRows()
    {
        var model = Model.Define<State, None>("idle").StartFrom(_ => new State { X = 3 })
            .Block<int>("idle", block => block.Policy("nothing", _ => 0))
            .Build();

        var rows = Experiment.Of(model).Timesteps(2).Run().Rows;

        var expected = VectorFile.Read("17b_no_blocks").Content.GetProperty("rows_cadcad").EnumerateArray()
            .Select(row => (row.GetProperty("timestep").GetInt32(), row.GetProperty("substep").GetInt32(), row.GetProperty("x").GetInt32()));
        Assert.Equal(expected, rows.Select(row => (row.Timestep, row.Substep, row.State.X)));
    }

    record struct State
    {
        public int X { get; set; }
    }
}
