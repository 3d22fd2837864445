namespace Sim.Framework.Tests.Conformance;

public sealed class V15_CarryOver
{
    [Fact, Trait("vector", "15_carry_over")]
    public void Run_AVariableThatNoBlockNames_KeepsItsValue()
    {
        var model = Model.Define<State, None>("carry over").StartFrom(_ => new State { C = "fixed" })
            .Block("count", block => block.Update(state => state.A, step => step.State.A + 1))
            .Block<int>("policies only", block => block.Policy("p", _ => 5))
            .Block("copy", block => block.Update(state => state.B, step => step.State.A))
            .Build();

        VectorFile.Read("15_carry_over").Matches(
            Experiment.Of(model).Timesteps(3), ("a", row => row.State.A), ("b", row => row.State.B), ("c", row => row.State.C));
    }

    record struct State
    {
        public int A { get; set; }

        public int B { get; set; }

        public string C { get; set; }
    }
}
