using System.Globalization;
using Sim.Framework.Sampling;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Sampling;

public sealed class LatinHypercubeTests
{
    static readonly int[] Orders = [12, 21, 102, 120, 201, 210];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(1000, 25)]
    public void Sample_EveryDimension_HitsEachStratumOnce(int count, int dimensions)
    {
        double[][] points = LatinHypercube.Sample(count, dimensions, seed: 1);
        Assert.Equal(count, points.Length);
        for (int dimension = 0; dimension < dimensions; dimension++)
        {
            double[] sorted = [.. points.Select(point => point[dimension]).Order()];
            for (int stratum = 0; stratum < count; stratum++)
                Assert.True(sorted[stratum] >= (double)stratum / count && sorted[stratum] < (stratum + 1.0) / count);
        }
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2_147_483_646, 2_147_483_647)]
    [InlineData(48, 49)]
    public void Within_ExtremeUniforms_StayInTheStratum(int stratum, int count)
    {
        foreach (double uniform in new[] { 0, 0.5, 1 - 1.1102230246251565e-16 })
            Assert.True(LatinHypercube.Within(stratum, count, uniform) >= (double)stratum / count && LatinHypercube.Within(stratum, count, uniform) < (stratum + 1.0) / count);
    }

    [Fact]
    public void Sample_EqualSeeds_GiveEqualPointsAndOthersDoNot()
    {
        Assert.Equal(LatinHypercube.Sample(50, 4, seed: 7), LatinHypercube.Sample(50, 4, seed: 7));
        Assert.NotEqual(LatinHypercube.Sample(50, 4, seed: 7), LatinHypercube.Sample(50, 4, seed: 8));
    }

    [Fact]
    public void Sample_AFixedSeed_NeverChanges()
    {
        var lines = LatinHypercube.Sample(10, 3, seed: 42).Select(point => string.Join(' ', point.Select(x => x.ToString("R", CultureInfo.InvariantCulture))));
        Golden.CompareText("Sampling/latin-hypercube.txt", string.Join('\n', lines) + "\n");
    }

    // Each of the six orders of three strata is equally likely.
    [Fact]
    public void Sample_OverSeeds_PermutesFairly()
    {
        double[] order = [.. Enumerable.Range(0, 30_000).Select(seed => Order(LatinHypercube.Sample(3, 1, seed)))];
        for (int which = 0; which < 6; which++)
            Statistical.MeanWithin([.. order.Select(value => value == Orders[which] ? 1.0 : 0)], 1.0 / 6, 5.0 / 36);
    }

    [Fact]
    public void Sample_OneMoreDimension_LeavesTheOthersAsTheyAre() =>
        Assert.Equal(LatinHypercube.Sample(50, 4, seed: 7), LatinHypercube.Sample(50, 5, seed: 7).Select(point => point[..4]));

    [Fact]
    public void Sample_WithinStrataAndAcrossDimensions_IsUniformAndUncorrelated()
    {
        const int Count = 20_000;
        double[][] points = LatinHypercube.Sample(Count, 2, seed: 3);
        double[] within = [.. points.Select(point => (point[0] * Count) - Math.Floor(point[0] * Count))];
        Statistical.Matches(x => Math.Clamp(x, 0, 1), within);
        Statistical.Rejects(x => Math.Clamp(Math.Pow(x, 1.1), 0, 1), within);

        // The product of two centred uniforms has variance 1 / 144; strata only lower it.
        Statistical.MeanWithin([.. points.Select(point => (point[0] - 0.5) * (point[1] - 0.5))], 0, 1.0 / 144);
        Assert.ThrowsAny<Exception>(() => Statistical.MeanWithin([.. points.Select(point => (point[0] - 0.5) * (point[0] - 0.5))], 0, 1.0 / 144));
    }

    // A sum of functions of single coordinates gains most: the variance within strata is of order n^-3 instead of n^-1
    // (Stein, Technometrics 29, 1987).
    [Fact]
    public void Sample_AdditiveIntegrand_IsAHundredTimesMoreExactThanRandomPoints()
    {
        const int Count = 4096;
        double deviation = Math.Sqrt(5 * (0.5 - (4 / (Math.PI * Math.PI))) / Count); // of sin(pi x), five times
        double mean = LatinHypercube.Sample(Count, 5, seed: 4).Average(point => point.Sum(x => Math.Sin(Math.PI * x)));
        Assert.Equal(5 * 2 / Math.PI, mean, deviation / 100);
    }

    [Fact]
    public void Sample_ArgumentsOutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LatinHypercube.Sample(0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LatinHypercube.Sample(1, 0, 1));
    }

    static double Order(double[][] points) => points.Aggregate(0, (digits, point) => (10 * digits) + (int)(point[0] * 3));
}
