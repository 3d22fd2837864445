namespace Sim.Models.Bridge.Pools;

/// <summary>How far a sale pushes a price down, as a share of the price.</summary>
public static class PriceImpact
{
    /// <summary>The square-root law: Y σ √(size / volume).</summary>
    /// <remarks>Source: Donier and Bonart, arXiv 1412.4503, on metaorders in bitcoin.</remarks>
    /// <param name="size">What is sold, in the unit of <paramref name="volume"/>.</param>
    /// <param name="volume">What the market trades in a day.</param>
    /// <param name="volatility">The standard deviation of daily returns (ratio).</param>
    /// <param name="coefficient">Y, about 1 (ratio).</param>
    /// <returns>The share by which the price falls, below 1.</returns>
    public static double SquareRoot(double size, double volume, double volatility, double coefficient = 1) =>
        size > 0 ? Math.Min(Largest, coefficient * volatility * Math.Sqrt(size / volume)) : 0;

    /// <summary>What the sale does to the pool's own marginal price: 1 - (x / (x + a))².</summary>
    public static double OfPool(in ConstantProductPool pool, double amount)
    {
        var kept = pool.Base / (pool.Base + amount);
        return 1 - (kept * kept);
    }

    /// <summary>The transient impact that a market can carry: a price does not fall to nothing.</summary>
    public const double Largest = 0.95;
}
