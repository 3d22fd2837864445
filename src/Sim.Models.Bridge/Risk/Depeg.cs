using Sim.Models.Bridge.Prices;

namespace Sim.Models.Bridge.Risk;

/// <summary>How far a token has fallen from what it stands for; a loss is below 0.</summary>
public static class Depeg
{
    /// <summary>The token's price in units of what it stands for, a day at a time.</summary>
    /// <param name="prices">First those of the token, second those of its standard, in one currency.</param>
    public static double[] Ratios(AlignedPrices prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        return [.. prices.First.ToArray().Zip(prices.Second.ToArray(), (token, standard) => token / standard)];
    }

    /// <summary>The original's: the lowest ratio after the first, relative to the first, to a tenth of a percent; NaN without a second.</summary>
    /// <remarks>Source: interlay/collateralization-analysis at 2f668c5, helper/max_depeg.py. A trough at the first observation, or a drift, hides a fall.</remarks>
    public static double FromFirst(IReadOnlyList<double> ratios) =>
        ratios.Count < 2 ? double.NaN : Math.Round(ratios.Skip(1).Min(ratio => (ratio / ratios[0]) - 1), 3, MidpointRounding.ToEven);

    /// <summary>The deepest fall below the highest ratio so far, after a steady growth such as staking rewards is taken out.</summary>
    /// <param name="ratios">One a day.</param>
    /// <param name="growth">The growth of the log ratio in a day; see <see cref="Growth"/>.</param>
    public static double PeakToTrough(IReadOnlyList<double> ratios, double growth = 0)
    {
        var (peak, deepest) = (double.NegativeInfinity, 0.0);
        for (var day = 0; day < ratios.Count; day++)
        {
            var ratio = ratios[day] * Math.Exp(-growth * day);
            peak = Math.Max(peak, ratio);
            deepest = Math.Min(deepest, (ratio / peak) - 1);
        }

        return deepest;
    }

    /// <summary>The lowest ratio relative to one for one; above 0 for a token that never fell to it.</summary>
    public static double AgainstParity(IReadOnlyList<double> ratios) => ratios.Min() - 1;

    /// <summary>The steady growth of the log ratio in a day: the median of the slopes between all pairs of days, which a dip does not bend.</summary>
    /// <remarks>Source: H. Theil 1950; P. K. Sen, Journal of the American Statistical Association 63, 1968.</remarks>
    public static double Growth(IReadOnlyList<double> ratios)
    {
        var logs = ratios.Select(ratio => Math.Log(ratio)).ToArray();
        var slopes = new List<double>(logs.Length * (logs.Length - 1) / 2);
        for (var from = 0; from < logs.Length; from++)
        {
            for (var to = from + 1; to < logs.Length; to++)
                slopes.Add((logs[to] - logs[from]) / (to - from));
        }

        slopes.Sort();
        return slopes.Count == 0 ? 0 : (slopes[(slopes.Count - 1) / 2] + slopes[slopes.Count / 2]) / 2;
    }
}
