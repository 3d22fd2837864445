using Sim.Analysis.Statistics;
using Sim.Experiments;
using Sim.Framework;

namespace Sim.Analysis.Tests.Statistics;

/// <summary>The code of docs/notebooks/analysis.md, run.</summary>
public sealed class AnalysisPage(PreyDataset prey) : IClassFixture<PreyDataset>
{
    [Fact]
    public void Statistics_OfThePage_AreOfTheirSubsets()
    {
        var dataset = prey.Dataset;
        // <analysis-runs>
        var peak = dataset.Sample("peak prey");                          // or results.Sample("peak prey"), in memory
        var mean = peak.Mean(subset: 2);                                 // 95 % unless told otherwise
        var high = peak.Quantile(0.75, subset: 2);
        var effect = peak.Difference(subset: 1, baseline: 0);            // run by run
        var settled = peak.Convergence(subset: 2);
        var runs = settled.RunsFor(halfWidth: 0.01);                     // runs in all
        // </analysis-runs>
        Assert.Equal(20, mean.Count);
        Assert.NotNull(high.Coverage);
        Assert.True(effect.Low > 0);
        Assert.InRange(runs, 100, 100_000);
    }

    [Fact]
    public void Indices_OfThePage_NameTheirRanges()
    {
        var experiment = PredatorPreyExperiment.Create().Timesteps(20).Runs(1);
#pragma warning disable xUnit1051 // A page shows no cancellation.
        // <analysis-sensitivity>
        static void Ranges(SweepRanges<Rates> ranges) => ranges
            .Range(rates => rates.PreyBirth, 0.8, 1.2)
            .LogRange(rates => rates.Predation, 0.02, 0.08)
            .Range(rates => rates.PredatorDeath, 0.3, 0.5);

        var screened = experiment.Sweep(sweep => sweep.Morris(trajectories: 10, levels: 4, Ranges)).Run();
        var effects = screened.Sample("peak prey").Morris();             // 10 × (3 + 1) subsets

        var shared = experiment.Sweep(sweep => sweep.Saltelli(points: 256, Ranges)).Run();
        var shares = shared.Sample("peak prey").Sobol();                 // 256 × (3 + 2) subsets
        // </analysis-sensitivity>
#pragma warning restore xUnit1051
        Assert.Equal(["prey_birth", "predation", "predator_death"], effects.Parameters.Select(index => index.Parameter));
        Assert.Equal(effects.Parameters.MaxBy(index => index.MuStar).Parameter, shares.Parameters.MaxBy(index => index.Total).Parameter);
    }
}
