namespace Sim.Models.Fei.Ecosystem;

/// <summary>How fast a price falls, as users see it.</summary>
/// <remarks>Source: CADLabs/fei-protocol-model at 0818fbe, model/parts/money_markets.py.</remarks>
static class PriceTrend
{
    // A slope that is smaller, relative to the price, is the rounding of a flat price.
    const double FlatPrice = 1e-12;

    /// <summary>Least squares of prices, newest first, over timesteps; centred, so that a flat price has slope 0 but for rounding.</summary>
    public static (double Slope, double Mean) Fit(ReadOnlySpan<double> newestFirst)
    {
        var mean = 0.0;
        foreach (var price in newestFirst)
            mean += price;
        mean /= newestFirst.Length;
        var (products, squares, middle) = (0.0, 0.0, (newestFirst.Length - 1) / 2.0);
        for (var back = 0; back < newestFirst.Length; back++)
        {
            products += (middle - back) * (newestFirst[back] - mean);
            squares += (middle - back) * (middle - back);
        }

        return (squares > 0 ? products / squares : 0, mean);
    }

    /// <summary>Risk on a fixed scale: 0 for a price that rises or stands, 1 for one that falls by <paramref name="scale"/> of its mean a day.</summary>
    public static double OnFixedScale(double slope, double mean, double days, double scale)
    {
        var raw = -slope / mean / days;
        return Math.Abs(raw) < FlatPrice ? 0 : Math.Clamp(raw / scale, 0, 1);
    }

    /// <summary>The original's risk: scaled by the range that the raw risk has had so far, both ends of which start at 0.</summary>
    public static PriceRisk OnRangeSoFar(PriceRisk before, double slope, double meanSoFar)
    {
        var raw = -slope / meanSoFar;
        var (min, max) = (Math.Min(before.Min, raw), Math.Max(before.Max, raw));
        var metric = max > min ? (raw - min) / (max - min) : raw;
        return new PriceRisk { Metric = double.IsFinite(metric) ? metric : 0, Mean = meanSoFar, Min = min, Max = max };
    }
}
