using System.Globalization;
using Sim.Framework.Randomness;
using Sim.Framework.Sampling;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Sampling;

public sealed class SobolTests
{
    // Sources: SciPy's documentation of scipy.stats.qmc.Sobol (two dimensions); the example output of Joe and Kuo's own program (three).
    static readonly double[][] FirstPoints =
    [
        [0, 0, 0],
        [0.5, 0.5, 0.5],
        [0.75, 0.25, 0.25],
        [0.25, 0.75, 0.75],
        [0.375, 0.375, 0.625],
        [0.875, 0.875, 0.125],
        [0.625, 0.125, 0.875],
        [0.125, 0.625, 0.375],
        [0.1875, 0.3125, 0.9375],
        [0.6875, 0.8125, 0.4375],
    ];

    [Fact]
    public void Sample_ThreeDimensions_BeginsWithThePublishedPoints() => Assert.Equal(FirstPoints, Sobol.Sample(10, 3));

    // From a second implementation with the direction numbers of a second source.
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(1023)]
    [InlineData(65535)]
    [InlineData(123456789)]
    [InlineData(2147483000)]
    public void Sample_AllDimensionsFarIntoTheSequence_EqualTheReference(int number) =>
        Golden.Compare("Sampling/sobol.json", number.ToString(CultureInfo.InvariantCulture), Sobol.Sample(1, Sobol.MaxDimensions, skip: number)[0], Tolerance.Exact);

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1023)]
    public void Sample_WithSkip_ContinuesTheSequence(int skip) =>
        Assert.Equal(Sobol.Sample(skip + 50, 21)[skip..], Sobol.Sample(50, 21, skip));

    [Fact]
    public void Sample_APowerOfTwo_HasOnePointInEachIntervalOfEveryDimension()
    {
        const int Count = 1024;
        double[][] points = Sobol.Sample(Count, Sobol.MaxDimensions);
        for (int dimension = 0; dimension < Sobol.MaxDimensions; dimension++)
            Assert.Equal(Enumerable.Range(0, Count), points.Select(point => (int)(point[dimension] * Count)).Order());
    }

    // A (t, m, 2)-net: every elementary interval of volume 2^(t - m) holds 2^t points, where t is the sum of the polynomials' degrees
    // less one each (Niederreiter 1992, theorem 4.49): 0, 0, 1 and 2 for dimensions 1 to 4.
    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(4, 3)]
    public void Sample_EveryElementaryIntervalOfBaseTwo_HoldsEquallyManyPoints(int dimensions, int quality)
    {
        const int Exponent = 9;
        double[][] points = Sobol.Sample(1 << Exponent, dimensions);
        foreach (int[] cuts in Compositions(Exponent - quality, dimensions))
        {
            var counts = points.CountBy(point => string.Join(' ', point.Zip(cuts, (x, cut) => (int)(x * (1 << cut))))).ToArray();
            Assert.Equal(1 << (Exponent - quality), counts.Length);
            Assert.All(counts, cell => Assert.Equal(1 << quality, cell.Value));
        }
    }

    // Sobol's property A, which Joe and Kuo ensure: the first 2^d points fall one into each half-cube, for which the leading bits of the
    // direction numbers must be a regular matrix over GF(2). Wrong direction numbers break it soon. 32 numbers are at hand.
    [Fact]
    public void Directions_EveryDimensionThatFits_HavePropertyA()
    {
        for (int dimensions = 1; dimensions <= 32; dimensions++)
            Assert.Equal(dimensions, Rank([.. Enumerable.Range(0, dimensions).Select(dimension => LeadingBits(dimension, dimensions))]));
    }

    [Fact]
    public void Sample_SmoothIntegrand_IsTenTimesMoreExactThanRandomPoints()
    {
        // The product of (pi / 2) sin(pi x) over six dimensions has mean 1 and variance (pi^2 / 8)^6 - 1.
        const int Count = 4096;
        double deviation = Math.Sqrt((Math.Pow(Math.PI * Math.PI / 8, 6) - 1) / Count);
        double error = Math.Abs(Sobol.Sample(Count, 6).Average(Integrand) - 1);
        Assert.True(error < deviation / 10, FormattableString.Invariant($"error {error}, random points {deviation}"));

        // Negative control: the same test on random points of this size fails.
        var stream = new RandomStream(5);
        double random = Math.Abs(Enumerable.Range(0, Count).Average(_ => Integrand([.. Enumerable.Range(0, 6).Select(_ => stream.NextDouble())])) - 1);
        Assert.False(random < deviation / 10);
    }

    [Theory]
    [InlineData(0, 1, 0, "count")]
    [InlineData(1, 0, 0, "Found dimensions = 0; allowed: from 1 to 161")]
    [InlineData(1, 162, 0, "Found dimensions = 162; allowed: from 1 to 161. Latin hypercube")]
    [InlineData(1, 1, -1, "skip")]
    public void Sample_ArgumentsOutOfRange_SayWhatIsAllowed(int count, int dimensions, int skip, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => Sobol.Sample(count, dimensions, skip)).Message, StringComparison.Ordinal);

    static double Integrand(double[] point) => point.Aggregate(1.0, (product, x) => product * (Math.PI / 2) * Math.Sin(Math.PI * x));

    static IEnumerable<int[]> Compositions(int total, int parts) => parts == 1
        ? [[total]]
        : Enumerable.Range(0, total + 1).SelectMany(first => Compositions(total - first, parts - 1).Select(rest => (int[])[first, .. rest]));

    static uint LeadingBits(int dimension, int count) =>
        Sobol.Directions(dimension).Take(count).Select((direction, k) => direction >> 31 << k).Aggregate(0u, (bits, bit) => bits | bit);

    static int Rank(List<uint> rows)
    {
        int rank = 0;
        while (rows.Count > 0)
        {
            uint pivot = rows[^1];
            rows.RemoveAt(rows.Count - 1);
            if (pivot == 0)
                continue;
            rank++;
            uint lowest = pivot & ~(pivot - 1);
            rows = [.. rows.Select(row => (row & lowest) != 0 ? row ^ pivot : row)];
        }

        return rank;
    }
}
