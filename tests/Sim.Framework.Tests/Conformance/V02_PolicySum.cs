namespace Sim.Framework.Tests.Conformance;

public sealed class V02_PolicySum
{
    [Fact, Trait("vector", "02_policy_sum")]
    public void Run_FivePolicies_SignalsAreAddedInDeclarationOrder()
    {
        var model = Model.Define<State, None>("policy sum")
            .StartFrom(_ => new State { X = 1, Y = 2 })
            .Block<Signal>("policies", block => block
                .Policy("p1", step => new Signal { U = step.State.X, V = 1 })
                .Policy("p2", step => new Signal { U = 10, W = step.State.Y })
                .Policy("p3", _ => new Signal { U = 100, V = 2, G = 0.1 })
                .Policy("p4", _ => new Signal { G = 0.2 })
                .Policy("p5", _ => new Signal { G = 0.3 })
                .Update(state => state.X, (step, signal) => step.State.X + signal.U!.Value)
                .Update(state => state.Y, (step, signal) => step.State.Y + signal.V!.Value)
                .Update(state => state.Z, (_, signal) => signal.W!.Value)
                .Update(state => state.F, (step, signal) => step.State.F + signal.G!.Value))
            .Block("decay", block => block.Update(state => state.X, step => step.State.X - 1))
            .Build();

        VectorFile.Read("02_policy_sum").Matches(
            Experiment.Of(model).Timesteps(4),
            ("x", row => row.State.X), ("y", row => row.State.Y), ("z", row => row.State.Z), ("f", row => row.State.F));
    }

    record struct State
    {
        public int X { get; set; }

        public int Y { get; set; }

        public int Z { get; set; }

        public double F { get; set; }
    }

    // A policy need not give every member: those that are null are left out of the sum.
    readonly record struct Signal(int? U, int? V, int? W, double? G);
}
