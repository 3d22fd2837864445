using Step = Sim.Framework.Step<Sim.Framework.Tests.Conformance.V12_HarmonicOscillator.State, Sim.Framework.Tests.Conformance.V12_HarmonicOscillator.Spring>;

namespace Sim.Framework.Tests.Conformance;

public sealed class V12_HarmonicOscillator
{
    [Fact, Trait("vector", "12_harmonic_oscillator")]
    public void Run_ExplicitAgainstSemiImplicitEuler_MatchesToTheBit()
    {
        var explicitEuler = Model.Define<State, Spring>("explicit").StartFrom(_ => State.Pulled)
            .Block("all at once", block => block
                .Update(state => state.X, Position)
                .Update(state => state.V, Velocity)
                .Update(state => state.Energy, Energy))
            .Build();
        var semiImplicit = Model.Define<State, Spring>("semi-implicit").StartFrom(_ => State.Pulled)
            .Block("velocity", block => block.Update(state => state.V, Velocity))
            .Block("position", block => block
                .Update(state => state.X, Position)
                .Update(state => state.Energy, Energy))
            .Build();

        VectorFile.Read("12_harmonic_oscillator").Matches(
            Experiment.Of(explicitEuler).Timesteps(100).Variant("semi-implicit", semiImplicit),
            ("x", row => row.State.X), ("v", row => row.State.V), ("energy", row => row.State.Energy));
    }

    static double Position(Step step) => step.State.X + (step.State.V * step.Parameters.Dt);

    static double Velocity(Step step) => step.State.V + (-step.Parameters.K / step.Parameters.M * step.State.X * step.Parameters.Dt);

    static double Energy(Step step) =>
        (0.5 * step.Parameters.M * step.State.V * step.State.V) + (0.5 * step.Parameters.K * step.State.X * step.State.X);

    internal record struct State
    {
        public static State Pulled => new() { X = 1.0, V = 0.0, Energy = 0.5 };

        public double X { get; set; }

        public double V { get; set; }

        public double Energy { get; set; }
    }

    internal sealed record Spring
    {
        public double K { get; init; } = 4.0;

        public double M { get; init; } = 1.0;

        public double Dt { get; init; } = 0.01;
    }
}
