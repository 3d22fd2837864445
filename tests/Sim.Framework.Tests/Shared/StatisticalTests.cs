using Sim.Tests.Shared;
using Xunit.Sdk;

namespace Sim.Framework.Tests.Shared;

public sealed class StatisticalTests
{
    [Fact]
    public void Band_HundredThousandDraws_IsTheTheoremsNumber() =>
        Assert.Equal(0.010348, Statistical.Band(100_000), 1e-6); // sqrt(ln(2e9) / 200000) by hand

    [Fact]
    public void Matches_TheRightLaw_PassesAndASlightlyWrongOneFails()
    {
        double[] sample = Uniforms(100_000);
        Statistical.Matches(Unit, sample);
        Assert.Throws<FailException>(() => Statistical.Matches(x => Unit(x / 1.03), sample));
        Statistical.Rejects(x => Unit(x / 1.03), sample);
        Assert.Throws<FailException>(() => Statistical.Rejects(Unit, sample));
    }

    [Fact]
    public void Distance_SmallSample_IsTheLargestOnBothSidesOfEachStep()
    {
        // Steps 0 -> 2/3 at 0.5 (a tie) and 2/3 -> 1 at 0.6: the gap below 0.5 and the one after the last step.
        Assert.Equal(0.5, Statistical.Distance(Unit, [0.5, 0.6, 0.5]), 1e-15);
        Assert.Equal(0.9, Statistical.Distance(Unit, [0.9]), 1e-15);
        Assert.Equal(0.9, Statistical.Distance(Unit, [0.1]), 1e-15);
    }

    [Fact]
    public void Matches_IntegerLaw_ToleratesStepsAndFindsABiasedDie()
    {
        var random = new Random(3);
        long[] rolls = [.. Enumerable.Range(0, 100_000).Select(_ => (long)random.Next(1, 7))];
        Statistical.Matches(Die, rolls);
        Statistical.Rejects(face => Math.Pow(Die(face), 1.05), rolls);
        Assert.Equal(1.0 / 6, Statistical.Distance(Die, [1L, 2, 3, 4, 5, 5]), 1e-15);
    }

    [Fact]
    public void Matches_NaNFromTheLaw_Throws() =>
        Assert.Throws<ArgumentException>(() => Statistical.Matches(_ => double.NaN, Uniforms(10)));

    [Fact]
    public void MeanWithin_RightMean_PassesAndAWrongOneFails()
    {
        double[] sample = Uniforms(100_000);
        Statistical.MeanWithin(sample, 0.5, 1.0 / 12);
        Assert.Throws<FailException>(() => Statistical.MeanWithin(sample, 0.51, 1.0 / 12));
        Assert.Throws<FailException>(() => Statistical.MeanWithin([.. sample.Append(double.NaN)], 0.5, 1.0 / 12));
    }

    [Fact]
    public void CountsMatch_FairCells_PassAndABiasedOneFails()
    {
        double[] fair = [0.25, 0.25, 0.5];
        Statistical.CountsMatch(fair, [25_100, 24_900, 50_000]);
        Assert.Throws<FailException>(() => Statistical.CountsReject(fair, [25_100, 24_900, 50_000]));
        Statistical.CountsReject(fair, [26_000, 24_000, 50_000]); // statistic 80, bound 2 + 2 sqrt(2 * 20.7) + 41.4 = 56.3
        Assert.Throws<FailException>(() => Statistical.CountsMatch(fair, [26_000, 24_000, 50_000]));
    }

    [Fact]
    public void CountsMatch_UnfitCells_AreRefused()
    {
        Assert.Contains("Merge cells", Assert.Throws<ArgumentException>(() => Statistical.CountsMatch([0.5, 0.5], [90, 90])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Statistical.CountsMatch([0.5, 0.4], [900, 900]));
    }

    static double Unit(double x) => Math.Clamp(x, 0, 1);

    static double Die(long face) => Math.Clamp(face, 0, 6) / 6.0;

    static double[] Uniforms(int count)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }
}
