namespace Sim.Models.Bridge.Pools;

/// <summary>Buying wrapped bitcoin, burning it at the liquidation vault and selling the collateral: how much pays best.</summary>
/// <remarks>
/// Profit of burning B at rate ρ: y g ρB / (x + g ρB) - (1 + hurdle) Y B / (g' (X - B)), with the collateral pool (x, y) of fee 1 - g and the wrapped
/// pool (X, Y) of fee 1 - g'. It is concave in B, so its one stationary point is the best.
/// </remarks>
public static class BurnArbitrage
{
    /// <summary>The size with the largest profit, not clipped: 0 or less means that no burn pays.</summary>
    /// <remarks>B* = (U X - W x) / (U + g ρ W) with U = √(g g' ρ x y) and W = √((1 + hurdle) X Y).</remarks>
    /// <param name="rate">Collateral paid for one wrapped bitcoin (collateral/BTC).</param>
    /// <param name="collateral">The pool of collateral (base) and bitcoin (quote).</param>
    /// <param name="wrapped">The pool of wrapped bitcoin (base) and bitcoin (quote).</param>
    /// <param name="hurdle">The return that arbitrageurs ask for on what they pay (ratio).</param>
    public static double OptimalSize(double rate, in ConstantProductPool collateral, in ConstantProductPool wrapped, double hurdle)
    {
        var keep = 1 - collateral.Fee;
        var selling = Math.Sqrt(keep * (1 - wrapped.Fee) * rate * collateral.Product);
        var buying = Math.Sqrt((1 + hurdle) * wrapped.Product);
        return ((selling * wrapped.Base) - (buying * collateral.Base)) / (selling + (keep * rate * buying));
    }

    /// <summary>The same when any amount of wrapped bitcoin can be bought at <paramref name="price"/> (BTC): ρB* = (√(ρ g x y / (price (1 + hurdle))) - x) / g.</summary>
    public static double OptimalSize(double rate, in ConstantProductPool collateral, double price, double hurdle)
    {
        var keep = 1 - collateral.Fee;
        return (Math.Sqrt(rate * keep * collateral.Product / (price * (1 + hurdle))) - collateral.Base) / (keep * rate);
    }

    /// <summary>Whether the first satoshi burnt pays: the test is ρ p g g' > q (1 + hurdle) at the pools' marginal prices p and q.</summary>
    public static bool Pays(double rate, in ConstantProductPool collateral, in ConstantProductPool wrapped, double hurdle) =>
        rate * collateral.Price * (1 - collateral.Fee) * (1 - wrapped.Fee) > wrapped.Price * (1 + hurdle);
}
