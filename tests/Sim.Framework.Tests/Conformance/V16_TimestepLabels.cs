namespace Sim.Framework.Tests.Conformance;

// Timesteps count 0, 1, 2, … in every run. A model whose clock starts elsewhere, or ticks otherwise, says so in its parameters.
public sealed class V16_TimestepLabels
{
    [Fact, Trait("vector", "16_initial_timestep")]
    public void Run_AClockThatStartsAtFive_IsAnOffsetOfTheModel()
    {
        var model = Model.Define<State, Clock>("offset")
            .Block("block", block => block.Update(state => state.X, step => step.State.X + step.Parameters.Start + step.Timestep - 1))
            .Build();

        VectorFile.Read("16_initial_timestep").Matches(
            Experiment.Of(model).Timesteps(3), ("x", row => row.State.X), ("timestep", row => new Clock().Start + row.Timestep));
    }

    [Fact]
    public void Build_AStateVariableCalledTimestep_IsRefused()
    {
        var exception = Assert.Throws<SimulationException>(() => Model.Define<OwnTimestep, None>("own clock")
            .Block("block", block => block.Update(state => state.Timestep, step => step.State.Timestep + 1))
            .Build());
        Assert.Equal("Model 'own clock': a state variable cannot be called Timestep: 'timestep' is a key column. Rename it.", exception.Message);
    }

    [Fact, Trait("vector", "16b_cadcad_time_range")]
    public void Run_ARangeOfLabels_IsTheModelsArithmetic()
    {
        var model = Model.Define<State, Clock>("range")
            .Block("block", block => block.Update(state => state.X, step => step.State.X + 1))
            .Build();

        VectorFile.Read("16b_cadcad_time_range").Matches(
            Experiment.Of(model).Timesteps(3), ("x", row => row.State.X), ("timestep", row => row.Timestep == 0 ? 0 : 1 + (4 * (row.Timestep - 1))));
    }

    record struct State
    {
        public int X { get; set; }
    }

    record struct OwnTimestep
    {
        public int Timestep { get; set; }
    }

    sealed record Clock
    {
        public int Start { get; init; } = 5;
    }
}
