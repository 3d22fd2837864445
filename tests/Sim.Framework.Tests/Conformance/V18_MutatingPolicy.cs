namespace Sim.Framework.Tests.Conformance;

// step.State is read-only, so that "step.State.X = 50" does not compile. What a policy can do is change a copy.
public sealed class V18_MutatingPolicy
{
    [Fact, Trait("vector", "18_mutating_policy")]
    public void Run_APolicyThatChangesItsCopy_LeavesTheStateAlone()
    {
        var model = Model.Define<State, None>("mutating").StartFrom(_ => new State { L = Vector.Of(0) })
            .Block<int>("block", block => block
                .Policy("m", step =>
                {
                    var mine = step.State;
                    mine.X = 50;
                    mine.L = Vector.Of([.. mine.L.Span, 9]);
                    step.Draft(step.State.L)[0] = 9;
                    return 1;
                })
                .Update(state => state.Y, (step, d) => step.State.Y + d + step.State.X))
            .Build();

        VectorFile.Read("18_mutating_policy").Matches(
            Experiment.Of(model).Timesteps(3),
            ("L", row => row.State.L.Span.ToArray()), ("x", row => row.State.X), ("y", row => row.State.Y));
    }

    record struct State
    {
        public Vector L { get; set; }

        public int X { get; set; }

        public int Y { get; set; }
    }
}
