namespace Sim.Framework.Tests.Semantics;

public sealed class CancellationTests
{
    static readonly Experiment<State, None> Long = Experiment.Of(Model.Define<State, None>("long")
        .Block("count", block => block.Update(state => state.X, step => step.State.X + step.Random.NextDouble()))
        .Build()).Timesteps(5_000).Runs(100).Record(Record.LastOnly);

    [Fact]
    public void Run_CancelledInTheMiddle_KeepsWholePartsAndSaysThatItIsCutShort()
    {
        using var source = new CancellationTokenSource();
        var parts = Long.Settings.Plan().Layout;
        Assert.True(parts.Count >= 4, "the experiment must have several parts");
        var stopAfter = parts[1].First + 1;

        var results = Long.Threads(1).Observe(happened =>
        {
            if (happened.Run == stopAfter)
                source.Cancel();
        }).Run(cancellationToken: source.Token);

        Assert.True(results.Outcome.IsCutShort);
        Assert.Equal(parts[0].Count + parts[1].Count, results.Outcome.Completed);
        Assert.Equal((100, 0), (results.Outcome.Planned, results.Outcome.Failed));
        Assert.Equal(Long.Run().Rows.Take(results.Rows.Count), results.Rows);
    }

    [Fact]
    public void Run_CancelledBefore_DoesNothing()
    {
        var results = Long.Run(cancellationToken: new CancellationToken(canceled: true));
        Assert.Empty(results.Runs);
        Assert.True(results.Outcome.IsCutShort);
    }

    [Fact]
    public void Run_ToTheEnd_IsNotCutShort() => Assert.False(Long.Run().Outcome.IsCutShort);

    [Fact]
    public void StopOnFailure_ManyThreads_StopsBeforeAllIsDone()
    {
        var failing = Experiment.Of(Model.Define<State, None>("failing")
            .Block("fail", block => block.Update(state => state.X, _ => double.NaN)).Build()).Timesteps(5_000).Runs(1_000);
        var outcome = failing.StopOnFailure().Threads(3).Run().Outcome;
        Assert.True(outcome.IsCutShort);
        Assert.InRange(outcome.Failed, 1, 3);
        var all = failing.Threads(3).Run().Outcome;
        Assert.Equal(1_000, all.Failed);
        Assert.Equal(Enumerable.Range(1, 1_000), all.Failures.Select(failure => failure.Id.Run));
    }

    [Fact]
    public void Progress_AtTheEnd_IsTheOutcome()
    {
        var reports = new Reports();
        var outcome = Long.Run(reports).Outcome;
        var last = reports.Seen[^1];
        Assert.Equal((100L, 100L, 0L, 500_000L, 500_000L), (last.RunsDone, last.Runs, last.Failed, last.Timesteps, last.TimestepsPlanned));
        Assert.Equal(500_000, outcome.Timesteps);
        Assert.Equal(TimeSpan.Zero, last.TimeLeft);
        Assert.Equal(reports.Seen.Select(report => report.RunsDone).Order(), reports.Seen.Select(report => report.RunsDone));
    }

    [Fact]
    public void Progress_TimeLeft_FollowsFromTheRunsDone()
    {
        Assert.Null(new ExperimentProgress(0, 10, 0, 0, 100, TimeSpan.FromSeconds(1)).TimeLeft);
        var progress = new ExperimentProgress(4, 10, 0, 40, 100, TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(3), progress.TimeLeft);
        Assert.Equal(20, progress.TimestepsPerSecond);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cancel_RunThatTakesForever_IsDroppedInTheMiddle(bool isInterrupted)
    {
        var endless = Experiment.Of(Model.Define<State, None>("far")
            .Block("go", block => block.Update(state => state.X, step => Enumerable.Range(0, 50).Sum(place => Math.Sin(step.State.X + place))))
            .Build()).Timesteps(int.MaxValue).Runs(4).Record(Record.MetricsOnly);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Execution.Interruption.Token = isInterrupted ? stop.Token : default;
        var results = endless.Run(cancellationToken: isInterrupted ? CancellationToken.None : stop.Token);
        Execution.Interruption.Token = default;
        Assert.True(results.Outcome.IsCutShort);
        Assert.Empty(results.Runs);
        Assert.Equal(0, results.Outcome.Completed);
    }

    // Progress<T> reports from another thread; tests want to be told at once.
    sealed class Reports : IProgress<ExperimentProgress>
    {
        public List<ExperimentProgress> Seen { get; } = [];

        public void Report(ExperimentProgress value) => Seen.Add(value);
    }

    record struct State
    {
        public double X { get; set; }
    }
}
