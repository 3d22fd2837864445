using MathNet.Numerics.Distributions;
using Sim.Framework.Randomness;
using Sim.Models.Bridge.Risk;

namespace Sim.Models.Bridge.Tests.Risk;

public sealed class VarBacktestTests
{
    [Fact]
    public void Of_AsPromised_FindsNothing()
    {
        // Ten hits in a thousand days at 99 %, none after another.
        var exceeded = Enumerable.Range(0, 1_000).Select(day => day % 100 == 50).ToArray();
        var test = VarBacktest.Of(exceeded, 0.99);
        Assert.Equal((1_000, 10), (test.Count, test.Exceedances));
        Assert.Equal(0, test.Coverage, 1e-12);
        Assert.Equal(1, test.CoverageProbability, 1e-6);
        Assert.True(test.IndependenceProbability > 0.5);
    }

    [Fact]
    public void Of_HandCase_IsTheFormulas()
    {
        // 250 days, 8 hits of which 3 follow a hit: the formulas of Kupiec and Christoffersen, written out.
        var exceeded = new bool[250];
        foreach (var day in new[] { 10, 11, 50, 51, 52, 120, 180, 240 })
            exceeded[day] = true;
        var test = VarBacktest.Of(exceeded, 0.99);
        var coverage = -2 * ((242 * Math.Log(0.99)) + (8 * Math.Log(0.01)) - (242 * Math.Log(242 / 250.0)) - (8 * Math.Log(8 / 250.0)));
        Assert.Equal(coverage, test.Coverage, 1e-10);
        // Pairs: 236 calm-calm, 5 calm-hit, 5 hit-calm, 3 hit-hit.
        var independent = (241 * Math.Log(241 / 249.0)) + (8 * Math.Log(8 / 249.0));
        var chained = (236 * Math.Log(236 / 241.0)) + (5 * Math.Log(5 / 241.0)) + (5 * Math.Log(5 / 8.0)) + (3 * Math.Log(3 / 8.0));
        Assert.Equal(2 * (chained - independent), test.Independence, 1e-10);
        Assert.Equal(test.Coverage + test.Independence, test.Conditional);
        Assert.Equal(1 - ChiSquared.CDF(2, test.Conditional), test.ConditionalProbability);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Of_NoneOrAll_IsFinite(int hits)
    {
        var test = VarBacktest.Of([.. Enumerable.Range(0, 5).Select(day => day < hits)], 0.99);
        Assert.True(double.IsFinite(test.Coverage) && double.IsFinite(test.Independence));
        Assert.Equal(0, test.Independence);
    }

    [Fact]
    public void Rolling_NormalReturns_PassesAndHalvedRiskFails()
    {
        var returns = new double[2_000];
        new RandomStream(5).Normals(returns);
        static double Quantile(ReadOnlySpan<double> past, double times)
        {
            var sum = 0.0;
            foreach (var value in past)
                sum += value * value;
            return times * Math.Sqrt(sum / past.Length) * Normal.InvCDF(0, 1, 0.05);
        }

        var right = VarBacktest.Rolling(returns, 250, 0.95, past => Quantile(past, 1));
        Assert.Equal(1_750, right.Count);
        Assert.True(right.ConditionalProbability > 0.001, $"{right}");
        Assert.True(VarBacktest.Rolling(returns, 250, 0.95, past => Quantile(past, 0.5)).CoverageProbability < 1e-9);
    }

    [Fact]
    public void Rolling_WindowAsLongAsTheSample_IsRefused() =>
        Assert.Throws<ArgumentException>(() => VarBacktest.Rolling(new double[10], 10, 0.99, past => 0));
}
