using Step = Sim.Framework.Step<Sim.Framework.Tests.Semantics.VectorTests.State, Sim.Framework.Tests.Semantics.None>;

namespace Sim.Framework.Tests.Semantics;

public sealed class VectorTests
{
    [Fact]
    public void Update_AVector_StartsAsACopyOfTheOldOne()
    {
        var model = Define().Block("add", block => block.Update(state => state.A, (step, next) =>
        {
            Assert.Equal(step.State.A.Span, next);
            next[1] += 1;
            Assert.False(step.State.A.Span.SequenceEqual(next));
        })).Build();
        var rows = Experiment.Of(model).Timesteps(2).Run().Rows;
        Assert.Equal([Vector.Of(1, 2, 3), Vector.Of(1, 3, 3), Vector.Of(1, 4, 3)], rows.Select(row => row.State.A));
    }

    [Fact]
    public void Policies_AndOtherUpdates_SeeTheVectorBeforeTheBlock()
    {
        var model = Define().Block<double>("block", block => block
            .Policy("look", step => step.State.A[0])
            .Update(state => state.A, (_, signal, next) => next.Fill(signal + 1))
            .Update(state => state.B, (step, _, next) => step.State.A.Span.CopyTo(next)))
            .Build();
        var last = Experiment.Of(model).Timesteps(3).Run().Rows[^1].State;
        Assert.Equal((Vector.Repeat(4, 3), Vector.Repeat(3, 3)), (last.A, last.B));
        BothWays.AssertSame(model, new None(), 3, seed: 0);
    }

    // Several blocks write one vector in a timestep, and a deep history is read back: recycled memory must not show through.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(13)]
    public void History_OfVectorsWrittenOftenInATimestep_IsNeverOverwritten(int depth)
    {
        var model = Define().RememberLast(depth)
            .Block("first", block => block.Update(state => state.A, (step, next) => next[0] = step.Timestep))
            .Block("second", block => block.Update(state => state.A, (step, next) => next[1] = step.State.A[0] + 0.25))
            .Block("drafts", block => block.Update(state => state.B, Drafted))
            .Block("third", block => block.When(step => step.Timestep % 3 != 0).Update(state => state.A, (_, next) => next[2] += 1))
            .Block("seldom", block => block.When(step => step.Timestep % 20 == 0).Update(state => state.Seldom, (step, next) => next[0] = step.Timestep))
            .Block("look back", block => block.Update(state => state.Sum, LookBack))
            .Invariant("history", step => Enumerable.Range(1, step.History.Count).All(back => IsEndOf(step.Timestep - back, step.History[back])))
            .Build();

        var experiment = Experiment.Of(model).Timesteps(200).Runs(2).Metric("sum", run => run.Sum(state => state.Sum)).Metric("seldom", run => run.Sum(state => state.Seldom[0]));

        Assert.Equal(0, experiment.Run().Outcome.Failed);
        Assert.Equal(0, experiment.Record(Record.MetricsOnly).Run().Outcome.Failed);
        Assert.Equal(experiment.Run().Runs.SelectMany(run => run.Metrics), experiment.Record(Record.MetricsOnly).Run().Runs.SelectMany(run => run.Metrics));
        BothWays.AssertSame(experiment);
    }

    [Fact]
    public void Update_AVectorHandedOn_StaysWhatItWas()
    {
        // B takes A's vector itself, not a copy; A is then written anew.
        var model = Define()
            .Block("hand on", block => block.Update<Vector>(state => state.B, step => step.State.A))
            .Block("write", block => block.Update(state => state.A, (step, next) => next.Fill(step.Timestep)))
            .Block("wait", block => block.When(step => step.Timestep % 4 != 0).Update(state => state.A, (_, next) => next[0] = -1))
            .Build();
        BothWays.AssertSame(model, new None(), 50, seed: 0);
        Assert.Equal([Vector.Of(-1, 2, 2), Vector.Of(-1, 3, 3), Vector.Of(4, 4, 4)], Experiment.Of(model).Timesteps(5).Run().Rows.Skip(3).Select(row => row.State.B));
    }

    [Fact]
    public void Results_InMemory_KeepEveryVector()
    {
        var model = Define().Block("write", block => block.Update(state => state.A, (step, next) => next.Fill(step.Timestep))).Build();
        var rows = Experiment.Of(model).Timesteps(50).Runs(2).Threads(1).Run().Rows;
        Assert.All(rows.Where(row => row.Timestep > 0), row => Assert.Equal(Vector.Repeat(row.Timestep, 3), row.State.A));
    }

    [Fact]
    public void Draft_OfALength_StartsAsZeros()
    {
        var model = Define().Block("draft", block => block.Update<Vector>(state => state.A, step =>
        {
            var draft = step.Draft(3);
            Assert.Equal([0, 0, 0], draft.Span);
            draft.Span.Fill(step.Timestep);
            return draft.ToVector();
        })).Build();
        var experiment = Experiment.Of(model).Timesteps(30);
        Assert.Equal(0, experiment.Record(Record.MetricsOnly).Run().Outcome.Failed);
        BothWays.AssertSame(experiment);
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Update_ANumberThatIsNotFinite_EndsTheRunWhereverItStands(double wrong, string text)
    {
        for (var length = 1; length <= 13; length++)
        {
            for (var place = 0; place < length; place++)
            {
                var numbers = Vector.Repeat(double.MaxValue, length);
                var model = Model.Define<State, None>("vectors")
                    .StartFrom(_ => new State { A = numbers, B = Vector.Empty, Seldom = Vector.Empty })
                    .Block("spoil", block => block.Update(state => state.A, (step, next) => next[place] = step.Timestep == 2 ? wrong : double.MinValue))
                    .Build();
                var outcome = Experiment.Of(model).Timesteps(2).Run().Outcome;
                Assert.Equal($"State variable A[{place}] would become {text}.", Assert.Single(outcome.Failures).Message);
            }
        }
    }

    static Vector Drafted(Step step)
    {
        var draft = step.Draft(step.State.B);
        for (var scratch = 0; scratch < 3; scratch++)
            step.Draft(3)[scratch] = double.MaxValue;
        draft[0] += step.State.A[1];
        return draft.ToVector();
    }

    static double LookBack(Step step)
    {
        var sum = 0.0;
        for (var back = 1; back <= step.History.Count; back++)
            sum += step.History[back].A.Sum() + step.History[back].B[0] + step.History[back].Seldom[0];
        return sum;
    }

    static bool IsEndOf(int timestep, in State state) => timestep == 0
        ? state.A.Equals(Vector.Of(1, 2, 3))
        : state.A[0] == timestep && state.A[1] == timestep + 0.25 && state.A[2] == 3 + timestep - (timestep / 3) && state.Seldom[0] == timestep / 20 * 20;

    static ModelBuilder<State, None> Define() => Model.Define<State, None>("vectors")
        .StartFrom(_ => new State { A = Vector.Of(1, 2, 3), B = Vector.Repeat(0, 3), Seldom = Vector.Of(0) });

    internal record struct State
    {
        public Vector A { get; set; }

        public Vector B { get; set; }

        public Vector Seldom { get; set; }

        public double Sum { get; set; }
    }
}
