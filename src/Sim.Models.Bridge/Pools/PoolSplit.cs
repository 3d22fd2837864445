using Sim.Framework;

namespace Sim.Models.Bridge.Pools;

/// <summary>Splits a sale over several pools so that what it brings is largest.</summary>
public static class PoolSplit
{
    /// <summary>Writes how much base to sell in each pool: marginal prices after fees are equal where something is sold, and lower elsewhere.</summary>
    /// <remarks>
    /// The marginal price after a is g x y / (x + g a)². Equal to λ it gives a = (√(g x y / λ) - x) / g; the amounts add up to the whole sale, and pools
    /// whose first price is below λ are left out one after the other.
    /// </remarks>
    /// <param name="pools">The pools, none of them empty.</param>
    /// <param name="amount">All the base that is sold, 0 or more.</param>
    /// <param name="amounts">One entry a pool.</param>
    /// <exception cref="SimulationException">There is no pool, one is empty, the lengths differ, or the amount is negative.</exception>
    public static void Sell(ReadOnlySpan<ConstantProductPool> pools, double amount, Span<double> amounts)
    {
        if (pools.Length == 0 || pools.Length != amounts.Length || !(amount >= 0))
            throw new SimulationException(FormattableString.Invariant($"Cannot split {amount} over {pools.Length} pools into {amounts.Length} amounts: give a sale of 0 or more, and one amount a pool."));
        for (var pool = 0; pool < pools.Length; pool++)
        {
            if (pools[pool].IsEmpty)
                throw new SimulationException($"Pool {pool} of {pools.Length} is empty: leave it out.");
            amounts[pool] = 1;
        }

        while (Spread(pools, amount, amounts) is var worst and >= 0)
            amounts[worst] = 0;
        for (var pool = 0; pool < pools.Length; pool++)
            amounts[pool] = Math.Max(0, amounts[pool]);
    }

    /// <summary>Spreads the sale over the pools that are still marked by an amount other than 0.</summary>
    /// <returns>The pool with the lowest first price among those that would have to buy; -1 when there is none.</returns>
    static int Spread(ReadOnlySpan<ConstantProductPool> pools, double amount, Span<double> amounts)
    {
        var (roots, sides) = (0.0, 0.0);
        for (var pool = 0; pool < pools.Length; pool++)
        {
            if (amounts[pool] == 0)
                continue;
            roots += Math.Sqrt(pools[pool].Product / (1 - pools[pool].Fee));
            sides += pools[pool].Base / (1 - pools[pool].Fee);
        }

        var scale = (amount + sides) / roots;
        var worst = -1;
        for (var pool = 0; pool < pools.Length; pool++)
        {
            if (amounts[pool] == 0)
                continue;
            amounts[pool] = (Math.Sqrt(pools[pool].Product / (1 - pools[pool].Fee)) * scale) - (pools[pool].Base / (1 - pools[pool].Fee));
            if (amounts[pool] < 0 && (worst < 0 || First(pools[pool]) < First(pools[worst])))
                worst = pool;
        }

        return worst;
    }

    static double First(in ConstantProductPool pool) => (1 - pool.Fee) * pool.Price;
}
