using static System.Math;

namespace Sim.Framework.Randomness;

/// <summary>Logarithm and exponential whose results are the same bits on every machine.</summary>
/// <remarks>
/// <see cref="Math.Log(double)"/> and <see cref="Math.Exp"/> call the platform's library, whose last bit differs between systems.
/// These use only operations that IEEE 754 rounds correctly (+, -, *, /, fused multiply-add), in a fixed order.
/// The error is below 2 units in the last place.
/// </remarks>
static class Elementary
{
    const double Ln2 = 0.6931471805599453;
    const double Ln2Rest = 2.3190468138462996e-17; // ln 2 minus its double
    const double InverseLn2 = 1.4426950408889634;
    const double SmallestNormal = 2.2250738585072014e-308;
    const double LargestArgument = 709.782712893384;
    const double SmallestArgument = -745.1332191019412;
    const int Bias = 1023;
    const int MantissaBits = 52;

    /// <summary>The natural logarithm; minus infinity at 0, NaN below 0.</summary>
    /// <remarks>x = 2^e m with m between sqrt(1/2) and sqrt(2), and ln m = 2 artanh((m - 1) / (m + 1)) by its Taylor series.</remarks>
    internal static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x))
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        int exponent = 0;
        if (x < SmallestNormal)
            (x, exponent) = (x * 18014398509481984.0, -54);
        long bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> MantissaBits) - Bias;
        double m = BitConverter.Int64BitsToDouble((bits & ((1L << MantissaBits) - 1)) | ((long)Bias << MantissaBits));
        if (m > 1.4142135623730951)
            (m, exponent) = (m * 0.5, exponent + 1);

        double s = (m - 1) / (m + 1);
        double rest = ArtanhRest(s * s) * s * s;
        double fraction = FusedMultiplyAdd(2 * s, rest, FusedMultiplyAdd(exponent, Ln2Rest, 2 * s));
        return FusedMultiplyAdd(exponent, Ln2, fraction);
    }

    /// <summary>The exponential; infinity above its range, 0 below.</summary>
    /// <remarks>exp(x) = 2^k exp(r) with |r| at most ln(2) / 2, by the Taylor series.</remarks>
    internal static double Exp(double x)
    {
        if (!(x <= LargestArgument))
            return x > 0 ? double.PositiveInfinity : double.NaN;
        if (x < SmallestArgument)
            return 0;
        double k = Round(x * InverseLn2);
        double r = FusedMultiplyAdd(-k, Ln2Rest, FusedMultiplyAdd(-k, Ln2, x));
        double series = FusedMultiplyAdd(r * r, ExponentialRest(r), r) + 1;

        // In two factors, since 2^k alone leaves the range of normal numbers at both ends.
        int half = (int)k / 2;
        return series * PowerOfTwo(half) * PowerOfTwo((int)k - half);
    }

    static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + Bias) << MantissaBits);

    // 1/3 + z/5 + ... + z^9/21, in Estrin's order: z is at most 0.0295, so the next term is below 2^-54 of the sum.
    static double ArtanhRest(double z)
    {
        double z2 = z * z;
        double z4 = z2 * z2;
        double low = FusedMultiplyAdd(z2, FusedMultiplyAdd(z, 1.0 / 9, 1.0 / 7), FusedMultiplyAdd(z, 1.0 / 5, 1.0 / 3));
        double high = FusedMultiplyAdd(z2, FusedMultiplyAdd(z, 1.0 / 17, 1.0 / 15), FusedMultiplyAdd(z, 1.0 / 13, 1.0 / 11));
        return FusedMultiplyAdd(z4, FusedMultiplyAdd(z4, FusedMultiplyAdd(z, 1.0 / 21, 1.0 / 19), high), low);
    }

    // 1/2! + r/3! + ... + r^11/13!, in Estrin's order: the next term is below 2^-57.
    static double ExponentialRest(double r)
    {
        double r2 = r * r;
        double r4 = r2 * r2;
        double low = FusedMultiplyAdd(r2, FusedMultiplyAdd(r, 1.0 / 120, 1.0 / 24), FusedMultiplyAdd(r, 1.0 / 6, 1.0 / 2));
        double middle = FusedMultiplyAdd(r2, FusedMultiplyAdd(r, 1.0 / 362880, 1.0 / 40320), FusedMultiplyAdd(r, 1.0 / 5040, 1.0 / 720));
        double high = FusedMultiplyAdd(r2, FusedMultiplyAdd(r, 1.0 / 6227020800, 1.0 / 479001600), FusedMultiplyAdd(r, 1.0 / 39916800, 1.0 / 3628800));
        return FusedMultiplyAdd(r4, FusedMultiplyAdd(r4, high, middle), low);
    }
}
