using Sim.Framework;
using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei;

/// <summary>The state of the FEI protocol. Vectors have one entry a deposit of users, in the order of <see cref="FeiParameters.Deposits"/>.</summary>
public record struct FeiState
{
    /// <summary>Time since the start.</summary>
    [Unit("days")] public double Day { get; set; }

    /// <summary>Who owns how much FEI.</summary>
    public FeiSupply Supply { get; set; }

    /// <summary>What stands behind FEI.</summary>
    public PcvTotals Pcv { get; set; }

    /// <summary>How the protocol stands.</summary>
    public SystemMetrics Metrics { get; set; }

    /// <summary>The outside prices.</summary>
    public Prices Price { get; set; }

    /// <summary>The share of the money market that would be borrowed without risk.</summary>
    [Unit("ratio")] public double UtilizationProcess { get; set; }

    /// <summary>The liquidity pool: both sides, users' and the protocol's part.</summary>
    public LiquidityPool Pool { get; set; }

    /// <summary>What arbitrage did to the pool in this timestep.</summary>
    public PoolTrade Trade { get; set; }

    /// <summary>The protocol's deposits outside the pool.</summary>
    public ProtocolDeposits Protocol { get; set; }

    /// <summary>Fees of minting and redeeming in this timestep.</summary>
    [Unit("USD")] public double MintRedeemFees { get; set; }

    /// <summary>The risk of the volatile asset as users see it.</summary>
    public PriceRisk Risk { get; set; }

    /// <summary>The money market's use and rates.</summary>
    public MarketState Market { get; set; }

    /// <summary>What the protocol's deposits and its part of the pool yielded in this timestep; in parity a sum of unlike units.</summary>
    [Unit("USD")] public double PcvYield { get; set; }

    /// <summary>What the backing policy moved into the stable asset in this timestep, or out of it if negative.</summary>
    [Unit("USD")] public double PcvMoved { get; set; }

    /// <summary>What the backing policy wanted to move in this timestep and could not.</summary>
    [Unit("USD")] public double PcvShortfall { get; set; }

    /// <summary>The rate that savings pay.</summary>
    [Unit("1/year")] public double SavingsRate { get; set; }

    /// <summary>The yield rate of each deposit.</summary>
    [Unit("1/year")] public Vector YieldRates { get; set; }

    /// <summary>The shares drawn in this timestep; zeros when weights are endogenous.</summary>
    [Unit("ratio")] public Vector Draw { get; set; }

    /// <summary>The share of their FEI that users want in each deposit; zeros at the start.</summary>
    [Unit("ratio")] public Vector TargetWeights { get; set; }

    /// <summary>What users hold in each deposit.</summary>
    [Unit("FEI")] public Vector Balances { get; set; }

    /// <summary>What moved along each route in this timestep; positive: the first deposit of the pair received. Never negative on one-way routes.</summary>
    [Unit("FEI")] public Vector Flows { get; set; }

    /// <summary>What each deposit wanted and did not get in this timestep.</summary>
    [Unit("FEI")] public Vector Remainder { get; set; }

    /// <summary>All that moved between deposits in this timestep.</summary>
    [Unit("FEI")] public double GrossFlow { get; set; }

    /// <summary>What was wanted and not moved in this timestep: cut in parity, or beyond the routes' capacity or direction.</summary>
    [Unit("FEI")] public double Unmet { get; set; }

    /// <summary>What users paid for moving FEI along routes in this timestep, from outside the model.</summary>
    [Unit("FEI")] public double TransferCost { get; set; }

    /// <summary>What users hold in all deposits together.</summary>
    [Unit("FEI")] public double UserFei { get; set; }

    /// <summary>FEI that the liquidity step of this timestep made out of nothing; 0 in corrected mode.</summary>
    [Unit("FEI")] public double FeiCreated { get; set; }

    /// <summary>All FEI minted since the start.</summary>
    [Unit("FEI")] public double MintedSoFar { get; set; }

    /// <summary>All FEI redeemed since the start.</summary>
    [Unit("FEI")] public double RedeemedSoFar { get; set; }

    /// <summary>What the savings rate costs in this timestep.</summary>
    [Unit("USD")] public double SavingsExpenditure { get; set; }

    /// <summary>Revenue less the savings rate's cost in this timestep.</summary>
    [Unit("USD")] public double ProtocolProfit { get; set; }

    [NotRecorded] internal DepositLayout Layout { get; set; }
}
