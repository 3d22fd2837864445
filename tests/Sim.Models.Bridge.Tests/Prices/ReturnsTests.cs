using CsCheck;
using Sim.Framework;
using Sim.Models.Bridge.Prices;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Prices;

public sealed class ReturnsTests
{
    static readonly Gen<double[]> GappySeries =
        Gen.Frequency((1, Gen.Const(double.NaN)), (2, Gen.Double[1, 3])).Array[2, 60].Select(prices => (double[])[.. prices, 1.5]);

    [Fact]
    public void Simple_FilledForward_TakesTheLastPriceBefore()
    {
        var series = Sample.Series(double.NaN, 2, double.NaN, 3, double.NaN);
        Assert.Equal([0, 0.5, 0], Returns.Simple(series, 1, GapFill.Forward));
        Assert.Equal([0.5, 0.5], Returns.Simple(series, 2, GapFill.Forward));
    }

    [Fact]
    public void Simple_FilledBackward_TakesTheNextPriceAndDropsATrailingGap()
    {
        var series = Sample.Series(double.NaN, 2, double.NaN, 3, double.NaN);
        Assert.Equal([0, 0.5, 0], Returns.Simple(series));
        Assert.Equal([0.5, 0.5], Returns.Simple(series, 2));
    }

    // Turning time round exchanges the two rules, and p[t] / p[t-k] with its reciprocal.
    [Fact]
    public void Simple_ReversedSeries_IsTheOtherRuleInReverse() => GappySeries.ForAll(seed: 11, count: 200, prices =>
    {
        for (var days = 1; days < Math.Min(prices.Length, 9); days++)
        {
            var backward = Returns.Simple(Sample.Series(prices), days);
            var forward = Returns.Simple(Sample.Series([.. prices.Reverse()]), days, GapFill.Forward);
            Golden.Compare([.. backward.Select(change => 1 / (1 + change))], [.. forward.Reverse().Select(change => 1 + change)], Tolerance.Relative(1e-14), $"{days} days");
        }
    });

    [Fact]
    public void Simple_TooShortSeries_GivesNone()
    {
        Assert.Empty(Returns.Simple(Sample.Series(), ReturnPeriod.Daily));
        Assert.Empty(Returns.Simple(Sample.Series(1), ReturnPeriod.Daily));
        Assert.Empty(Returns.Simple(Sample.Series([.. Enumerable.Repeat(1.0, 31)]), ReturnPeriod.Monthly));
        Assert.Throws<ArgumentOutOfRangeException>(() => Returns.Simple(Sample.Series(1, 2), 0));
    }

    [Fact]
    public void GeometricMean_ConstantGrowth_IsThatGrowth()
    {
        double[] prices = [double.NaN, .. Enumerable.Range(0, 30).Select(day => Math.Pow(1.01, day)), double.NaN];
        Assert.Equal(0.01, Returns.GeometricMean(Sample.Series(prices)), 1e-14);
        Assert.Equal(Math.Pow(1.01, 7) - 1, Returns.GeometricMean(Sample.Series(prices), ReturnPeriod.Weekly), 1e-14);
        // 29 days of growth over 32 prices.
        Assert.Equal(Math.Pow(1.01, 29.0 / 32) - 1, Returns.ParityGeometricMean(Sample.Series(prices)), 1e-14);
    }

    [Fact]
    public void StandardDeviation_TooFewReturns_SaysHowMany()
    {
        var error = Assert.Throws<SimulationException>(() => Returns.StandardDeviation(Sample.Series(1, 2)));
        Assert.Equal("test: the 2 days of dot/usd give 1 returns where at least 2 are needed. Take a longer period, or another source.", error.Message);
        Assert.Throws<SimulationException>(() => Returns.ArithmeticMean(Sample.Series(1)));
        Assert.Throws<SimulationException>(() => Returns.GeometricMean(Sample.Series(double.NaN, double.NaN)));
        Assert.Throws<SimulationException>(() => Returns.ParityGeometricMean(Sample.Series()));
    }
}
