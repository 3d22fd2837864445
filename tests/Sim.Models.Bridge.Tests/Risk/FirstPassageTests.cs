using MathNet.Numerics.Distributions;
using Sim.Framework;
using Sim.Framework.Randomness;
using Sim.Models.Bridge.Paths;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Risk;

/// <summary>The exact law of the running minimum against closed forms, finer nodes and simulation.</summary>
public sealed class FirstPassageTests
{
    [Theory]
    [InlineData(true, 0.04, 0.99)]
    [InlineData(false, 0.04, 0.99)]
    [InlineData(true, 0.002, 0.9)]
    [InlineData(false, 0.15, 0.995)]
    public void ValueAtRisk_OneMove_IsTheNormalQuantile(bool isSimple, double deviation, double alpha)
    {
        var quantile = 0.001 + (deviation * Normal.InvCDF(0, 1, 1 - alpha));
        var expected = isSimple ? quantile : Math.Exp(quantile) - 1;
        Assert.Equal(expected, new Bridge.Risk.FirstPassage(0.001, deviation, isSimple).ValueAtRisk(1, alpha), 1e-12);
    }

    [Theory]
    [InlineData(true, 0.0008, 0.04, 20)]
    [InlineData(true, -0.004, 0.09, 21)]
    [InlineData(false, -0.0008, 0.04, 21)]
    [InlineData(false, 0, 0.002, 7)]
    public void ValueAtRisk_FourTimesTheNodes_Agrees(bool isSimple, double mean, double deviation, int moves)
    {
        var law = new Bridge.Risk.FirstPassage(mean, deviation, isSimple);
        Assert.Equal((law with { Fineness = 16 }).ValueAtRisk(moves, 0.99), law.ValueAtRisk(moves, 0.99), 1e-12);
    }

    [Fact]
    public void Survival_SymmetricWalkAtItsStart_IsSparreAndersens()
    {
        // P(a symmetric continuous walk stays above its start for n moves) = (2n choose n) / 4^n, whatever the law of a move.
        var law = new Bridge.Risk.FirstPassage(0, 0.04, IsSimple: false);
        Assert.Equal(0.5, law.Survival(1, 1), 1e-13);
        Assert.Equal(3.0 / 8, law.Survival(1, 2), 1e-10);
        Assert.Equal(MathNet.Numerics.SpecialFunctions.Binomial(20, 10) / Math.Pow(4, 10), law.Survival(1, 10), 1e-7);
    }

    [Fact]
    public void ValueAtRisk_NoMovesOrSureGrowth_IsNothing()
    {
        Assert.Equal(0, new Bridge.Risk.FirstPassage(0, 0.04, IsSimple: false).ValueAtRisk(0, 0.99));
        Assert.Equal(0, new Bridge.Risk.FirstPassage(0.2, 0.01, IsSimple: false).ValueAtRisk(7, 0.99));
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.8)]
    [InlineData(0.7)]
    public void Survival_DailyWatch_IsThatOfAShiftedBarrierWatchedAlways(double level)
    {
        // Broadie, Glasserman, Kou, Mathematical Finance 7(4), 1997: the barrier moves by exp(-0.5826 sigma), which errs by less than the root of a day in 21; and the reflection principle.
        var (mean, deviation, days) = (-0.0008, 0.04, 21);
        double Always(double barrier)
        {
            var (log, root) = (Math.Log(barrier), deviation * Math.Sqrt(days));
            return Normal.CDF(0, 1, ((mean * days) - log) / root) - (Math.Exp(2 * mean * log / (deviation * deviation)) * Normal.CDF(0, 1, (log + (mean * days)) / root));
        }

        var daily = new Bridge.Risk.FirstPassage(mean, deviation, IsSimple: false).Survival(level, days);
        Assert.Equal(Always(level * Math.Exp(-0.5826 * deviation)), daily, 4e-3);
        Assert.True(daily - Always(level) > 0.01, "The control passed: watching always would do.");
    }

    [Fact]
    public void Survival_NothingLeftToChance_IsRefused() =>
        Assert.Contains("is all but certain", Assert.Throws<SimulationException>(() => new Bridge.Risk.FirstPassage(-0.1, 0.001, IsSimple: false).Survival(0.5, 21)).Message, StringComparison.Ordinal);

    [Fact]
    public void Survival_SimulatedMinima_FollowIt()
    {
        var motion = GeometricBrownianMotion.WithGrowth(0, 0.04);
        double[][] minima = [new double[20_000]];
        RunningMinimum.Simulate(motion, new RandomStream(7), [21], minima);
        // The minimum is 0 where the price never falls below its start: the law has a jump there, which small noise below it smooths.
        double[] levels = [-0.3, -0.2, -0.15, -0.1, -0.05];
        var law = new Bridge.Risk.FirstPassage(motion.LogDrift, motion.Volatility, IsSimple: false);
        var slack = Statistical.Band(20_000);
        foreach (var level in levels)
        {
            var above = minima[0].Count(minimum => minimum > level) / 20_000.0;
            Assert.InRange(above - law.Survival(Math.Exp(level), 21), -slack, slack);
        }

        // Negative control: a day fewer is another law.
        Assert.True(levels.Max(level => Math.Abs((minima[0].Count(minimum => minimum > level) / 20_000.0) - law.Survival(Math.Exp(level), 17))) > slack);
    }
}
