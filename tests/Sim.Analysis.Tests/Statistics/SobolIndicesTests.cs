using Sim.Analysis.Statistics;
using Sim.Framework;
using Sim.Framework.Sampling;

namespace Sim.Analysis.Tests.Statistics;

public sealed class SobolIndicesTests
{
    static readonly string[] Three = ["x1", "x2", "x3"];

    // Ishigami and Homma 1990 with a = 7 and b = 0.1, on [-pi, pi].
    static double Ishigami(double[] point)
    {
        double[] x = [.. point.Select(share => Math.PI * ((2 * share) - 1))];
        return Math.Sin(x[0]) + (7 * Math.Pow(Math.Sin(x[1]), 2)) + (0.1 * Math.Pow(x[2], 4) * Math.Sin(x[0]));
    }

    // V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V13 = 8 b^2 pi^8 / 225: the other parts are zero.
    static (double[] First, double[] Total) IshigamiTruth()
    {
        var first = Math.Pow(1 + (0.1 * Math.Pow(Math.PI, 4) / 5), 2) / 2;
        var both = 8 * 0.01 * Math.Pow(Math.PI, 8) / 225;
        var variance = first + (49.0 / 8) + both;
        return ([first / variance, 49.0 / 8 / variance, 0], [(first + both) / variance, 49.0 / 8 / variance, both / variance]);
    }

    [Fact]
    public void Of_Ishigami_IsTheAnalyticalIndices()
    {
        var indices = Indices(Three, 4096, Ishigami);
        var (first, total) = IshigamiTruth();
        Hold(first, total, indices, within: 0.005);
        Assert.Equal((4096, 0), (indices.Points, indices.LeftOut));
    }

    // Sobol' 1993: the product of (|4 x - 2| + a) / (1 + a), of which part i has variance 1 / (3 (1 + a)^2).
    [Fact]
    public void Of_SobolsG_IsTheAnalyticalIndices()
    {
        double[] a = [0, 1, 4.5, 9, 99, 99, 99, 99];
        double[] parts = [.. a.Select(of => 1 / (3 * Math.Pow(1 + of, 2)))];
        var product = parts.Aggregate(1.0, (sofar, part) => sofar * (1 + part));
        var indices = Indices([.. a.Select((_, place) => $"x{place}")], 8192, point => point.Zip(a, (x, of) => (Math.Abs((4 * x) - 2) + of) / (1 + of)).Aggregate((left, right) => left * right));
        Hold([.. parts.Select(part => part / (product - 1))], [.. parts.Select(part => part * product / (1 + part) / (product - 1))], indices, within: 0.01);
    }

    // The mean is taken off first: a constant that is a thousand times the spread changes nothing.
    [Fact]
    public void Of_AShiftedAndStretchedFunction_IsTheSame()
    {
        var (plain, moved) = (Indices(Three, 256, Ishigami), Indices(Three, 256, point => 1e4 - (3 * Ishigami(point))));
        Assert.All(plain.Parameters.Zip(moved.Parameters), pair => Assert.Equal(pair.First.First, pair.Second.First, 1e-9));
        Assert.All(plain.Parameters.Zip(moved.Parameters), pair => Assert.Equal(pair.First.TotalHigh, pair.Second.TotalHigh, 1e-9));
    }

    [Fact]
    public void Of_EqualInput_GivesEqualIntervals() => Assert.Equal(Indices(Three, 64, Ishigami).Parameters, Indices(Three, 64, Ishigami).Parameters);

    [Fact]
    public void Of_MorePoints_NarrowsTheIntervals()
    {
        static double Width(int points) => Indices(Three, points, Ishigami).Parameters.Sum(index => index.FirstHigh - index.FirstLow);
        Assert.InRange(Width(256) / Width(4096), 3, 5);
    }

    [Fact]
    public void Of_PairsWithoutAValue_AreLeftOutWhole()
    {
        var points = Saltelli.Sample(8, 3);
        double?[] values = [.. points.Select(point => (double?)Ishigami(point))];
        values[(2 * 5) + 4] = null;
        values[6 * 5] = null;
        var indices = SobolIndices.Of(Three, points, values);
        Assert.Equal((6, 2), (indices.Points, indices.LeftOut));
        int[] kept = [0, 1, 3, 4, 5, 7];
        var whole = SobolIndices.Of(Three, [.. kept.SelectMany(block => points[(5 * block)..(5 * (block + 1))])], [.. kept.SelectMany(block => values[(5 * block)..(5 * (block + 1))])]);
        Assert.Equal(whole.Parameters, indices.Parameters);
        Assert.EndsWith("Shares of the variance, from 6 pairs of points; intervals of 95 % by bootstrap.\n2 pairs with a subset without a value are left out.", indices.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WhatIsNoSaltelliDesign_IsRefused()
    {
        Refused("The subsets are no Saltelli design: it has 9 subsets, where 3 parameters take at least 10, and a multiple of 5. Declare the sweep as .Sweep(sweep => sweep.Saltelli(…)) and nothing else.", Sobol.Sample(9, 3));
        var points = Saltelli.Sample(2, 3);
        points[8] = [.. points[8]];
        points[8][0] = 2;
        Refused(FormattableString.Invariant($"The subsets are no Saltelli design: in subset 8, x1 is 2 where subset 5 has {points[5][0]}. Declare the sweep as .Sweep(sweep => sweep.Saltelli(…)) and nothing else."), points);
        points[8][0] = points[5][0];
        points[8][1] = 2;
        Refused(FormattableString.Invariant($"The subsets are no Saltelli design: in subset 8, x2 is 2 where subset 6 has {points[6][1]}. Declare the sweep as .Sweep(sweep => sweep.Saltelli(…)) and nothing else."), points);
    }

    [Fact]
    public void Of_NothingToShareOut_IsRefused()
    {
        var points = Saltelli.Sample(4, 3);
        Assert.All(Enumerable.Range(2, 50), pairs => Assert.Equal(
            "Sobol' indices: the metric is the same at all points, so there is no variance to share out. Widen the ranges, or ask for another metric.",
            Assert.Throws<SimulationException>(() => Indices(Three, pairs, _ => 0.1)).Message));
        Assert.Equal(
            "Sobol' indices: of 4 pairs of points, 0 have a value in all their subsets; at least 2 are needed.",
            Assert.Throws<SimulationException>(() => SobolIndices.Of(Three, points, new double?[20])).Message);
        Assert.Equal(
            "Sobol' indices are of swept parameters, and none is swept: declare .Sweep(sweep => sweep.Saltelli(…)).",
            Assert.Throws<SimulationException>(() => SobolIndices.Of([], points, new double?[20])).Message);
    }

    static SobolIndices Indices(string[] names, int pairs, Func<double[], double> function)
    {
        var points = Saltelli.Sample(pairs, names.Length);
        return SobolIndices.Of(names, points, [.. points.Select(point => (double?)function(point))]);
    }

    static void Hold(double[] first, double[] total, SobolIndices indices, double within)
    {
        for (var place = 0; place < first.Length; place++)
        {
            var index = indices.Parameters[place];
            Assert.InRange(first[place], index.FirstLow, index.FirstHigh);
            Assert.InRange(total[place], index.TotalLow, index.TotalHigh);
            Assert.Equal(first[place], index.First, within);
            Assert.Equal(total[place], index.Total, within);
        }
    }

    static void Refused(string message, double[][] points) =>
        Assert.Equal(message, Assert.Throws<SimulationException>(() => SobolIndices.Of(Three, points, [.. points.Select(point => (double?)point[0])])).Message);
}
