using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Sim.Models.Cdp.Probability;

/// <summary>The standard normal law, exact to a few roundings in both tails, however deep.</summary>
/// <remarks>
/// Scores are in standard deviations. The tails rest on the scaled complementary error function, erfcx(x) = exp(x^2) erfc(x),
/// which neither underflows nor cancels. Source: Abramowitz and Stegun 1964, 7.1.2, 7.1.14 (continued fraction), 26.2.
/// </remarks>
public static class NormalLaw
{
    const int Pieces = 128, Degree = 8;
    const double Sqrt2 = 1.4142135623730951;
    const double LogSqrt2Pi = 0.91893853320467274178;

    // erfcx(x) (4 + x) / 4 is smooth in y = 4 / (4 + x), which maps all x of 0 or more to (0, 1]; each piece of y has a polynomial through Chebyshev's points.
    static readonly double[] Chebyshev = Fit();

    /// <summary>The probability of a value below <paramref name="score"/>.</summary>
    public static double Cumulative(double score) => score < 0
        ? 0.5 * ScaledErfc(-score / Sqrt2) * Math.Exp(-0.5 * score * score)
        : 1 - (0.5 * ScaledErfc(score / Sqrt2) * Math.Exp(-0.5 * score * score));

    /// <summary>The logarithm of <see cref="Cumulative"/>, which it stays exact beyond.</summary>
    public static double LogCumulative(double score) => score < 0
        ? Math.Log(0.5 * ScaledErfc(-score / Sqrt2)) - (0.5 * score * score)
        : LogOnePlus(-Cumulative(-score));

    /// <summary>The density at <paramref name="score"/>.</summary>
    public static double Density(double score) => Math.Exp((-0.5 * score * score) - LogSqrt2Pi);

    /// <summary>Density over cumulative probability: how fast the logarithm of the probability grows.</summary>
    public static double LogSlope(double score) => score < 0
        ? Math.Exp(-LogSqrt2Pi) / (0.5 * ScaledErfc(-score / Sqrt2))
        : Density(score) / Cumulative(score);

    /// <summary>Density over the probability of a value above: the hazard.</summary>
    public static double Hazard(double score) => LogSlope(-score);

    /// <summary>The score below which a value lies with this probability.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not between 0 and 1.</exception>
    public static double Quantile(double probability)
    {
        if (!(probability is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        return probability > 0.5 ? -QuantileOfLog(Math.Log(1 - probability)) : QuantileOfLog(Math.Log(probability));
    }

    /// <summary>The score whose <see cref="LogCumulative"/> this is; for probabilities below the smallest number as well.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="logProbability"/> is not below 0.</exception>
    public static double QuantileOfLog(double logProbability)
    {
        if (!(logProbability < 0))
            throw new ArgumentOutOfRangeException(nameof(logProbability), logProbability, "The logarithm of a probability lies below 0.");
        var score = logProbability > -700 ? Normal.InvCDF(0, 1, Math.Exp(logProbability)) : -Math.Sqrt(-2 * logProbability);
        if (double.IsInfinity(score))
            score = 8;
        // Newton's steps on a concave function of known slope; two suffice from a good start.
        for (var step = 0; step < 20; step++)
        {
            var change = (logProbability - LogCumulative(score)) / LogSlope(score);
            score += change;
            if (Math.Abs(change) <= 1e-15 * Math.Abs(score))
                break;
        }

        return score;
    }

    /// <summary>exp(x^2) erfc(x) for x of 0 or more.</summary>
    public static double ScaledErfc(double x)
    {
        var y = 4 / (4 + x);
        var piece = Math.Min((int)(y * Pieces), Pieces - 1);
        var t = 2 * ((2 * ((y * Pieces) - piece)) - 1);
        var (later, last) = (0.0, 0.0);
        var coefficients = Chebyshev.AsSpan(piece * (Degree + 1), Degree + 1);
        for (var order = Degree; order > 0; order--)
            (later, last) = ((t * later) - last + coefficients[order], later);
        return y * ((0.5 * t * later) - last + coefficients[0]);
    }

    /// <summary>log(1 + x), exact for small x. Source: W. Kahan, the HP-15C Advanced Functions Handbook, 1982.</summary>
    internal static double LogOnePlus(double x)
    {
        var rounded = 1 + x;
        return rounded == 1 ? x : Math.Log(rounded) * x / (rounded - 1);
    }

    /// <summary>exp(x) - 1, exact for small x. Source: as for <see cref="LogOnePlus"/>.</summary>
    internal static double ExpMinusOne(double x)
    {
        var rounded = Math.Exp(x);
        return rounded == 1 ? x : rounded - 1 == -1 ? -1 : (rounded - 1) * x / Math.Log(rounded);
    }

    static double[] Fit()
    {
        var all = new double[Pieces * (Degree + 1)];
        var values = new double[Degree + 1];
        for (var piece = 0; piece < Pieces; piece++)
        {
            for (var node = 0; node <= Degree; node++)
            {
                var y = (piece + (0.5 * (1 + Math.Cos(Math.PI * (node + 0.5) / (Degree + 1))))) / Pieces;
                values[node] = ScaledErfcByFraction((4 / y) - 4) / y;
            }

            for (var order = 0; order <= Degree; order++)
            {
                var sum = 0.0;
                for (var node = 0; node <= Degree; node++)
                    sum += values[node] * Math.Cos(Math.PI * order * (node + 0.5) / (Degree + 1));
                all[(piece * (Degree + 1)) + order] = sum * (order == 0 ? 1 : 2) / (Degree + 1);
            }
        }

        return all;
    }

    static double ScaledErfcByFraction(double x)
    {
        if (x < 2)
            return Math.Exp(x * x) * SpecialFunctions.Erfc(x);
        var fraction = x;
        for (var term = 120; term > 0; term--)
            fraction = x + (term / 2.0 / fraction);
        return 1 / (fraction * Math.Sqrt(Math.PI));
    }
}
