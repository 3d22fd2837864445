using Sim.Framework;
using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei;

/// <summary>The state of the FEI model. Vectors have one entry a deposit, in the order of <see cref="FeiParameters.Deposits"/>.</summary>
public record struct FeiState
{
    /// <summary>The price of the volatile asset.</summary>
    [Unit("USD")] public double VolatilePrice { get; set; }

    /// <summary>The share of the money market that would be borrowed without risk.</summary>
    [Unit("ratio")] public double UtilizationProcess { get; set; }

    /// <summary>The liquidity pool: both sides, users' and the protocol's part.</summary>
    public LiquidityPool Pool { get; set; }

    /// <summary>FEI that arbitrage brought into the pool in this timestep, minted; negative when redeemed.</summary>
    [Unit("FEI")] public double FeiMinted { get; set; }

    /// <summary>Fees of the pool in this timestep.</summary>
    [Unit("USD")] public double TradingFees { get; set; }

    /// <summary>The loss of a share of the pool against holding its assets, 0 or less.</summary>
    [Unit("ratio")] public double ImpermanentLoss { get; set; }

    /// <summary>The pool's yield rate, fees less loss, 0 at the least.</summary>
    [Unit("1/year")] public double PoolYieldRate { get; set; }

    /// <summary>The risk of the volatile asset as users see it, 0 to 1: how fast its price falls.</summary>
    [Unit("ratio")] public double RiskMetric { get; set; }

    /// <summary>The running mean of the volatile asset's price; kept in parity mode only.</summary>
    [Unit("USD")] public double PriceMean { get; set; }

    /// <summary>The smallest raw risk so far; kept in parity mode only.</summary>
    [Unit("1/timestep")] public double RiskMin { get; set; }

    /// <summary>The largest raw risk so far; kept in parity mode only.</summary>
    [Unit("1/timestep")] public double RiskMax { get; set; }

    /// <summary>The share of the money market that is borrowed.</summary>
    [Unit("ratio")] public double Utilization { get; set; }

    /// <summary>What borrowers pay in the money market.</summary>
    [Unit("1/year")] public double BorrowRate { get; set; }

    /// <summary>The yield rate of each deposit.</summary>
    [Unit("1/year")] public Vector YieldRates { get; set; }

    /// <summary>The shares drawn in this timestep; zeros when weights are endogenous.</summary>
    [Unit("ratio")] public Vector Draw { get; set; }

    /// <summary>The share of their FEI that users want in each deposit; zeros at the start.</summary>
    [Unit("ratio")] public Vector TargetWeights { get; set; }

    /// <summary>What users hold in each deposit.</summary>
    [Unit("FEI")] public Vector Balances { get; set; }

    /// <summary>What moved along each route in this timestep; positive: the first deposit of the pair received.</summary>
    [Unit("FEI")] public Vector Flows { get; set; }

    /// <summary>What each deposit wanted and did not get in this timestep.</summary>
    [Unit("FEI")] public Vector Remainder { get; set; }

    /// <summary>All that moved between deposits in this timestep.</summary>
    [Unit("FEI")] public double GrossFlow { get; set; }

    /// <summary>What was wanted and not moved in this timestep; 0 in corrected mode.</summary>
    [Unit("FEI")] public double Unmet { get; set; }

    /// <summary>What users hold in all deposits together.</summary>
    [Unit("FEI")] public double UserFei { get; set; }

    /// <summary>FEI that the liquidity step of this timestep made out of nothing; 0 in corrected mode.</summary>
    [Unit("FEI")] public double FeiCreated { get; set; }

    [NotRecorded] internal DepositLayout Layout { get; set; }
}
