namespace Sim.Framework.Tests.Semantics;

public sealed class WhenTests
{
    [Fact]
    public void When_ItDoesNotHold_NeitherPoliciesNorUpdatesRun()
    {
        var calls = new List<string>();
        var model = Model.Define<State, None>("when")
            .Block<int>("every third", block => block
                .When(step => step.Timestep % 3 == 0)
                .Policy("count", step =>
                {
                    calls.Add($"policy {step.Timestep}");
                    return 1;
                })
                .Update(state => state.X, (step, signal) =>
                {
                    calls.Add($"update {step.Timestep}");
                    return step.State.X + signal;
                }))
            .Block("always", block => block.Update(state => state.Y, step => step.State.X))
            .Build();

        var rows = Experiment.Of(model).Timesteps(7).Threads(1).Run().Rows;

        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2], rows.Select(row => row.State.X));
        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2], rows.Select(row => row.State.Y));
        Assert.Equal(["policy 3", "update 3", "policy 6", "update 6"], calls);
        BothWays.AssertSame(model, new None(), 7, seed: 0);
    }

    [Fact]
    public void When_ItDoesNotHold_TheSubstepHasARowAllTheSame()
    {
        var model = Model.Define<State, None>("when")
            .Block("never", block => block.When(_ => false).Update(state => state.X, _ => 9))
            .Block("always", block => block.Update(state => state.Y, step => step.State.Y + 1))
            .Build();
        var rows = Experiment.Of(model).Timesteps(2).Record(Record.EverySubstep).Run().Rows;
        Assert.Equal([(0, 0, 0), (1, 0, 0), (2, 0, 1), (1, 0, 1), (2, 0, 2)], rows.Select(row => (row.Substep, row.State.X, row.State.Y)));
    }

    [Fact]
    public void When_ItsCondition_SeesTheStateBeforeTheBlock()
    {
        var model = Model.Define<State, None>("when")
            .Block("count", block => block.Update(state => state.X, step => step.State.X + 1))
            .Block("follow", block => block.When(step => step.State.X == 2).Update(state => state.Y, step => step.State.X))
            .Build();
        Assert.Equal([0, 0, 2, 2], Experiment.Of(model).Timesteps(3).Run().Rows.Select(row => row.State.Y));
    }

    record struct State
    {
        public int X { get; set; }

        public int Y { get; set; }
    }
}
