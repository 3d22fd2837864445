namespace Sim.Models.Bridge.Risk;

/// <summary>Value at risk from the moves that a price has made.</summary>
static class HistoricalVar
{
    /// <summary>The original's: of all simple returns from one day to a horizon later, the one that a share alpha lies above.</summary>
    /// <remarks>A missing price (NaN) counts as the last one before it. Source: interlay/collateralization-analysis at 2f668c5, analysis/analysis.py.</remarks>
    public static double EndToEnd(ReadOnlySpan<double> prices, int horizon, double alpha)
    {
        var known = new double[prices.Length];
        for (var day = 0; day < prices.Length; day++)
            known[day] = double.IsNaN(prices[day]) && day > 0 ? known[day - 1] : prices[day];
        var returns = new List<double>(known.Length);
        for (var day = horizon; day < known.Length; day++)
        {
            var move = (known[day] / known[day - horizon]) - 1;
            if (!double.IsNaN(move))
                returns.Add(move);
        }

        return Quantile(returns, horizon, alpha);
    }

    /// <summary>Like the simulated value: of the lowest price within a horizon of each day, relative to that day's, the one that a share alpha lies above.</summary>
    public static double RunningMinimum(ReadOnlySpan<double> prices, int horizon, double alpha)
    {
        var drawdowns = new List<double>(prices.Length);
        for (var start = 0; start + horizon < prices.Length; start++)
        {
            var lowest = prices[start];
            foreach (var price in prices.Slice(start, horizon + 1))
                lowest = Math.Min(lowest, price);
            drawdowns.Add((lowest / prices[start]) - 1);
        }

        return Quantile(drawdowns, horizon, alpha);
    }

    static double Quantile(List<double> moves, int horizon, double alpha)
    {
        if (moves.Count == 0)
            throw new ArgumentException(FormattableString.Invariant($"the prices are too few for a horizon of {horizon} days"), nameof(moves));
        moves.Sort();
        return moves[^(EmpiricalQuantile.Index(moves.Count, alpha) + 1)];
    }
}
