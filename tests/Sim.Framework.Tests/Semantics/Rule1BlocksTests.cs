namespace Sim.Framework.Tests.Semantics;

public sealed class Rule1BlocksTests
{
    [Fact]
    public void Block_ItsPoliciesAndUpdates_SeeTheStateBeforeTheBlock()
    {
        var seenByPolicy = new List<double>();
        var model = Model.Define<State, None>("before").StartFrom(_ => new State { A = 1, B = 2, C = 3 })
            .Block<double>("rotate", block => block
                .Policy("look", step =>
                {
                    seenByPolicy.Add(step.State.A);
                    return step.State.A;
                })
                .Update(state => state.A, (step, _) => step.State.B)
                .Update(state => state.B, (step, _) => step.State.C)
                .Update(state => state.C, (_, signal) => signal))
            .Build();

        var rows = Experiment.Of(model).Timesteps(3).Threads(1).Run().Rows;

        Assert.Equal([new State(1, 2, 3), new State(2, 3, 1), new State(3, 1, 2), new State(1, 2, 3)], rows.Select(row => row.State));
        Assert.Equal([1.0, 2.0, 3.0], seenByPolicy);
        BothWays.AssertSame(model, new None(), 3, seed: 0);
    }

    [Fact]
    public void Block_TheNextOne_SeesWhatTheBlockLeft()
    {
        var model = Model.Define<State, None>("in order")
            .Block("first", block => block.Update(state => state.A, step => step.State.A + 1))
            .Block("second", block => block.Update(state => state.B, step => 10 * step.State.A))
            .Block("third", block => block.Update(state => state.C, step => step.State.B + step.State.A))
            .Build();

        Assert.Equal(new State(2, 20, 22), Experiment.Of(model).Timesteps(2).Run().Rows[^1].State);
    }

    [Fact]
    public void Substep_InEachBlock_IsItsNumberFromOne()
    {
        var seen = new List<(int Timestep, int Substep)>();
        double Look(Step<State, None> step)
        {
            seen.Add((step.Timestep, step.Substep));
            return 0;
        }

        var model = Model.Define<State, None>("substeps")
            .Block("first", block => block.When(step => Look(step) == 0).Update(state => state.A, Look))
            .Block<double>("second", block => block.Policy("look", Look).Update(state => state.B, (step, _) => Look(step)))
            .Invariant("look", step => Look(step) == 0)
            .Build();

        Experiment.Of(model).Timesteps(1).Threads(1).Run();

        // The invariant looks at the initial state first, and at the end of the timestep last.
        Assert.Equal([(0, 2), (1, 1), (1, 1), (1, 2), (1, 2), (1, 2)], seen);
    }

    [Fact]
    public void Block_OneUpdateThrows_NothingIsCommitted()
    {
        var model = Model.Define<State, None>("together").StartFrom(_ => new State(1, 1, 1))
            .Block("both", block => block
                .Update(state => state.A, _ => 5)
                .Update(state => state.B, step => step.Timestep == 2 ? throw new InvalidOperationException("no") : 7))
            .Build();

        var replay = Experiment.Of(model).Timesteps(2).Replay();

        Assert.Equal(new State(5, 7, 1), replay.Timesteps[^1].State);
        Assert.Equal("update b", replay.Failure!.Function);
    }

    record struct State(double A, double B, double C);
}
