namespace Sim.Framework.Tests.Conformance;

public sealed class V07_TwoSimulations
{
    [Fact, Trait("vector", "07_ab_two_simulations")]
    public void Run_TwoVariants_KeepTheirOwnBlocksTimestepsAndSweeps()
    {
        var doubling = Model.Define<State, Parameters>("doubling").StartFrom(_ => new State { X = 1 })
            .Block("double", block => block.Update(state => state.X, step => 2 * step.State.X))
            .Build();
        var scaling = Model.Define<State, Parameters>("scaling").StartFrom(_ => new State { X = 1 })
            .Block("scale", block => block.Update(state => state.X, step => step.Parameters.K * step.State.X))
            .Block("add one", block => block.Update(state => state.X, step => step.State.X + 1))
            .Build();

        var experiment = Experiment.Of(doubling).Timesteps(3).Runs(2)
            .Variant("scaling", scaling, timesteps: 2, sweep: sweep => sweep.Grid(parameters => parameters.K, 3, 5));

        VectorFile.Read("07_ab_two_simulations").Matches(experiment, ("x", row => row.State.X));
    }

    record struct State
    {
        public int X { get; set; }
    }

    sealed record Parameters
    {
        public int K { get; init; }
    }
}
