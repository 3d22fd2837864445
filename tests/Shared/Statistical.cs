using System.Globalization;
using Xunit;

namespace Sim.Tests.Shared;

/// <summary>Tests of drawn samples with a bound from theory and a stated rate of false alarms.</summary>
/// <remarks>
/// Give each use a fixed seed and, in the same test, a negative control (<c>Rejects</c>): a slightly wrong law must fail,
/// or the test proves nothing.
/// </remarks>
public static class Statistical
{
    /// <summary>The rate of false alarms of one comparison unless a test says otherwise.</summary>
    public const double FalseAlarm = 1e-9;

    /// <summary>Half the width of the band around a distribution function which holds the empirical one of <paramref name="count"/> draws.</summary>
    /// <remarks>Source: Dvoretzky, Kiefer, Wolfowitz 1956 with Massart's constant (1990): epsilon = sqrt(ln(2 / alpha) / (2 n)).</remarks>
    public static double Band(int count, double falseAlarm = FalseAlarm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!(falseAlarm > 0 && falseAlarm < 1))
            throw new ArgumentOutOfRangeException(nameof(falseAlarm), falseAlarm, "A false-alarm rate lies strictly between 0 and 1.");
        return Math.Sqrt(Math.Log(2 / falseAlarm) / (2.0 * count));
    }

    /// <summary>Asserts that a sample of a continuous law stays inside the band around its distribution function.</summary>
    public static void Matches(Func<double, double> cdf, double[] sample, double falseAlarm = FalseAlarm) =>
        AssertInside(Distance(cdf, sample), sample.Length, falseAlarm);

    /// <summary>Asserts that a sample of a law on the integers stays inside the band; <paramref name="cdf"/> is P(X &lt;= k).</summary>
    public static void Matches(Func<long, double> cdf, long[] sample, double falseAlarm = FalseAlarm) =>
        AssertInside(Distance(cdf, sample), sample.Length, falseAlarm);

    /// <summary>Asserts that the band is left: the negative control with a slightly wrong law.</summary>
    public static void Rejects(Func<double, double> cdf, double[] sample, double falseAlarm = FalseAlarm) =>
        AssertOutside(Distance(cdf, sample), sample.Length, falseAlarm);

    /// <summary>Asserts that the band is left, for a law on the integers.</summary>
    public static void Rejects(Func<long, double> cdf, long[] sample, double falseAlarm = FalseAlarm) =>
        AssertOutside(Distance(cdf, sample), sample.Length, falseAlarm);

    /// <summary>Asserts that counts per cell agree with the cells' probabilities: sharper than the band where a law errs in many small places.</summary>
    /// <remarks>
    /// Pearson's statistic, whose law is near chi-square while every cell expects 100 draws or more (fewer are refused). The bound is
    /// d + 2 sqrt(d t) + 2 t with d = cells - 1 and t = ln(1 / falseAlarm). Source: Laurent, Massart, Ann. Statist. 28(5), 2000, lemma 1.
    /// </remarks>
    public static void CountsMatch(double[] probabilities, long[] counts, double falseAlarm = FalseAlarm)
    {
        double statistic = ChiSquare(probabilities, counts);
        double bound = ChiSquareBound(counts.Length - 1, falseAlarm);
        if (!(statistic <= bound))
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"Chi-square of {counts.Sum()} draws in {counts.Length} cells is {statistic:R}; the bound for a false alarm of {falseAlarm:R} is {bound:R}."));
    }

    /// <summary>Asserts that counts disagree with the probabilities: the negative control of <see cref="CountsMatch"/>.</summary>
    public static void CountsReject(double[] probabilities, long[] counts, double falseAlarm = FalseAlarm)
    {
        double statistic = ChiSquare(probabilities, counts);
        double bound = ChiSquareBound(counts.Length - 1, falseAlarm);
        if (!(statistic > bound))
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"The negative control passed: chi-square {statistic:R} is within the bound {bound:R}."));
    }

    /// <summary>Asserts that the mean of independent draws lies as near the expected one as their known variance allows.</summary>
    /// <remarks>
    /// The bound is z * sqrt(variance / n) with z from the Gaussian tail, 2 exp(-z^2 / 2) = falseAlarm, times 1.2 against the skewness
    /// that the central limit theorem leaves at finite n. Sample sizes below 1,000 are refused for that reason.
    /// </remarks>
    public static void MeanWithin(double[] sample, double expectedMean, double knownVariance, double falseAlarm = FalseAlarm)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentOutOfRangeException.ThrowIfLessThan(sample.Length, 1_000);
        ArgumentOutOfRangeException.ThrowIfNegative(knownVariance);
        double bound = MeanBound(sample.Length, knownVariance, falseAlarm);
        double mean = sample.Average();
        if (!(Math.Abs(mean - expectedMean) <= bound))
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"The mean of {sample.Length} draws is {mean:R}, expected {expectedMean:R} within {bound:E3}."));
    }

    /// <summary>The bound that <see cref="MeanWithin"/> applies.</summary>
    public static double MeanBound(int count, double knownVariance, double falseAlarm = FalseAlarm) =>
        1.2 * Math.Sqrt(2 * Math.Log(2 / falseAlarm)) * Math.Sqrt(knownVariance / count);

    /// <summary>The largest distance between the empirical distribution function and a continuous one, on both sides of each step.</summary>
    public static double Distance(Func<double, double> cdf, double[] sample)
    {
        ArgumentNullException.ThrowIfNull(cdf);
        ArgumentNullException.ThrowIfNull(sample);
        double[] sorted = [.. sample.Order()];
        double largest = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end] == sorted[start];)
                end++;
            double expected = Probability(cdf(sorted[start]), sorted[start]);
            double below = Math.Abs(expected - ((double)start / sorted.Length));
            double above = Math.Abs(expected - ((double)end / sorted.Length));
            largest = Math.Max(largest, Math.Max(below, above));
        }

        return largest;
    }

    /// <summary>The largest distance between the empirical distribution function and one on the integers.</summary>
    public static double Distance(Func<long, double> cdf, long[] sample)
    {
        ArgumentNullException.ThrowIfNull(cdf);
        ArgumentNullException.ThrowIfNull(sample);
        long[] sorted = [.. sample.Order()];
        double largest = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end] == sorted[start];)
                end++;
            double before = Math.Abs(Probability(cdf(sorted[start] - 1), sorted[start] - 1) - ((double)start / sorted.Length));
            double at = Math.Abs(Probability(cdf(sorted[start]), sorted[start]) - ((double)end / sorted.Length));
            largest = Math.Max(largest, Math.Max(before, at));
        }

        return largest;
    }

    static double ChiSquare(double[] probabilities, long[] counts)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentOutOfRangeException.ThrowIfNotEqual(probabilities.Length, counts.Length);
        if (Math.Abs(probabilities.Sum() - 1) > 1e-9 || probabilities.Min() * counts.Sum() < 100)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The probabilities sum to {probabilities.Sum():R} and the emptiest cell expects {probabilities.Min() * counts.Sum():R} draws; 1 and at least 100 are needed. Merge cells."));
        double total = counts.Sum();
        return probabilities.Zip(counts, (probability, count) => Math.Pow(count - (total * probability), 2) / (total * probability)).Sum();
    }

    static double ChiSquareBound(int degrees, double falseAlarm)
    {
        double t = Math.Log(1 / falseAlarm);
        return degrees + (2 * Math.Sqrt(degrees * t)) + (2 * t);
    }

    static double Probability(double value, double at) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The distribution function gives {value:R} at {at:R}; a probability lies in [0, 1]."));

    static void AssertInside(double distance, int count, double falseAlarm)
    {
        double band = Band(count, falseAlarm);
        if (!(distance <= band))
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{count} draws lie {distance:E3} from the law; the band for a false alarm of {falseAlarm:R} is {band:E3}."));
    }

    static void AssertOutside(double distance, int count, double falseAlarm)
    {
        double band = Band(count, falseAlarm);
        if (!(distance > band))
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"The negative control passed: {count} draws lie {distance:E3} from the wrong law, inside the band {band:E3}."));
    }
}
