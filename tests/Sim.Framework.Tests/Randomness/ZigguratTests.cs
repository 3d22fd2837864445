using CsCheck;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using Sim.Framework.Randomness;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Randomness;

public sealed class ZigguratTests
{
    // Rounding of 256 steps, each of a few units of 2^-53; the top layer divides by an edge of 0.2.
    const double Closure = 1e-13;

    static readonly Gen<(int Layer, double Across)> Wedges = Gen.Select(Gen.Int[1, 254], Gen.Double[0.05, 0.95]);

    [Fact]
    public void NormalConstants_AreTheAreaOfEveryLayer()
    {
        double tail = Math.Sqrt(Math.PI / 2) * SpecialFunctions.Erfc(NormalZiggurat.TailStart / Constants.Sqrt2);
        double area = (NormalZiggurat.TailStart * Density(NormalZiggurat.TailStart)) + tail;
        Assert.Equal(NormalZiggurat.LayerArea, area, 1e-15);
        AssertCloses(new Ziggurat(NormalZiggurat.TailStart, NormalZiggurat.LayerArea, Density, y => Math.Sqrt(-2 * Math.Log(y))), area);
        static double Density(double x) => Math.Exp(-0.5 * x * x);
    }

    [Fact]
    public void ExponentialConstants_AreTheAreaOfEveryLayer()
    {
        double area = (ExponentialZiggurat.TailStart + 1) * Math.Exp(-ExponentialZiggurat.TailStart);
        Assert.Equal(ExponentialZiggurat.LayerArea, area, 1e-15);
        AssertCloses(new Ziggurat(ExponentialZiggurat.TailStart, ExponentialZiggurat.LayerArea, x => Math.Exp(-x), y => -Math.Log(y)), area);
    }

    [Fact]
    public void Normal_FourMillionDraws_FillAThousandCellsEvenly()
    {
        double[] draws = new double[4_000_000];
        new RandomStream(31).Normals(draws);
        double[] even = [.. Enumerable.Repeat(0.001, 1_000)];
        Statistical.CountsMatch(even, Cells(draws, x => Normal.CDF(0, 1, x)));
        Statistical.CountsReject(even, Cells(draws, x => Normal.CDF(0, 1.01, x)));
    }

    // A wedge is too small a part of the law for a sample to judge, so its chance is fed exactly: a draw beside the edge is kept while
    // its height lies under the density, and not above it.
    [Fact]
    public void Normal_InAWedge_IsKeptUnderTheDensityOnly() => Wedges.ForAll(seed: 6, count: 100, wedge =>
    {
        var (layer, across) = wedge;
        var layers = new Ziggurat(NormalZiggurat.TailStart, NormalZiggurat.LayerArea, x => Math.Exp(-0.5 * x * x), y => Math.Sqrt(-2 * Math.Log(y)));
        double x = layers.Edges[layer + 1] + (across * (layers.Edges[layer] - layers.Edges[layer + 1]));
        double position = x / layers.Edges[layer];
        double chance = (Math.Exp(-0.5 * x * x) - layers.Heights[layer]) / (layers.Heights[layer + 1] - layers.Heights[layer]);

        // The lower half of a layer's words are the positive positions, the upper half the negative ones.
        AssertKept(x, (layer + (0.5 * position)) / 256, chance, stream => stream.Normal());
        AssertKept(-x, (layer + 1 - (0.5 * position)) / 256, chance, stream => stream.Normal());
    });

    [Fact]
    public void Exponential_InAWedge_IsKeptUnderTheDensityOnly() => Wedges.ForAll(seed: 6, count: 100, wedge =>
    {
        var (layer, across) = wedge;
        var layers = new Ziggurat(ExponentialZiggurat.TailStart, ExponentialZiggurat.LayerArea, x => Math.Exp(-x), y => -Math.Log(y));
        double x = layers.Edges[layer + 1] + (across * (layers.Edges[layer] - layers.Edges[layer + 1]));
        double chance = (Math.Exp(-x) - layers.Heights[layer]) / (layers.Heights[layer + 1] - layers.Heights[layer]);
        AssertKept(x, (layer + (x / layers.Edges[layer])) / 256, chance, stream => stream.Exponential(1));
    });

    [Fact]
    public void Normal_BeyondTheStartOfTheTail_HasTheTailsLaw()
    {
        double[] draws = new double[16_000_000];
        new RandomStream(32).Normals(draws);
        double mass = SpecialFunctions.Erfc(NormalZiggurat.TailStart / Constants.Sqrt2);
        double[] tail = [.. draws.Select(Math.Abs).Where(x => x >= NormalZiggurat.TailStart)];

        // About 4,100 draws of a Poisson number: six standard deviations and a little.
        Assert.Equal(draws.Length * mass, tail.Length, 6.5 * Math.Sqrt(draws.Length * mass));
        Statistical.Matches(x => 1 - (SpecialFunctions.Erfc(x / Constants.Sqrt2) / mass), tail);
        Statistical.Rejects(x => 1 - Math.Exp(-3 * (x - NormalZiggurat.TailStart)), tail);
    }

    [Fact]
    public void Exponential_BeyondTheStartOfTheTail_HasTheTailsLaw()
    {
        var stream = new RandomStream(33);
        double[] tail = [.. Enumerable.Range(0, 8_000_000).Select(_ => stream.Exponential(1)).Where(x => x >= ExponentialZiggurat.TailStart)];
        double expected = 8_000_000 * Math.Exp(-ExponentialZiggurat.TailStart);
        Assert.Equal(expected, tail.Length, 6.5 * Math.Sqrt(expected));
        Statistical.Matches(x => 1 - Math.Exp(ExponentialZiggurat.TailStart - x), tail);
        Statistical.Rejects(x => 1 - Math.Exp(1.2 * (ExponentialZiggurat.TailStart - x)), tail);
    }

    static void AssertCloses(Ziggurat layers, double area)
    {
        for (int layer = 1; layer < Ziggurat.LayerCount; layer++)
        {
            double height = layers.Heights[layer + 1] - layers.Heights[layer];
            Assert.Equal(area, layers.Edges[layer] * height, Closure);
            Assert.True(layers.Edges[layer] > layers.Edges[layer + 1]);
        }
    }

    static void AssertKept(double x, double uniform, double chance, Func<RandomStream, double> draw)
    {
        const double Near = 1e-6;
        const double Precision = 1e-11; // a scripted word leaves 45 bits for the position
        Assert.InRange(chance, Near, 1 - Near);
        Assert.Equal(x, draw(RandomStream.FromUniforms(uniform, chance - Near)), Precision);
        double next = draw(RandomStream.FromUniforms(0.5 + (0.1 / 256)));
        Assert.Equal(next, draw(RandomStream.FromUniforms(uniform, chance + Near, 0.5 + (0.1 / 256))), Precision);
    }

    static long[] Cells(double[] draws, Func<double, double> cdf)
    {
        long[] counts = new long[1_000];
        foreach (double draw in draws)
            counts[Math.Min((int)(cdf(draw) * counts.Length), counts.Length - 1)]++;
        return counts;
    }
}
