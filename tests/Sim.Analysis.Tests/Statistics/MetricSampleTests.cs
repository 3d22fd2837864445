using Sim.Analysis.Statistics;
using Sim.Experiments;
using Sim.Framework;

namespace Sim.Analysis.Tests.Statistics;

public sealed class MetricSampleTests(PreyDataset prey) : IClassFixture<PreyDataset>
{
    readonly MetricSample _peak = prey.Dataset.Sample("peak prey");

    static readonly Lazy<Results<Populations, Rates>> InMemory = new(() => PreyDataset.Experiment.Run(cancellationToken: TestContext.Current.CancellationToken));

    [Fact]
    public void Values_OfTheDataset_AreThoseOfTheRuns()
    {
        Assert.Equal(Enumerable.Range(0, 6), _peak.Subsets);
        Assert.Equal(prey.Dataset.RunColumn<double?>("peak_prey"), _peak.Subsets.SelectMany(subset => _peak.Values(subset)));
        var inMemory = InMemory.Value.Sample("peak prey");
        Assert.Equal(_peak.Values(3), inMemory.Values(3));
        Assert.Equal(_peak.Difference(3, 1), inMemory.Difference(3, 1));
    }

    [Fact]
    public void Mean_OfEachSubset_IsTheSummarys() => Assert.All(prey.Dataset.Summarize(), subset =>
    {
        var (mean, summary) = (_peak.Mean(subset.Subset), subset.Metrics[0]);
        Assert.Equal(summary.Mean!.Value, mean.Mean, 1e-12 * mean.Mean);
        Assert.Equal(summary.HalfWidth95!.Value, mean.HalfWidth, 1e-9 * mean.HalfWidth);
    });

    // Weather is the same in all subsets of a run, so peaks rise and fall together.
    [Fact]
    public void Difference_UnderCommonRandomNumbers_SavesVariance()
    {
        var paired = _peak.Difference(subset: 1, baseline: 0);
        Assert.InRange(paired.VarianceReduction!.Value, 0.5, 1);
        Assert.InRange(paired.Correlation!.Value, 0.5, 1);
        Assert.Equal((20, 0), (paired.Count, paired.LeftOut));
        var (own, other) = (_peak.Mean(1), _peak.Mean(0));
        Assert.Equal(own.Mean - other.Mean, paired.Difference, 1e-9);
        var unpaired = Math.Sqrt((own.HalfWidth * own.HalfWidth) + (other.HalfWidth * other.HalfWidth));
        Assert.Equal(Math.Sqrt(1 - paired.VarianceReduction!.Value), paired.HalfWidth / unpaired, 1e-9);
    }

    [Fact]
    public void Difference_IndependentStreams_SavesNothing()
    {
        var independent = PreyDataset.Experiment.Runs(200).IndependentStreams().Run(cancellationToken: TestContext.Current.CancellationToken).Sample("peak prey");

        // The correlation of 200 independent pairs has a deviation of 1 / sqrt(200).
        Assert.InRange(independent.Difference(1).Correlation!.Value, -6 / Math.Sqrt(200), 6 / Math.Sqrt(200));
    }

    // Half of the runs of subset 0 peak above their median, and the others have no first time of it.
    [Fact]
    public void Statistics_RunsWithoutAValue_AreLeftOutAndCounted()
    {
        var median = _peak.Quantile(0.5).Value;
        var plenty = PreyDataset.Experiment.Metric("plenty", run => run.FirstTime(state => state.Prey > median))
            .Run(cancellationToken: TestContext.Current.CancellationToken).Sample("plenty");
        Assert.Equal((10, 10), (plenty.Mean().Count, plenty.Mean().LeftOut));
        Assert.Equal((10, 10), (plenty.Quantile(0.5).Count, plenty.Quantile(0.5).LeftOut));
        Assert.EndsWith("confidence; 10 runs without a value are left out.", plenty.Quantile(0.5).ToString(), StringComparison.Ordinal);
        Assert.Equal((10, 10), (plenty.Convergence().Steps.Count, plenty.Convergence().LeftOut));
        int[] runs = [.. Enumerable.Range(0, 20).Where(run => plenty.Values(0)[run] is not null && plenty.Values(1)[run] is not null)];
        var paired = plenty.Difference(subset: 1);
        Assert.Equal((runs.Length, 20 - runs.Length), (paired.Count, paired.LeftOut));
        Assert.Equal(runs.Average(run => plenty.Values(1)[run]!.Value - plenty.Values(0)[run]!.Value), paired.Difference, 1e-9);
    }

    [Fact]
    public void Sample_OfWhatIsNotThere_IsRefused()
    {
        Refused("There is no metric 'peak'. There are: peak prey, mean predators, first scarcity.", () => prey.Dataset.Sample("peak"));
        Refused("There is no metric 'peak'. There are: peak prey, mean predators, first scarcity.", () => InMemory.Value.Sample("peak"));
        Refused("There is no run of simulation 1. There are: 0.", () => prey.Dataset.Sample("peak prey", simulation: 1));
        Refused("Simulation 0 has no runs of subset 6. It has subsets 0 to 5.", () => _peak.Mean(6));
        Refused(
            "The subsets are no Saltelli design: it has 6 subsets, where 2 parameters take at least 8, and a multiple of 4. Declare the sweep as .Sweep(sweep => sweep.Saltelli(…)) and nothing else.",
            () => _peak.Sobol());
    }

    // Predation is a parameter of which nothing else depends, so a run's peak is a smooth function of the rates.
    [Fact]
    public async Task Sobol_OfADataset_IsThatOfTheResults()
    {
        var experiment = PreyDataset.Experiment.Runs(2).Sweep(sweep => sweep.Saltelli(16, Ranges));
        var folder = Directory.CreateTempSubdirectory();
        await experiment.WriteAsync(folder.FullName, WriteMode.Overwrite, cancellationToken: TestContext.Current.CancellationToken);
        var (written, inMemory) = (Dataset.Open(folder.FullName).Sample("peak prey").Sobol(), experiment.Run(cancellationToken: TestContext.Current.CancellationToken).Sample("peak prey").Sobol());
        folder.Delete(recursive: true);
        Assert.Equal(inMemory.Parameters, written.Parameters);
        Assert.Equal(["prey_birth", "predation", "predator_death"], written.Parameters.Select(index => index.Parameter));
        Assert.Equal(16, written.Points);
    }

    [Fact]
    public void Morris_OfResults_NamesEachRange()
    {
        var morris = PreyDataset.Experiment.Runs(2).Sweep(sweep => sweep.Morris(6, 4, Ranges)).Run(cancellationToken: TestContext.Current.CancellationToken).Sample("peak prey").Morris();
        Assert.Equal(["prey_birth", "predation", "predator_death"], morris.Parameters.Select(index => index.Parameter));
        Assert.All(morris.Parameters, index => Assert.InRange(Math.Abs(index.Mu), 0, index.MuStar));

        // Prey that are eaten sooner peak lower.
        Assert.True(morris.Parameters[1].Mu < 0);
        Assert.Contains("mu*", morris.ToMimeBundle()["text/html"], StringComparison.Ordinal);
    }

    static void Ranges(SweepRanges<Rates> ranges) => ranges
        .Range(rates => rates.PreyBirth, 0.8, 1.2)
        .LogRange(rates => rates.Predation, 0.02, 0.08)
        .Range(rates => rates.PredatorDeath, 0.3, 0.5);

    static void Refused(string message, Func<object> ask) => Assert.Equal(message, Assert.Throws<SimulationException>(ask).Message);
}
