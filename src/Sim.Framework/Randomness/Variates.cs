using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sim.Framework.Randomness;

/// <summary>Draws of continuous laws from words and from other draws; the parameters are checked by the caller.</summary>
static class Variates
{
    // 2^-53
    const double Unit = 1.1102230246251565e-16;

    /// <summary>Fills with uniforms: the words are computed in place and turned into doubles where they lie.</summary>
    /// <remarks>Whole numbers below 2^53 convert exactly and the factor is a power of two, so any width of vector gives the same bits.</remarks>
    internal static void Uniforms(RandomStream stream, Span<double> destination)
    {
        var words = MemoryMarshal.Cast<double, ulong>(destination);
        stream.NextWords(words);
        int start = 0;
        for (; start + Vector512<double>.Count <= words.Length; start += Vector512<double>.Count)
        {
            var bits = Vector512.Create<ulong>(words[start..]) >>> 11;
            (Vector512.ConvertToDouble(bits.AsInt64()) * Unit).CopyTo(destination[start..]);
        }

        for (; start < words.Length; start++)
            destination[start] = (long)(words[start] >> 11) * Unit;
    }

    /// <summary>A gamma draw of scale 1.</summary>
    /// <remarks>
    /// Below shape 1: Gamma(shape + 1) * U^(1 / shape), where -ln U is an exponential.
    /// Source: Marsaglia, Tsang, "A simple method for generating gamma variables", ACM TOMS 26(3), 2000, sections 2 and 6.
    /// </remarks>
    internal static double Gamma(RandomStream stream, double shape) => shape >= 1
        ? GammaAboveOne(stream, shape)
        : GammaAboveOne(stream, shape + 1) * Elementary.Exp(-ExponentialZiggurat.Draw(stream) / shape);

    /// <summary>A draw of Student's t: a normal over the root of an independent chi-square per degree of freedom.</summary>
    internal static double StudentT(RandomStream stream, double degreesOfFreedom)
    {
        double normal = NormalZiggurat.Draw(stream);
        double half = 0.5 * degreesOfFreedom;
        return normal / Math.Sqrt(Gamma(stream, half) / half);
    }

    /// <summary>Shares in proportion to gamma draws, by their logarithms.</summary>
    /// <remarks>
    /// Logarithms of gamma draws of small shape a are as large as 1/a, so they are kept multiplied by the smallest shape (at most 1)
    /// until the largest is subtracted; what remains is at most 0 and its largest is 0, so the shares cannot become 0/0.
    /// </remarks>
    internal static void Dirichlet(RandomStream stream, ReadOnlySpan<double> concentration, Span<double> destination)
    {
        double unit = 1;
        foreach (double shape in concentration)
            unit = Math.Min(unit, shape);
        double largest = double.NegativeInfinity;
        for (int share = 0; share < destination.Length; share++)
        {
            destination[share] = ScaledLogGamma(stream, concentration[share], unit);
            largest = Math.Max(largest, destination[share]);
        }

        double sum = 0;
        foreach (ref double share in destination)
        {
            share = Elementary.Exp((share - largest) / unit);
            sum += share;
        }

        foreach (ref double share in destination)
            share /= sum;
    }

    // unit * ln(gamma draw); unit is at most the shape, so the quotient is at most 1.
    static double ScaledLogGamma(RandomStream stream, double shape, double unit) => shape >= 1
        ? unit * Elementary.Log(GammaAboveOne(stream, shape))
        : (unit * Elementary.Log(GammaAboveOne(stream, shape + 1))) - (ExponentialZiggurat.Draw(stream) * (unit / shape));

    static double GammaAboveOne(RandomStream stream, double shape)
    {
        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = NormalZiggurat.Draw(stream);
            double root = 1 + (c * x);
            if (root <= 0)
                continue;
            double v = root * root * root;
            double u = 1 - stream.NextDouble();
            double square = x * x;
            if (u < 1 - (0.0331 * square * square) || Elementary.Log(u) < (0.5 * square) + (d * (1 - v + Elementary.Log(v))))
                return d * v;
        }
    }
}
