namespace Sim.Framework.Tests.Conformance;

public sealed class V01_BlockOrder
{
    [Fact, Trait("vector", "01_block_order")]
    public void Run_TwoBlocksOfTwoUpdates_EachReadsTheStateBeforeItsBlock()
    {
        var model = Model.Define<State, None>("block order")
            .StartFrom(_ => new State { A = 1, B = 10 })
            .Block("swap", block => block
                .Update(state => state.A, step => step.State.B)
                .Update(state => state.B, step => step.State.A))
            .Block("sum and difference", block => block
                .Update(state => state.A, step => step.State.A + step.State.B)
                .Update(state => state.B, step => step.State.A - step.State.B))
            .Build();

        VectorFile.Read("01_block_order").Matches(
            Experiment.Of(model).Timesteps(6), ("a", row => row.State.A), ("b", row => row.State.B));
    }

    record struct State
    {
        public int A { get; set; }

        public int B { get; set; }
    }
}
