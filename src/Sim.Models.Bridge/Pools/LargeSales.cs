using MathNet.Numerics.Statistics;
using Sim.Framework;

namespace Sim.Models.Bridge.Pools;

/// <summary>What prices do after large sales, to be read by <see cref="ImpactRecovery.Fit"/>.</summary>
public static class LargeSales
{
    /// <summary>The mean of ln(price before / price after) over large sales, by lag: 0 is the day of the sale.</summary>
    /// <param name="prices">A price a day, after that day's sales.</param>
    /// <param name="sizes">What was sold each day.</param>
    /// <param name="lags">How many days after the sale to look.</param>
    /// <param name="quantile">A sale is large when its size is above this quantile of all sizes.</param>
    /// <exception cref="SimulationException">The series differ in length, or no large sale has a day before and <paramref name="lags"/> days after it.</exception>
    public static double[] MeanDepression(ReadOnlySpan<double> prices, ReadOnlySpan<double> sizes, int lags, double quantile = 0.95)
    {
        if (prices.Length != sizes.Length)
            throw new SimulationException($"There are {prices.Length} prices and {sizes.Length} sizes: give one of each a day.");
        var threshold = ArrayStatistics.QuantileInplace(sizes.ToArray(), quantile);
        var depression = new double[lags + 1];
        var count = 0;
        for (var day = 1; day + lags < prices.Length; day++)
        {
            if (!(sizes[day] > threshold))
                continue;
            count++;
            for (var lag = 0; lag <= lags; lag++)
                depression[lag] += Math.Log(prices[day - 1] / prices[day + lag]);
        }

        if (count == 0)
            throw new SimulationException(FormattableString.Invariant($"No sale above the {quantile} quantile ({threshold}) has a day before it and {lags} days after it: give a longer series or fewer lags."));
        for (var lag = 0; lag <= lags; lag++)
            depression[lag] /= count;
        return depression;
    }
}
