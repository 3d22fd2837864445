using MathNet.Numerics.Statistics;

namespace Sim.Models.Bridge.Risk;

/// <summary>An order statistic of a sample, with what chance makes of it.</summary>
/// <param name="Value">The order statistic.</param>
/// <param name="Low">The lower end of its 95 % confidence interval.</param>
/// <param name="High">The upper end.</param>
readonly record struct EmpiricalQuantile(double Value, double Low, double High)
{
    /// <summary>The normal quantile of a two-sided 95 % interval.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>The standard error that the interval implies.</summary>
    public double StandardError => (High - Low) / (2 * Z95);

    /// <summary>Which element, counted from 0 at the largest, is the value at risk: the original's index, in the original's arithmetic.</summary>
    public static int Index(int count, double alpha) => (int)(count * alpha);

    /// <summary>The value that a share alpha of the sample lies above, without interpolation.</summary>
    /// <remarks>The sample is reordered. The interval is that of order statistics: the number of values below the quantile is binomial. Source: H. A. David, H. N. Nagaraja, "Order Statistics", 2003, section 7.1.</remarks>
    public static EmpiricalQuantile Of(double[] sample, double alpha)
    {
        var rank = sample.Length - Index(sample.Length, alpha);   // counted from 1 at the smallest
        var reach = Z95 * Math.Sqrt(sample.Length * alpha * (1 - alpha));
        var low = Math.Max(1, (int)Math.Floor(rank - reach));
        var high = Math.Min(sample.Length, (int)Math.Ceiling(rank + reach));
        return new EmpiricalQuantile(Ranked(sample, rank), Ranked(sample, low), Ranked(sample, high));
    }

    static double Ranked(double[] sample, int rank) => ArrayStatistics.OrderStatisticInplace(sample, rank);
}
