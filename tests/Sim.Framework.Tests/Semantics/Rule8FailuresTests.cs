using Step = Sim.Framework.Step<Sim.Framework.Tests.Semantics.Rule8FailuresTests.State, Sim.Framework.Tests.Semantics.Rule8FailuresTests.Trouble>;

namespace Sim.Framework.Tests.Semantics;

public sealed class Rule8FailuresTests
{
    static readonly Model<State, Trouble> Troubled = Model.Define<State, Trouble>("troubled")
        .StartFrom((trouble, _) => trouble.Where switch
        {
            "start" => throw new InvalidOperationException("broken"),
            "start is NaN" => new State { X = double.NaN, V = Vector.Of(1, 2) },
            "start has no vector" => new State(),
            "start breaks the invariant" => new State { X = -1, V = Vector.Of(1, 2) },
            _ => new State { V = Vector.Of(1, 2) },
        })
        .Block("prepare", block => block.Update(state => state.X, step => step.State.X + 1))
        .Block<double>("decide", block => block
            .When(step => Throws(step, "when") == 0)
            .Policy("first", step => Throws(step, "policy"))
            .Policy("last", step => Hits(step, "aggregate") ? double.MinValue : 0)
            .Aggregate((first, second) => second == double.MinValue ? throw new InvalidOperationException("broken") : first + second)
            .Update(state => state.Y, (step, signal) => signal + Throws(step, "update") + (Hits(step, "NaN") ? double.NaN : 0) + (Hits(step, "infinite") ? double.NegativeInfinity : 0))
            .Update(state => state.Nested, step => new Nested { Deep = Hits(step, "nested") ? double.NaN : 0 })
            .Update(state => state.Maybe, step => Hits(step, "nullable") ? double.NaN : null)
            .Update(state => state.V, (step, _, next) => next[1] = Hits(step, "vector") ? double.PositiveInfinity : Throws(step, "vector update")))
        .Block("settle", block => block.Apply(state => state.Z, (step, ref next) => next.Z = Hits(step, "apply") ? float.NaN : 0))
        .Invariant("small", step => step.State.X >= 0 && !Hits(step, "invariant"))
        .Invariant("thrown", step => Throws(step, "invariant throws") == 0)
        .Build();

    [Theory]
    [InlineData("when", RunStatus.Failed, 2, "decide", "when", "InvalidOperationException: broken")]
    [InlineData("policy", RunStatus.Failed, 2, "decide", "policy first", "InvalidOperationException: broken")]
    [InlineData("aggregate", RunStatus.Failed, 2, "decide", "aggregate", "InvalidOperationException: broken")]
    [InlineData("update", RunStatus.Failed, 2, "decide", "update y", "InvalidOperationException: broken")]
    [InlineData("vector update", RunStatus.Failed, 2, "decide", "update v", "InvalidOperationException: broken")]
    [InlineData("NaN", RunStatus.NotFinite, 2, "decide", "update y", "State variable Y would become NaN.")]
    [InlineData("infinite", RunStatus.NotFinite, 2, "decide", "update y", "State variable Y would become -Infinity.")]
    [InlineData("nested", RunStatus.NotFinite, 2, "decide", "update nested", "State variable Nested.Deep would become NaN.")]
    [InlineData("nullable", RunStatus.NotFinite, 2, "decide", "update maybe", "State variable Maybe would become NaN.")]
    [InlineData("vector", RunStatus.NotFinite, 2, "decide", "update v", "State variable V[1] would become Infinity.")]
    [InlineData("apply", RunStatus.NotFinite, 3, "settle", "update z", "State variable Z would become NaN.")]
    [InlineData("invariant", RunStatus.InvariantBroken, 3, null, "invariant small", "The invariant 'small' does not hold.")]
    [InlineData("invariant throws", RunStatus.Failed, 3, null, "invariant thrown", "InvalidOperationException: broken")]
    public void Run_AFunctionFails_EndsThatRunAndSaysWhere(string where, RunStatus status, int substep, string? block, string function, string message)
    {
        var experiment = Troubles(where);
        var results = experiment.Run();

        var failure = Assert.Single(results.Outcome.Failures);
        Assert.Equal((new RunId(0, 1, 2), status, 3, substep), (failure.Id, failure.Status, failure.Timestep, failure.Substep));
        Assert.Equal((block, function, message), (failure.Block, failure.Function, failure.Message));
        Assert.Equal(status == RunStatus.Failed, failure.Exception is InvalidOperationException { Message: "broken" });

        var failed = results.Runs.Single(run => run.Failure is not null);
        Assert.Equal((status, 2, where, failure), (failed.Status, failed.Timesteps, failed.Parameters.Where, failed.Failure));
        Assert.Equal([null], failed.Metrics);
        Assert.Equal([0, 1, 2], results.RowsOf(1, 2).Select(row => row.Timestep));
        Assert.All(results.Runs.Where(run => run.Failure is null), run =>
        {
            Assert.Equal((RunStatus.Completed, 6, 7), (run.Status, run.Timesteps, results.RowsOf(run.Id.Subset, run.Id.Run).Count()));
            Assert.Equal(6, run.Metrics[0]);
        });
        BothWays.AssertSame(experiment);
    }

    [Fact]
    public void Run_AFailureWithSubsteps_KeepsWholeTimestepsOnly()
    {
        var rows = Troubles("policy").Record(Record.EverySubstep).Run().RowsOf(1, 2);
        Assert.Equal([(0, 0), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)], rows.Select(row => (row.Timestep, row.Substep)));
    }

    [Fact]
    public void Run_AFailureBetweenRecordedTimesteps_KeepsTheRecordedOnes()
    {
        Assert.Equal([0, 2], Troubles("policy").Record(Record.Every(2)).Run().RowsOf(1, 2).Select(row => row.Timestep));
        Assert.Empty(Troubles("policy").Record(Record.LastOnly).Run().RowsOf(1, 2));
    }

    [Theory]
    [InlineData("start", RunStatus.Failed, "start", "InvalidOperationException: broken")]
    [InlineData("start is NaN", RunStatus.NotFinite, "start", "State variable X would become NaN.")]
    [InlineData("start has no vector", RunStatus.Failed, "start", "State variable V is null: start it as Vector.Of(…) or Vector.Empty.")]
    [InlineData("start breaks the invariant", RunStatus.InvariantBroken, "invariant small", "The invariant 'small' does not hold.")]
    public void Run_TheInitialStateFails_LeavesNoRow(string where, RunStatus status, string function, string message)
    {
        var experiment = Experiment.Of(Troubled).Parameters(new Trouble { Where = where }).Timesteps(6);
        var results = experiment.Run();
        var failure = Assert.Single(results.Outcome.Failures);
        Assert.Equal((status, 0, function, message), (failure.Status, failure.Timestep, failure.Function, failure.Message));
        Assert.Null(failure.Block);
        Assert.Empty(results.Rows);
        Assert.Equal(0, results.Runs[0].Timesteps);
        BothWays.AssertSame(experiment);
        var stepping = Assert.Throws<SimulationException>(() => Troubled.Simulate(new Trouble { Where = where }, timesteps: 6));
        Assert.Equal("Model 'troubled', " + failure, stepping.Message);
    }

    [Theory]
    [InlineData("start has no record", "State variable Pair is null: give it a value in StartFrom.")]
    [InlineData("start has no population", "State variable Herd is null: give it a value in StartFrom.")]
    public void Run_AnInitialStateWithHoles_SaysWhichVariable(string where, string message)
    {
        var model = Model.Define<Holed, None>("holed")
            .StartFrom(_ => new Holed { Pair = where == "start has no record" ? null! : new Pair(), Herd = where == "start has no population" ? null! : Agents.Population<Nested>.Of() })
            .Block("block", block => block.Update(state => state.X, _ => 1))
            .Build();
        Assert.Equal(message, Assert.Single(Experiment.Of(model).Timesteps(1).Run().Outcome.Failures).Message);
    }

    [Fact]
    public void Run_AMetricsFunctionThrows_FailsThatRunAndNamesTheMetric()
    {
        var results = Troubles("nothing").Metric("odd", run => run.Of(trajectory =>
            trajectory.Parameters.Where == "nothing" && trajectory.States[^1].X == 6 ? throw new InvalidOperationException("broken") : 1)).Run();
        Assert.Equal(2, results.Outcome.Completed);
        Assert.All(results.Outcome.Failures, failure => Assert.Equal(
            (RunStatus.Failed, 6, null, "metric odd", "InvalidOperationException: broken"),
            (failure.Status, failure.Timestep, failure.Block, failure.Function, failure.Message)));
        // All timesteps were computed, and their rows are kept.
        Assert.Equal(7, results.RowsOf(1, 2).Count());
        Assert.Equal(6, results.Runs.Single(run => run.Id == new RunId(0, 1, 2)).Timesteps);
        Assert.Equal([null, null], results.Runs[^1].Metrics);
    }

    [Fact]
    public void Run_AMetricsSelectorThrows_FailsTheRunAtThatTimestepAndNamesTheMetric()
    {
        var results = Troubles("nothing").Metric("far", run => run.Max(state => state.V[state.X < 4 ? 0 : 9])).Run();
        Assert.Equal(4, results.Outcome.Failed);
        var failure = results.Outcome.Failures[0];
        Assert.Equal((RunStatus.Failed, 4, null, "metric far"), (failure.Status, failure.Timestep, failure.Block, failure.Function));
        Assert.StartsWith("IndexOutOfRangeException", failure.Message, StringComparison.Ordinal);
        Assert.Equal([0, 1, 2, 3], results.RowsOf().Select(row => row.Timestep));
        Assert.Equal(3, results.Runs[0].Timesteps);
    }

    [Fact]
    public void RunFailure_InWords_IsOneSentenceWithEverything() => Assert.Equal(
        "simulation 0, subset 1, run 2, timestep 3, substep 2, block 'decide', policy first: InvalidOperationException: broken",
        Troubles("policy").Run().Outcome.Failures[0].ToString());

    [Fact]
    public void Outcome_CountsWhatFailed()
    {
        var outcome = Troubles("policy").Run().Outcome;
        Assert.Equal((4, 3, 1), (outcome.Planned, outcome.Completed, outcome.Failed));
        Assert.False(outcome.IsCutShort);
        Assert.Equal((6 * 3) + 2, outcome.Timesteps);
        Assert.Equal([(2, 0), (2, 1)], outcome.Subsets.Select(subset => ((int)subset.Runs, (int)subset.Failed)));
        Assert.Equal([2, 1], outcome.Subsets.Select(subset => (int)subset.Metrics[0].Count));
    }

    [Fact]
    public void Failures_ComeInTheOrderOfRuns()
    {
        var outcome = Experiment.Of(Troubled).Parameters(new Trouble { Where = "policy", Run = 0 }).Timesteps(6).Runs(3)
            .Sweep(sweep => sweep.Grid(trouble => trouble.At, 5, 1)).Run().Outcome;
        Assert.Equal([(0, 1), (0, 2), (0, 3), (1, 1), (1, 2), (1, 3)], outcome.Failures.Select(failure => (failure.Id.Subset, failure.Id.Run)));
    }

    [Fact]
    public void StopOnFailure_TheFirstFailure_StopsAllRuns()
    {
        var results = Experiment.Of(Troubled).Parameters(new Trouble { Where = "policy" }).Timesteps(6).Runs(10).StopOnFailure().Threads(1).Run();
        Assert.Equal((10, 1, 1), (results.Outcome.Planned, results.Outcome.Completed, results.Outcome.Failed));
        Assert.True(results.Outcome.IsCutShort);
        Assert.Equal([1, 2], results.Runs.Select(run => run.Id.Run));
    }

    [Fact]
    public void Run_AVariableThatIsNotRecorded_IsNotChecked()
    {
        var model = Model.Define<Unchecked, None>("unchecked")
            .Block("block", block => block.Update(state => state.Scratch, _ => double.NaN).Update(state => state.X, step => step.State.X + 1))
            .Build();
        Assert.Equal(3, Experiment.Of(model).Timesteps(3).Run().Rows[^1].State.X);
    }

    static Experiment<State, Trouble> Troubles(string where) => Experiment.Of(Troubled).Timesteps(6).Runs(2)
        .Sweep(sweep => sweep.Grid(trouble => trouble.Where, "elsewhere", where))
        .Metric("last", run => run.Final(state => state.X));

    static bool Hits(Step step, string where) =>
        step.Parameters.Where == where && step.Timestep == step.Parameters.At && (step.Run == step.Parameters.Run || step.Parameters.Run == 0);

    static double Throws(Step step, string where) => Hits(step, where) ? throw new InvalidOperationException("broken") : 0;

    internal record struct State
    {
        public double X { get; set; }

        public double Y { get; set; }

        public Nested Nested { get; set; }

        public double? Maybe { get; set; }

        public Vector V { get; set; }

        public float Z { get; set; }
    }

    internal record struct Nested
    {
        public double Deep { get; set; }
    }

    internal sealed record Trouble
    {
        public string Where { get; init; } = "";

        public int At { get; init; } = 3;

        public int Run { get; init; } = 2;
    }

    sealed record Pair
    {
        public double Left { get; init; }
    }

    record struct Holed
    {
        public double X { get; set; }

        public Pair Pair { get; set; }

        public Agents.Population<Nested> Herd { get; set; }
    }

    record struct Unchecked
    {
        public double X { get; set; }

        [NotRecorded]
        public double Scratch { get; set; }
    }
}
