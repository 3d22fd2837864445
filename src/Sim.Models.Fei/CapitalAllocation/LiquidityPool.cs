using Sim.Framework;

namespace Sim.Models.Fei.CapitalAllocation;

/// <summary>A constant-product pool of FEI and the volatile asset, each side owned by users and the protocol.</summary>
/// <remarks>The default value is an empty pool, to which no liquidity can be added.
/// Source: CADLabs/fei-protocol-model at 0818fbe, model/parts/fei_capital_allocation.py.</remarks>
public readonly record struct LiquidityPool
{
    // Relative differences between the product of the sides and the invariant; the first is the original's.
    const double ParityInvariantTolerance = 1e-5;
    const double InvariantTolerance = 1e-9;

    /// <summary>Users' FEI in the pool (FEI).</summary>
    [Unit("FEI")] public double UserFei { get; init; }

    /// <summary>The protocol's FEI in the pool (FEI).</summary>
    [Unit("FEI")] public double ProtocolFei { get; init; }

    /// <summary>Users' volatile asset in the pool (units).</summary>
    [Unit("units")] public double UserVolatile { get; init; }

    /// <summary>The protocol's volatile asset in the pool (units).</summary>
    [Unit("units")] public double ProtocolVolatile { get; init; }

    /// <summary>Product of the two sides (FEI * units).</summary>
    [Unit("FEI*units")] public double Invariant { get; init; }

    /// <summary>Shares of the pool in issue (pool tokens).</summary>
    [Unit("pool tokens")] public double Tokens { get; init; }

    /// <summary>All FEI in the pool (FEI).</summary>
    public double Fei => UserFei + ProtocolFei;

    /// <summary>All volatile asset in the pool (units).</summary>
    public double Volatile => UserVolatile + ProtocolVolatile;

    /// <summary>The pool after rebalancing brought the users' FEI in it to a new balance.</summary>
    /// <remarks>
    /// The volatile side comes from, or goes to, users' capital outside the model. Corrected: the users' FEI is the balance
    /// reached, the volatile side follows in the pool's own ratio, and FEI is conserved. Parity: an addition takes its ratio
    /// from outside prices and books the FEI that this ratio implies, so that a pool off its price creates or destroys FEI.
    /// </remarks>
    /// <param name="reached">Users' FEI in the pool after rebalancing (FEI), not negative.</param>
    /// <param name="feiPrice">Price of FEI (USD), above 0; read in parity only.</param>
    /// <param name="volatilePrice">Price of the volatile asset (USD), above 0; read in parity only.</param>
    /// <param name="fidelity">Which arithmetic to follow.</param>
    /// <returns>The new pool.</returns>
    /// <exception cref="AllocationException">The sides do not multiply to the invariant, the pool is empty, a value is
    /// outside its range, or users would withdraw more than they have.</exception>
    public LiquidityPool AfterRebalancing(double reached, double feiPrice, double volatilePrice, Fidelity fidelity)
    {
        if (!(reached >= 0 && double.IsFinite(reached)))
            Require.Fail("users' FEI in the pool after rebalancing", reached, 0, 0, "must be finite and not negative");
        Require.Positive(Fei, "FEI in the pool");
        Require.Positive(Volatile, "volatile asset in the pool");
        var relative = fidelity.Keeps(Fidelity.PriceRatioLiquidity) ? ParityInvariantTolerance : InvariantTolerance;
        Require.Near(Fei * Volatile, Invariant, relative * Math.Abs(Invariant), "product of the pool's sides",
            "must equal the invariant; update the invariant whenever a side changes");
        var pool = fidelity.Keeps(Fidelity.PriceRatioLiquidity)
            ? Parity(reached - UserFei, feiPrice, volatilePrice)
            : Corrected(reached, reached - UserFei);
        return pool with { Invariant = pool.Fei * pool.Volatile };
    }

    LiquidityPool Corrected(double reached, double added)
    {
        var growth = added / Fei;
        return this with
        {
            UserFei = reached,
            UserVolatile = reached == 0 ? EmptiedVolatile(growth) : NotNegative(UserVolatile + (growth * Volatile)),
            Tokens = Tokens * (1 + growth),
        };
    }

    LiquidityPool Parity(double added, double feiPrice, double volatilePrice)
    {
        if (added == 0)
            return this;
        if (added < 0)
            return Withdraw(-added / Fei);
        Require.Positive(feiPrice, "price of FEI");
        Require.Positive(volatilePrice, "price of the volatile asset");
        var growth = added * feiPrice / volatilePrice / Volatile;
        return this with
        {
            UserFei = UserFei + (growth * Fei),
            UserVolatile = UserVolatile + (growth * Volatile),
            Tokens = Tokens * (1 + growth),
        };
    }

    LiquidityPool Withdraw(double share)
    {
        if (share * Fei > UserFei)
            Require.Fail("FEI withdrawn from the pool", share * Fei, UserFei, 0, "must not be more than users have there");
        if (share * Volatile > UserVolatile)
        {
            Require.Fail("volatile asset withdrawn from the pool", share * Volatile, UserVolatile, 0,
                "must not be more than users have there");
        }

        return this with
        {
            UserFei = UserFei - (share * Fei),
            UserVolatile = UserVolatile - (share * Volatile),
            Tokens = Tokens * (1 - share),
        };
    }

    /// <summary>A full withdrawal leaves no dust of the volatile side behind.</summary>
    double EmptiedVolatile(double growth)
    {
        var left = NotNegative(UserVolatile + (growth * Volatile));
        return left <= Volatile * Require.RelativeTolerance ? 0 : left;
    }

    double NotNegative(double volatileUnits)
    {
        var tolerance = Volatile * Require.RelativeTolerance;
        if (volatileUnits < -tolerance)
        {
            Require.Fail("users' volatile asset in the pool after rebalancing", volatileUnits, 0, tolerance,
                "must not be negative; users must hold the same share of both sides");
        }

        return Math.Max(volatileUnits, 0);
    }
}
