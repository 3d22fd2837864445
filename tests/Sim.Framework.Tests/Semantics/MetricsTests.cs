using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Semantics;

public sealed class MetricsTests
{
    static readonly Model<State, Parameters> Walk = Model.Define<State, Parameters>("walk")
        .StartFrom((parameters, random) => new State { X = random.NextDouble(), N = 1 })
        .Block("step", block => block
            .Update(state => state.X, step => step.State.X + step.Random.Normal() + step.Parameters.Drift)
            .Update(state => state.N, step => -2 * step.State.N % 1_000_003))
        .Block("fail", block => block.Update(state => state.Y, step =>
            step.Run == step.Parameters.FailingRun && step.Timestep == 5 ? double.NaN : step.State.X))
        .Build();

    static readonly Experiment<State, Parameters> Measured = Experiment.Of(Walk).Timesteps(40).Runs(5).Seed(3)
        .Sweep(sweep => sweep.Grid(parameters => parameters.Drift, -0.5, 0.5))
        .Metric("final", run => run.Final(state => state.X))
        .Metric("least", run => run.Min(state => state.X))
        .Metric("peak", run => run.Max(state => state.X))
        .Metric("mean", run => run.Mean(state => state.X))
        .Metric("sum", run => run.Sum(state => state.X * state.N))
        .Metric("median", run => run.Quantile(0.5, state => state.X))
        .Metric("lower", run => run.Quantile(0.1, state => state.X))
        .Metric("smallest", run => run.Quantile(0, state => state.X))
        .Metric("largest", run => run.Quantile(1, state => state.X))
        .Metric("above two", run => run.FirstTime(state => state.X > 2))
        .Metric("never", run => run.FirstTime(state => state.X > 1e9))
        .Metric("at once", run => run.FirstTime(state => state.N == 1))
        .Metric("range", run => run.Of(trajectory => Range(trajectory.States)));

    public static TheoryData<string, Func<double[], long[], double?>> Definitions => new()
    {
        { "final", (x, _) => x[^1] },
        { "least", (x, _) => x.Min() },
        { "peak", (x, _) => x.Max() },
        { "mean", (x, _) => x.Aggregate(0.0, (sum, value) => sum + value) / x.Length },
        { "sum", (x, n) => x.Zip(n).Aggregate(0.0, (sum, pair) => sum + (pair.First * pair.Second)) },
        { "median", (x, _) => Interpolated(x, 0.5) },
        { "lower", (x, _) => Interpolated(x, 0.1) },
        { "smallest", (x, _) => x.Min() },
        { "largest", (x, _) => x.Max() },
        { "above two", (x, _) => Array.FindIndex(x, value => value > 2) is var first && first >= 0 ? first : null },
        { "never", (_, _) => null },
        { "at once", (_, _) => 0 },
        { "range", (x, _) => x.Max() - x.Min() },
    };

    [Theory]
    [MemberData(nameof(Definitions), DisableDiscoveryEnumeration = true)]
    public void Metric_EachKind_IsWhatTheRowsSay(string name, Func<double[], long[], double?> definition)
    {
        var results = Measured.Run();
        var actual = results.Metric(name);
        for (var run = 0; run < results.Runs.Count; run++)
        {
            var rows = results.RowsOf(results.Runs[run].Id.Subset, results.Runs[run].Id.Run).ToList();
            Assert.Equal(41, rows.Count);
            var expected = definition([.. rows.Select(row => row.State.X)], [.. rows.Select(row => row.State.N)]);
            Assert.Equal(expected is null, actual[run] is null);
            // Sums are added in the order of timesteps, so even they are equal to the last bit; quantiles round once more.
            var tolerance = name is "median" or "lower" ? Tolerance.Absolute(1e-14) : Tolerance.Exact;
            Assert.True(expected is null || tolerance.Accepts(expected.Value, actual[run]!.Value), $"{name} of {results.Runs[run].Id}: expected {expected}, found {actual[run]}");
        }
    }

    [Fact]
    public void Metric_AnyRecordChoice_GivesTheSameNumbers()
    {
        var expected = Measured.Run().Runs.SelectMany(run => run.Metrics);
        foreach (var record in new[] { Record.EverySubstep, Record.Every(7), Record.LastOnly, Record.MetricsOnly })
            Assert.Equal(expected, Measured.Record(record).Run().Runs.SelectMany(run => run.Metrics));
    }

    [Fact]
    public void Metric_FinalAlone_IsTheLastStateWhateverIsRecorded()
    {
        var experiment = Experiment.Of(Walk).Timesteps(40).Seed(3).Metric("final", run => run.Final(state => state.X));
        var expected = experiment.Run().Rows[^1].State.X;
        foreach (var record in new[] { Record.EverySubstep, Record.EveryTimestep, Record.Every(7), Record.LastOnly, Record.MetricsOnly })
            Assert.Equal(expected, experiment.Record(record).Run().Runs[0].Metrics[0]);
    }

    [Fact]
    public void Metric_ZeroTimesteps_LooksAtTheInitialState()
    {
        var results = Measured.Timesteps(0).Run();
        Assert.Equal(results.Rows[0].State.X, results.Runs[0].Metrics[0]);
        Assert.All(["final", "least", "peak", "mean", "median"], name => Assert.Equal(results.Runs[0].Metrics[0], results.Metric(name)[0]));
    }

    [Fact]
    public void Metric_OfAFailedRun_IsNullAndTheNextRunIsNotTouched()
    {
        var clean = Measured.Threads(1).Run();
        var results = Measured.Parameters(new Parameters { FailingRun = 2 }).Threads(1).Run();
        Assert.Equal(2, results.Outcome.Failed);
        foreach (var (run, untroubled) in results.Runs.Zip(clean.Runs))
            Assert.Equal(run.Id.Run == 2 ? new double?[13] : untroubled.Metrics, run.Metrics);
        Assert.All(results.Outcome.Subsets, subset => Assert.Equal((5, 1, 4), (subset.Runs, subset.Failed, subset.Metrics[0].Count)));
    }

    [Fact]
    public void Outcome_Summaries_AreMeanDeviationAndConfidence()
    {
        var results = Measured.Run();
        var values = results.Runs.Where(run => run.Id.Subset == 1).Select(run => run.Metrics[0]!.Value).ToArray();
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        var summary = results.Outcome.Subsets[1].Metrics[0];
        Assert.Equal(("final", 5L), (summary.Name, summary.Count));
        Assert.Equal(mean, summary.Mean!.Value, 1e-12);
        Assert.Equal(deviation, summary.StandardDeviation!.Value, 1e-12);
        // Student's t for 4 degrees of freedom and 95 %: 2.776445 (tables).
        Assert.Equal(2.776445 * deviation / Math.Sqrt(5), summary.HalfWidth95!.Value, 1e-5);
    }

    [Fact]
    public void Outcome_SummariesOverManyParts_AreThoseOfAllRuns()
    {
        var experiment = Measured.Runs(4_001).Record(Record.MetricsOnly);
        Assert.True(experiment.Settings.Plan().Layout.Count >= 4, "the subsets must be cut into several parts");
        var results = experiment.Threads(2).Run();
        Assert.Empty(results.Outcome.Failures);
        foreach (var subset in results.Outcome.Subsets)
        {
            var values = results.Runs.Where(run => run.Id.Subset == subset.Subset).Select(run => run.Metrics[0]!.Value).ToArray();
            var mean = values.Average();
            Assert.Equal((4_001L, 4_001L), (subset.Runs, subset.Metrics[0].Count));
            Assert.Equal(mean, subset.Metrics[0].Mean!.Value, 1e-9 * Math.Abs(mean));
            Assert.Equal(Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / 4_000), subset.Metrics[0].StandardDeviation!.Value, 1e-9 * Math.Abs(mean));
        }
    }

    [Fact]
    public void Outcome_FewValues_HaveNoDeviation()
    {
        var one = Measured.Runs(1).Run().Outcome.Subsets[0].Metrics;
        Assert.Equal((1L, (double?)null, (double?)null), (one[0].Count, one[0].StandardDeviation, one[0].HalfWidth95));
        Assert.Equal((0L, (double?)null), (one[10].Count, one[10].Mean));
    }

    [Fact]
    public void Metric_WrongNames_AreRefused()
    {
        Assert.Equal(
            "Experiment 'walk' has two metrics called 'Above Two': rename one.",
            Assert.Throws<SimulationException>(() => Measured.Metric("Above Two", run => run.Final(state => state.X))).Message);
        Assert.Equal("There is no metric 'medain'. Did you mean mean or median?", Assert.Throws<SimulationException>(() => Measured.Run().Metric("medain")).Message);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void Quantile_NoProbability_IsRefused(double probability) => Assert.EndsWith(
        "a probability lies between 0 and 1.",
        Assert.Throws<SimulationException>(() => Measured.Metric("q", run => run.Quantile(probability, state => state.X))).Message, StringComparison.Ordinal);

    static double Range(ReadOnlySpan<State> states)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var state in states)
            (least, most) = (Math.Min(least, state.X), Math.Max(most, state.X));
        return most - least;
    }

    static double Interpolated(double[] values, double probability)
    {
        double[] sorted = [.. values.Order()];
        var place = probability * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }

    record struct State
    {
        public double X { get; set; }

        public double Y { get; set; }

        public long N { get; set; }
    }

    sealed record Parameters
    {
        public double Drift { get; init; }

        public int FailingRun { get; init; }
    }
}
