using Sim.Models.Bridge.Pools;

namespace Sim.Models.Bridge;

/// <summary>One collateral type in the state: its price, its pool, and its liquidation vault.</summary>
public record struct CollateralState
{
    /// <summary>p: the efficient price (BTC/collateral).</summary>
    public double Price { get; set; }

    /// <summary>The price at the end of the day before (BTC/collateral).</summary>
    public double PreviousPrice { get; set; }

    /// <summary>The lowest price of the day; the last one unless intraday prices are followed (BTC/collateral).</summary>
    public double Low { get; set; }

    /// <summary>h: the variance of the next day's return.</summary>
    public double Variance { get; set; }

    /// <summary>The transient impact of past sales: the market trades at p (1 - impact) (ratio).</summary>
    public double Impact { get; set; }

    /// <summary>o: what the oracle says (BTC/collateral).</summary>
    public double OraclePrice { get; set; }

    /// <summary>How long ago a feed last reported; above 0 the oracle is offline (days).</summary>
    public int OracleAge { get; set; }

    /// <summary>The pool of collateral (base) against bitcoin (quote).</summary>
    public ConstantProductPool Pool { get; set; }

    /// <summary>Seized collateral and the debt that it stands for.</summary>
    public LiquidationVault Liquidation { get; set; }

    /// <summary>For how many days in a row the liquidation vault has had debt (days).</summary>
    public int ClearingDays { get; set; }

    /// <summary>Burnt in the last round of arbitrage (BTC).</summary>
    public double BurntToday { get; set; }

    /// <summary>Collateral of this type in vaults and reserves at the start (collateral).</summary>
    public double Deposited { get; set; }

    /// <summary>Collateral paid to others so far: for burns, as premium and as punishment (collateral).</summary>
    public double PaidOut { get; set; }

    /// <summary>The largest relative change that a burn made to the liquidation vault's rate, which should have none.</summary>
    internal double BurnDrift { get; set; }

    /// <summary>The pool's product at the start of the day, below which no swap may bring it.</summary>
    internal double LeastProduct { get; set; }

    /// <summary>Whether the oracle has a price of today.</summary>
    internal readonly bool IsOracleOnline => OracleAge == 0;

    /// <summary>The price at which vaults are tested for liquidation.</summary>
    internal readonly double LiquidationPrice => OraclePrice * (Low / Price);
}
