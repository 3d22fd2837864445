namespace Sim.Framework.Tests.Conformance;

public sealed class V23_Signals
{
    [Fact, Trait("vector", "23_signal_dictionary")]
    public void Run_Signals_HoldWhatThePoliciesOfTheBlockGave()
    {
        var model = Model.Define<State, None>("signals")
            .Block("no policies", block => block.Update(state => state.Given, _ => default(Signal)))
            .Block<Signal>("one policy", block => block
                .Policy("p", _ => new Signal(A: 1))
                .Update(state => state.Given, (_, signal) => signal))
            .Block<Signal>("two policies", block => block
                .Policy("p", _ => new Signal(A: 1))
                .Policy("q", _ => new Signal(B: 2))
                .Update(state => state.Given, (_, signal) => signal))
            .Build();

        VectorFile.Read("23_signal_dictionary").Matches(Experiment.Of(model).Timesteps(1), ("sig", row => Given(row.State.Given)));
    }

    static Dictionary<string, int> Given(Signal signal)
    {
        var given = new Dictionary<string, int>();
        if (signal.A is { } a)
            given["a"] = a;
        if (signal.B is { } b)
            given["b"] = b;
        return given;
    }

    record struct State
    {
        public Signal Given { get; set; }
    }

    readonly record struct Signal(int? A = null, int? B = null);
}
