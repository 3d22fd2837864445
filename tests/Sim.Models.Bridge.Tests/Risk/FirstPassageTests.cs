using MathNet.Numerics.Distributions;
using Sim.Framework.Randomness;
using Sim.Models.Bridge.Paths;
using Sim.Models.Bridge.Risk;
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
        Assert.Equal(expected, new FirstPassage(0.001, deviation, isSimple).ValueAtRisk(1, alpha), 1e-12);
    }

    [Theory]
    [InlineData(true, 0.0008, 0.04, 20)]
    [InlineData(true, -0.004, 0.09, 21)]
    [InlineData(false, -0.0008, 0.04, 21)]
    [InlineData(false, 0, 0.002, 7)]
    public void ValueAtRisk_FourTimesTheNodes_Agrees(bool isSimple, double mean, double deviation, int moves)
    {
        var law = new FirstPassage(mean, deviation, isSimple);
        Assert.Equal((law with { Fineness = 16 }).ValueAtRisk(moves, 0.99), law.ValueAtRisk(moves, 0.99), 1e-12);
    }

    [Fact]
    public void Survival_SymmetricWalkAtItsStart_IsSparreAndersens()
    {
        // P(a symmetric continuous walk stays above its start for n moves) = (2n choose n) / 4^n, whatever the law of a move.
        var law = new FirstPassage(0, 0.04, IsSimple: false);
        Assert.Equal(0.5, law.Survival(1, 1), 1e-13);
        Assert.Equal(3.0 / 8, law.Survival(1, 2), 1e-10);
        Assert.Equal(MathNet.Numerics.SpecialFunctions.Binomial(20, 10) / Math.Pow(4, 10), law.Survival(1, 10), 1e-7);
    }

    [Fact]
    public void ValueAtRisk_NoMovesOrSureGrowth_IsNothing()
    {
        Assert.Equal(0, new FirstPassage(0, 0.04, IsSimple: false).ValueAtRisk(0, 0.99));
        Assert.Equal(0, new FirstPassage(0.2, 0.01, IsSimple: false).ValueAtRisk(7, 0.99));
    }

    [Fact]
    public void Survival_SimulatedMinima_FollowIt()
    {
        var motion = GeometricBrownianMotion.WithGrowth(0, 0.04);
        double[][] minima = [new double[20_000]];
        RunningMinimum.Simulate(motion, new RandomStream(7), [21], minima);
        // The minimum is 0 where the price never falls below its start: the law has a jump there, which small noise below it smooths.
        double[] levels = [-0.3, -0.2, -0.15, -0.1, -0.05];
        var law = new FirstPassage(motion.LogDrift, motion.Volatility, IsSimple: false);
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
