namespace Sim.Framework.Tests.Conformance;

public sealed class V26_NestedParameters
{
    [Fact, Trait("vector", "26_nested_parameters")]
    public void Sweep_NestedRecords_AreSweptByPathAndMapsAreOneValue()
    {
        var model = Model.Define<State, Parameters>("nested")
            .Block("block", block => block.Update(state => state.X, step =>
                step.State.X + step.Parameters.A + (10 * step.Parameters.Inner.E) + (1000 * step.Parameters.Inner.F) + step.Parameters.Table["q"].Length))
            .Build();

        VectorFile.Read("26_nested_parameters").Matches(
            Experiment.Of(model).Timesteps(1)
                .Sweep(sweep => sweep.ZipRepeatLast(zip => zip.Set(p => p.A, 1, 2).Set(p => p.Inner.E, 3, 4, 5))),
            ("x", row => row.State.X));
    }

    record struct State
    {
        public int X { get; set; }
    }

    sealed record Parameters
    {
        public int A { get; init; }

        public Inner Inner { get; init; } = new();

        public IReadOnlyDictionary<string, int[]> Table { get; init; } = new Dictionary<string, int[]> { ["q"] = [1, 2, 3] };
    }

    sealed record Inner
    {
        public int E { get; init; }

        public int F { get; init; } = 5;
    }
}
