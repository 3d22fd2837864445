using System.Globalization;
using Sim.Framework;

namespace Sim.Models.Bridge.Pools;

/// <summary>A pool that trades base for quote so that the product of its sides never falls; the fee stays in it.</summary>
/// <remarks>
/// In the bridge the base is collateral or wrapped bitcoin and the quote is bitcoin. The default value is no pool.
/// Source: constant-product market makers; the original's market.py has no fee and reports marginal slippage alone.
/// </remarks>
public readonly record struct ConstantProductPool
{
    /// <summary>What the pool holds of the asset that is priced.</summary>
    [Unit("base")] public double Base { get; init; }

    /// <summary>What the pool holds of the asset that prices are in.</summary>
    [Unit("quote")] public double Quote { get; init; }

    /// <summary>The share of what is paid in that the pool keeps (ratio).</summary>
    [NotRecorded, Unit("ratio")] public double Fee { get; init; }

    /// <summary>A pool whose marginal price is <paramref name="price"/> and whose quote side is <paramref name="quote"/>; no pool when that is 0.</summary>
    public static ConstantProductPool At(double price, double quote, double fee) => new() { Base = quote / price, Quote = quote, Fee = fee };

    /// <summary>Whether there is nothing to trade with.</summary>
    public bool IsEmpty => !(Base > 0 && Quote > 0);

    /// <summary>The marginal price, before the fee (quote per base).</summary>
    public double Price => Quote / Base;

    /// <summary>The product of the sides.</summary>
    public double Product => Base * Quote;

    /// <summary>Pays base in: receives quote · g a / (base + g a), g = 1 - fee.</summary>
    /// <exception cref="SimulationException">The amount is negative or not finite, or the pool is empty.</exception>
    public Swap SellBase(double amount)
    {
        Require(amount, double.PositiveInfinity, "sell", "base");
        var entering = (1 - Fee) * amount;
        var received = Quote * entering / (Base + entering);
        return new Swap(this, this with { Base = Base + amount, Quote = Quote - received }, amount, received);
    }

    /// <summary>Takes base out: pays quote · b / (g (base - b)).</summary>
    /// <exception cref="SimulationException">The amount is negative, or not smaller than what the pool holds, or the pool is empty.</exception>
    public Swap BuyBase(double amount)
    {
        Require(amount, Base, "buy", "base");
        var paid = Quote * amount / ((1 - Fee) * (Base - amount));
        return new Swap(this, this with { Base = Base - amount, Quote = Quote + paid }, paid, amount);
    }

    /// <summary>Pays quote in and receives base.</summary>
    /// <exception cref="SimulationException">As for <see cref="SellBase"/>.</exception>
    public Swap SellQuote(double amount) => Turned.SellBase(amount).Turned;

    /// <summary>Takes quote out and pays base.</summary>
    /// <exception cref="SimulationException">As for <see cref="BuyBase"/>.</exception>
    public Swap BuyQuote(double amount) => Turned.BuyBase(amount).Turned;

    /// <summary>The base that may be sold until the execution slippage, fee included, is <paramref name="slippage"/>: x (g - (1 - s)) / (g (1 - s)).</summary>
    /// <remarks>0 when the fee alone costs more.</remarks>
    /// <exception cref="SimulationException">The slippage is not in [0, 1).</exception>
    public double DepthAt(double slippage)
    {
        if (!(slippage is >= 0 and < 1))
            throw new SimulationException(Invariant($"A slippage of {slippage} has no depth: give a share from 0 to below 1."));
        return Math.Max(0, Base * (slippage - Fee) / ((1 - Fee) * (1 - slippage)));
    }

    /// <summary>The pool after outside arbitrage has moved it a share of the way to an outside price, at constant product.</summary>
    public ConstantProductPool Requoted(double price, double share)
    {
        var root = Math.Sqrt(Product / price);
        var moved = Base + (share * (root - Base));
        return this with { Base = moved, Quote = Product / moved };
    }

    /// <summary>The pool with liquidity worth <paramref name="value"/> of quote added, half on each side at the marginal price; taken away when negative.</summary>
    /// <exception cref="SimulationException">More would be taken than there is.</exception>
    public ConstantProductPool WithLiquidity(double value)
    {
        var half = value / 2;
        if (!(Quote + half >= 0))
            throw new SimulationException(Invariant($"The pool is worth {2 * Quote} and cannot give up {-value}: take less."));
        return this with { Base = Base + (half / Price), Quote = Quote + half };
    }

    internal ConstantProductPool Turned => this with { Base = Quote, Quote = Base };

    void Require(double amount, double below, string verb, string side)
    {
        if (IsEmpty)
            throw new SimulationException(Invariant($"Cannot {verb} {amount} in a pool of {Base} base and {Quote} quote: it is empty. Give both sides a positive amount."));
        if (!(amount >= 0 && amount < below))
            throw new SimulationException(Invariant($"Cannot {verb} {amount} {side}: give an amount from 0 to below {below}, in a pool of {Base} base and {Quote} quote."));
    }

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
