using System.Globalization;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Sim.Framework;

namespace Sim.Analysis.Statistics;

/// <summary>A quantile over runs and a confidence interval that supposes nothing about the law of the values.</summary>
/// <param name="Probability">Which quantile: 0.5 is the median.</param>
/// <param name="Value">The estimate.</param>
/// <param name="Low">The lower end of the interval, one of the values; null where so few runs have no interval.</param>
/// <param name="High">The upper end of the interval, one of the values; null where so few runs have no interval.</param>
/// <param name="Coverage">The probability that such an interval holds the true quantile: exact for a continuous law, at least this for any other. It is at least the confidence that was asked for; null without an interval.</param>
/// <param name="Count">How many runs it is of.</param>
/// <param name="Needed">How many runs an interval of this confidence takes.</param>
public sealed record Quantile(double Probability, double Value, double? Low, double? High, double? Coverage, int Count, int Needed)
{
    /// <summary>How many runs had no value.</summary>
    public int LeftOut { get; init; }

    /// <summary>The quantile of independent values, with an interval between two of them.</summary>
    /// <remarks>
    /// The number of values at or below the true quantile is binomial (n, p), so it lies between order statistics l and u with probability
    /// F(u - 1) - F(l - 1). l is the largest and u the smallest that leave at most (1 - confidence) / 2 on their side; where there is none,
    /// there is no interval. The estimate interpolates linearly between values, as metrics do (definition 7 of Hyndman, Fan 1996).
    /// Source: David, Nagaraja, "Order Statistics", 3rd edition, 2003, section 7.1.
    /// </remarks>
    /// <param name="values">The values, in any order.</param>
    /// <param name="probability">Between 0 and 1, both excluded.</param>
    /// <param name="confidence">Between 0 and 1, both excluded.</param>
    /// <exception cref="SimulationException">There is no value, one is not finite, or a probability is not between 0 and 1.</exception>
    public static Quantile Of(IReadOnlyList<double> values, double probability, double confidence = 0.95)
    {
        Numbers.Check("A quantile", values, confidence, least: 1);
        if (!(probability > 0 && probability < 1))
            throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"The quantile of probability {probability} was asked for: it lies between 0 and 1, both excluded, such as 0.5 for the median."));
        double[] sorted = [.. values.Order()];
        var value = SortedArrayStatistics.QuantileCustom(sorted, probability, QuantileDefinition.R7);
        var tail = (1 - confidence) / 2;
        var needed = Math.Ceiling(Math.Log(tail) / Math.Log(Math.Max(probability, 1 - probability)));
        var (low, high) = Ranks(sorted.Length, probability, tail);
        return new Quantile(
            probability, value,
            low < 1 || high > sorted.Length ? null : sorted[low - 1],
            low < 1 || high > sorted.Length ? null : sorted[high - 1],
            low < 1 || high > sorted.Length ? null : AtMost(high - 1) - AtMost(low - 1),
            sorted.Length,
            (int)Math.Min(int.MaxValue, needed));

        double AtMost(int count) => Binomial.CDF(probability, sorted.Length, count);
    }

    /// <summary>The order statistics, from 1, that bound the quantile; 0 and n + 1 stand for none.</summary>
    internal static (int Low, int High) Ranks(int count, double probability, double tail)
    {
        // F(low - 1) <= tail, and 1 - F(high - 1) <= tail.
        var low = FirstWhere(count, below => Binomial.CDF(probability, count, below) > tail);
        var high = FirstWhere(count, below => Binomial.CDF(probability, count, below) >= 1 - tail) + 1;
        return (low, high);
    }

    /// <summary>The smallest number from 0 for which a condition holds that stays true from there on.</summary>
    static int FirstWhere(int count, Func<int, bool> holds)
    {
        var (from, to) = (0, count);
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            (from, to) = holds(middle) ? (from, middle) : (middle + 1, to);
        }

        return from;
    }

    /// <summary>The quantile in a sentence, which says so when there is no interval.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Probability} quantile of {Count} runs: {Value:G6}, ")
        + (Coverage is { } coverage
            ? string.Create(CultureInfo.InvariantCulture, $"between {Low:G6} and {High:G6} with {Numbers.Percent(coverage)} confidence")
            : $"without an interval: it cannot be had with {Count} runs, but takes {Needed}")
        + (LeftOut > 0 ? $"; {LeftOut} runs without a value are left out." : ".");
}
