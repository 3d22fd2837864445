using Sim.Models.Bridge.Prices;

namespace Sim.Models.Bridge.Risk;

/// <summary>Value at risk from the moves that a price has made.</summary>
static class HistoricalVar
{
    /// <summary>The original's: of all simple returns from one day to a horizon later, the one that a share alpha lies above.</summary>
    /// <remarks>Source: interlay/collateralization-analysis at 2f668c5, analysis/analysis.py.</remarks>
    public static double EndToEnd(PriceSeries series, int horizon, double alpha) =>
        Quantile(Returns.Simple(series, horizon, GapFill.Forward), horizon, alpha);

    /// <summary>Like the simulated value: of the lowest price within a horizon of each day, relative to that day's, the one that a share alpha lies above.</summary>
    /// <remarks>Days without a price are passed over.</remarks>
    public static double RunningMinimum(PriceSeries series, int horizon, double alpha)
    {
        var prices = series.Prices;
        var falls = new List<double>(prices.Length);
        for (var start = 0; start + horizon < prices.Length; start++)
        {
            if (double.IsNaN(prices[start]))
                continue;
            var lowest = prices[start];
            foreach (var price in prices.Slice(start, horizon + 1))
                lowest = price < lowest ? price : lowest;   // never for NaN
            falls.Add((lowest / prices[start]) - 1);
        }

        return Quantile([.. falls], horizon, alpha);
    }

    static double Quantile(double[] moves, int horizon, double alpha)
    {
        if (moves.Length == 0)
            throw new ArgumentException(FormattableString.Invariant($"the prices are too few for a horizon of {horizon} days"), nameof(moves));
        return EmpiricalQuantile.Of(moves, alpha).Value;
    }
}
