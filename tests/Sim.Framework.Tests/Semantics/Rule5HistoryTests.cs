namespace Sim.Framework.Tests.Semantics;

public sealed class Rule5HistoryTests
{
    [Fact]
    public void History_K_IsTheEndOfTheKthPreviousTimestep()
    {
        var model = Model.Define<State, None>("ends").StartFrom(_ => new State { X = 1 }).RememberLast(3)
            .Block("grow", block => block.Update(state => state.X, step => 3 * step.State.X))
            .Block("look", block => block
                .Update(state => state.One, step => step.History[1].X)
                .Update(state => state.Oldest, step => step.History[step.History.Count].X)
                .Update(state => state.Count, step => step.History.Count))
            .Build();

        var rows = Experiment.Of(model).Timesteps(6).Run().Rows;

        Assert.Equal([0L, 1, 3, 9, 27, 81, 243], rows.Select(row => row.State.One));
        Assert.Equal([0, 1, 2, 3, 3, 3, 3], rows.Select(row => row.State.Count));
        Assert.Equal([0L, 1, 1, 1, 3, 9, 27], rows.Select(row => row.State.Oldest));
        BothWays.AssertSame(model, new None(), 6, seed: 0);
    }

    [Theory]
    [InlineData(0, "History[0] does not exist: the previous timestep is History[1].")]
    [InlineData(-2, "History[-2] does not exist: the previous timestep is History[1].")]
    [InlineData(3, "History[3] looks back 3 timesteps, but the model remembers 2: add .RememberLast(3) to the model.")]
    [InlineData(2, "History[2] looks back 2 timesteps, but only 1 have passed: ask History.Count first.")]
    public void History_OutOfReach_EndsTheRunAndSaysSo(int back, string message)
    {
        var model = Model.Define<State, None>("too deep").RememberLast(2)
            .Block("look", block => block.Update(state => state.X, step => step.History[back].X))
            .Build();
        var failure = Assert.Single(Experiment.Of(model).Timesteps(3).Run().Outcome.Failures);
        Assert.Equal(("SimulationException: " + message, 1), (failure.Message, failure.Timestep));
    }

    [Fact]
    public void History_WithoutRememberLast_SaysHowToGetIt()
    {
        var model = Model.Define<State, None>("forgetful")
            .Block("look", block => block.Update(state => state.X, step => step.History[1].X)).Build();
        Assert.Equal(0, model.Depth);
        Assert.Equal(
            "SimulationException: History[1] looks back 1 timesteps, but the model remembers 0: add .RememberLast(1) to the model.",
            Assert.Single(Experiment.Of(model).Timesteps(1).Run().Outcome.Failures).Message);
    }

    [Fact]
    public void History_OfTheNextRun_StartsAnew()
    {
        var model = Model.Define<State, None>("anew").RememberLast(5)
            .Block("look", block => block.Update(state => state.Count, step => step.History.Count).Update(state => state.X, step => step.State.X + 1))
            .Build();
        var results = Experiment.Of(model).Timesteps(3).Runs(2).Threads(1).Run();
        Assert.Equal(results.RowsOf(run: 1).Select(row => row.State), results.RowsOf(run: 2).Select(row => row.State));
        Assert.Equal([0, 1, 2, 3], results.RowsOf(run: 2).Select(row => row.State.Count));
    }

    [Fact]
    public void Invariant_LooksBack_ToTheEndsBeforeTheOneThatItChecks()
    {
        var seen = new List<(long Now, int Count, long Before)>();
        var model = Model.Define<State, None>("checked").RememberLast(2)
            .Block("count", block => block.Update(state => state.X, step => step.State.X + 1))
            .Invariant("look", step =>
            {
                seen.Add((step.State.X, step.History.Count, step.History.Count == 0 ? -1 : step.History[1].X));
                return true;
            })
            .Build();
        Experiment.Of(model).Timesteps(3).Threads(1).Run();
        Assert.Equal([(0, 0, -1), (1, 1, 0), (2, 2, 1), (3, 2, 2)], seen);
    }

    [Fact]
    public void Timestep_InEveryBlock_IsTheOneBeingComputed()
    {
        var model = Model.Define<State, None>("same label")
            .Block("first", block => block.Update(state => state.One, step => step.Timestep))
            .Block("second", block => block.Update(state => state.Oldest, step => step.Timestep))
            .Build();
        foreach (var row in Experiment.Of(model).Timesteps(3).Run().Rows)
            Assert.Equal((row.Timestep, row.Timestep), (row.State.One, row.State.Oldest));
    }

    record struct State
    {
        public long X { get; set; }

        public long One { get; set; }

        public long Oldest { get; set; }

        public int Count { get; set; }
    }
}
