using System.Globalization;
using MathNet.Numerics.Statistics;
using Sim.Framework;

namespace Sim.Models.Bridge.Prices;

/// <summary>Simple returns of a price series, their means and their deviation.</summary>
/// <remarks>
/// Returns overlap: one for each day that has a price so many days before it. A return is a fraction (0.01 is one percent), above -1.
/// Source: interlay/collateralization-analysis at 2f668c5, whose "geometric" returns are these simple ones.
/// </remarks>
public static class Returns
{
    /// <summary>The returns over one of the original's periods, gaps filled backward.</summary>
    public static double[] Simple(PriceSeries series, ReturnPeriod period = ReturnPeriod.Daily) => Simple(series, (int)period);

    /// <summary>The returns p[t] / p[t - days] - 1, in order of time; those that a remaining gap leaves undefined are dropped.</summary>
    /// <returns>At most as many as the series has days, less <paramref name="days"/>; none if it is too short.</returns>
    /// <exception cref="ArgumentOutOfRangeException">the number of days is below 1</exception>
    public static double[] Simple(PriceSeries series, int days, GapFill fill = GapFill.Backward)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var prices = Filled(series.Prices, fill);
        var returns = new List<double>(Math.Max(0, prices.Length - days));
        for (var day = days; day < prices.Length; day++)
        {
            var change = (prices[day] / prices[day - days]) - 1;
            if (!double.IsNaN(change))
                returns.Add(change);
        }

        return [.. returns];
    }

    /// <summary>The sample standard deviation (n - 1) of the returns over a period, per that period.</summary>
    /// <exception cref="SimulationException">the series gives fewer than two returns</exception>
    public static double StandardDeviation(PriceSeries series, ReturnPeriod period = ReturnPeriod.Daily) =>
        ArrayStatistics.StandardDeviation(AtLeast(2, Simple(series, period), series));

    /// <summary>The mean of the daily returns times the days of a period.</summary>
    /// <exception cref="SimulationException">the series gives no return</exception>
    public static double ArithmeticMean(PriceSeries series, ReturnPeriod period = ReturnPeriod.Daily) =>
        ArrayStatistics.Mean(AtLeast(1, Simple(series), series)) * (int)period;

    /// <summary>The constant return per period that leads from the first price to the last one.</summary>
    /// <exception cref="SimulationException">the series gives no return</exception>
    public static double GeometricMean(PriceSeries series, ReturnPeriod period = ReturnPeriod.Daily)
    {
        AtLeast(1, Simple(series), series);
        var first = series.Prices.IndexOfAnyExcept(double.NaN);
        var last = series.Prices.LastIndexOfAnyExcept(double.NaN);
        return Growth(series.Prices[first], series.Prices[last], last - first, period);
    }

    /// <summary>The original's geometric mean: it spreads the growth over the number of prices, which is one more than the days between them.</summary>
    /// <exception cref="SimulationException">the series gives no return</exception>
    public static double ParityGeometricMean(PriceSeries series, ReturnPeriod period = ReturnPeriod.Daily)
    {
        AtLeast(1, Simple(series), series);
        var first = series.Prices.IndexOfAnyExcept(double.NaN);
        var last = series.Prices.LastIndexOfAnyExcept(double.NaN);
        return Growth(series.Prices[first], series.Prices[last], series.Count, period);
    }

    static double Growth(double first, double last, int days, ReturnPeriod period) => Math.Pow(last / first, (double)(int)period / days) - 1;

    static double[] Filled(ReadOnlySpan<double> prices, GapFill fill)
    {
        var filled = prices.ToArray();
        if (fill == GapFill.Forward)
        {
            for (var day = 1; day < filled.Length; day++)
                filled[day] = double.IsNaN(filled[day]) ? filled[day - 1] : filled[day];
        }
        else
        {
            for (var day = filled.Length - 2; day >= 0; day--)
                filled[day] = double.IsNaN(filled[day]) ? filled[day + 1] : filled[day];
        }

        return filled;
    }

    static double[] AtLeast(int needed, double[] returns, PriceSeries series) => returns.Length >= needed
        ? returns
        : throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"{series.Origin}: the {series.Count} days of {series.Pair} give {returns.Length} returns where at least {needed} are needed. Take a longer period, or another source."));
}
