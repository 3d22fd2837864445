using Sim.Framework.Randomness;
using Sim.Models.Bridge.Paths;
using Sim.Models.Bridge.Risk;
using Sim.Models.Bridge.Tests.Prices;

namespace Sim.Models.Bridge.Tests.Risk;

public sealed class EmpiricalQuantileTests
{
    [Theory]
    [InlineData(100, 0.99, 99)]
    [InlineData(359, 0.99, 355)]
    [InlineData(20_000, 0.99, 19_800)]
    [InlineData(345, 0.99, 341)]
    public void Index_IsTheOriginals(int count, double alpha, int index) => Assert.Equal(index, EmpiricalQuantile.Index(count, alpha));

    [Fact]
    public void Of_KnownSample_TakesTheElementFromTheTop()
    {
        double[] sample = [.. Enumerable.Range(1, 1_000).Select(value => (double)((value * 389) % 1_000))];
        var quantile = EmpiricalQuantile.Of(sample, 0.9);
        Assert.Equal(99, quantile.Value);
        // 100 -+ 1.96 sqrt(1000 0.9 0.1) = 81.4 and 118.6: ranks 81 and 119.
        Assert.Equal((80, 118), (quantile.Low, quantile.High));
    }

    [Fact]
    public void Of_FewValues_StaysInsideTheSample()
    {
        var quantile = EmpiricalQuantile.Of([3, 1, 2], 0.99);
        Assert.Equal((1, 1, 2), (quantile.Value, quantile.Low, quantile.High));
    }

    [Fact]
    public void Of_ManySamples_CoversTheExactValueAsOftenAsPromised()
    {
        var motion = GeometricBrownianMotion.WithGrowth(0, 0.04);
        var exact = new Bridge.Risk.FirstPassage(motion.LogDrift, motion.Volatility, IsSimple: false).ValueAtRisk(7, 0.99);
        var random = new RandomStream(3);
        double[][] minima = [new double[2_000]];
        var covered = 0;
        for (var sample = 0; sample < 1_000; sample++)
        {
            RunningMinimum.Simulate(motion, random, [7], minima);
            var quantile = EmpiricalQuantile.Of(minima[0], 0.99);
            covered += Math.Exp(quantile.Low) - 1 <= exact && exact <= Math.Exp(quantile.High) - 1 ? 1 : 0;
        }

        // A share of 0.95 in 1,000 samples has a standard error of 0.0069; ranks are whole, which widens the interval by up to half a percent.
        Assert.InRange(covered / 1_000.0, 0.95 - (5 * 0.0069), 0.98);
    }

    [Fact]
    public void HistoricalRunningMinimum_SeesTheDipThatTheEndHides()
    {
        var series = Sample.Series([.. Enumerable.Range(0, 100).Select(day => day == 50 ? 0.5 : 1.0)]);
        Assert.Equal(-0.5, HistoricalVar.RunningMinimum(series, 7, 0.95));
        Assert.Equal(0, HistoricalVar.EndToEnd(series, 7, 0.95));
        Assert.Equal(-0.5, HistoricalVar.RunningMinimum(Sample.Series([.. Enumerable.Range(0, 100).Select(day => day == 50 ? 0.5 : day == 49 ? double.NaN : 1.0)]), 7, 0.95));
    }

    [Fact]
    public void HistoricalRunningMinimum_LongerHorizons_NeverLoseLess()
    {
        var series = VectorFile.Prices("polkadot", "btc")!;
        var losses = new[] { 7, 14, 21, 30 }.Select(days => HistoricalVar.RunningMinimum(series, days, 0.99)).ToList();
        Assert.Equal(losses.OrderDescending(), losses);
    }

    [Fact]
    public void Historical_HorizonBeyondThePrices_IsRefused() =>
        Assert.Throws<ArgumentException>(() => HistoricalVar.RunningMinimum(Sample.Series(1, 2, 3), 3, 0.99));
}
