using System.ComponentModel.DataAnnotations;
using Sim.Framework;
using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei;

/// <summary>The parameters of the FEI protocol; the defaults are the base case.</summary>
/// <remarks>Source: CADLabs/fei-protocol-model at 0818fbe, model/system_parameters.py, as of 22 June 2022.</remarks>
public sealed partial record FeiParameters
{
    /// <summary>The right rules, the original's, or a single defect of the original's.</summary>
    [Unit("")] public Fidelity Fidelity { get; init; }

    /// <summary>Where users' target weights come from.</summary>
    [Unit("")] public WeightSource WeightSource { get; init; }

    /// <summary>The length of a timestep.</summary>
    [Unit("days"), Range(1e-6, 365)] public double Days { get; init; } = 1;

    /// <summary>The price of FEI.</summary>
    public Process FeiPrice { get; init; } = Process.Constant(1);

    /// <summary>The price of the stable asset.</summary>
    public Process StablePrice { get; init; } = Process.Noise(mean: 1, deviation: 0.005);

    /// <summary>The price of the volatile asset.</summary>
    public Process VolatilePrice { get; init; } = Process.Brownian(start: 2_000, drift: -50, deviation: 20);

    /// <summary>The share of the money market that would be borrowed if the volatile asset carried no risk.</summary>
    public Process Utilization { get; init; } = Process.Noise(mean: 0.7, deviation: 0.05);

    /// <summary>The rate that savings pay.</summary>
    public Process SavingsRate { get; init; } = Process.Constant(0.015);

    /// <summary>The duration over which users rebalance; each timestep goes the square root of its share of it.</summary>
    [Unit("days"), Range(1e-6, 3650)] public double RebalanceDuration { get; init; } = 30;

    /// <summary>How many past timesteps users average yields over.</summary>
    [Unit("timesteps"), Range(1, 3650)] public int MovingAverageWindow { get; init; } = 3;

    /// <summary>The value locked in the liquidity pool at the start, half of it FEI, all of it the protocol's.</summary>
    [Unit("USD"), Range(1, 1e12)] public double LiquidityPoolTvl { get; init; } = 50e6;

    /// <summary>The share of a trade that the pool keeps.</summary>
    [Unit("ratio"), Range(0, 1)] public double TradingFee { get; init; } = 0.003;

    /// <summary>The fee of minting FEI.</summary>
    [Unit("ratio"), Range(0, 1)] public double MintFee { get; init; }

    /// <summary>The fee of redeeming FEI.</summary>
    [Unit("ratio"), Range(0, 1)] public double RedeemFee { get; init; } = 0.001;

    /// <summary>The deposits that take what minting brings in, the first of them, and pay redemptions, in this order; with none the module is off.</summary>
    [Unit("")] public IReadOnlyList<PcvPlace> PegDeposits { get; init; } = [PcvPlace.StableIdle, PcvPlace.VolatileIdle, PcvPlace.VolatileYieldBearing];

    /// <summary>The protocol's own deposits at the start.</summary>
    public InitialProtocolDeposits Protocol { get; init; } = new();

    /// <summary>The utilization above which borrowing becomes dear.</summary>
    [Unit("ratio"), Range(0, 1)] public double Kink { get; init; } = 0.8;

    /// <summary>The share of interest that the money market keeps.</summary>
    [Unit("ratio"), Range(0, 1)] public double ReserveFactor { get; init; } = 0.25;

    /// <summary>The borrow rate at no utilization.</summary>
    [Unit("1/year"), Range(0, 100)] public double BaseRate { get; init; }

    /// <summary>The rise of the borrow rate per unit of utilization below the kink.</summary>
    [Unit("1/year"), Range(0, 100)] public double Multiplier { get; init; } = 23782343987e-18 * MoneyMarketBlocksPerYear;

    /// <summary>The rise of the borrow rate per unit of utilization above the kink.</summary>
    [Unit("1/year"), Range(0, 1000)] public double JumpMultiplier { get; init; } = 518455098934e-18 * MoneyMarketBlocksPerYear;

    /// <summary>How many past prices the risk metric looks at.</summary>
    [Unit("timesteps"), Range(2, 3650)] public int RiskWindow { get; init; } = 30;

    /// <summary>The fall of the volatile asset's price, relative to its mean, at which its risk metric is 1; read in corrected mode.</summary>
    [Unit("1/day"), Range(1e-9, 1)] public double RiskScale { get; init; } = 0.02;

    /// <summary>The yield rate of the stable asset that the protocol lends out.</summary>
    [Unit("1/year"), Range(0, 100)] public double StableYieldRate { get; init; } = 0.1;

    /// <summary>The yield rate of the volatile asset that the protocol lends out.</summary>
    [Unit("1/year"), Range(0, 100)] public double VolatileYieldRate { get; init; } = 0.1;

    /// <summary>Every how many timesteps accrued yield goes to the idle deposits; never when none. Excludes reinvesting.</summary>
    [Unit("timesteps"), Range(1, 36500)] public int? YieldWithdrawalPeriod { get; init; }

    /// <summary>Every how many timesteps accrued yield goes to the deposits that it came from; never when none. Excludes withdrawing.</summary>
    [Unit("timesteps"), Range(1, 36500)] public int? YieldReinvestPeriod { get; init; }

    /// <summary>Every how many timesteps the protocol compares its backing with its target.</summary>
    [Unit("timesteps"), Range(1, 36500)] public int RebalancingPeriod { get; init; } = 91;

    /// <summary>The target of stable PCV over users' circulating FEI; no such policy when none. Excludes the other target.</summary>
    [Unit("ratio"), Range(0, 100)] public double? TargetStableBackingRatio { get; init; } = 0.8;

    /// <summary>The target of stable PCV over all PCV; no such policy when none. Excludes the other target.</summary>
    [Unit("ratio"), Range(0, 1)] public double? TargetStablePcvRatio { get; init; }

    /// <summary>On which side of the target the protocol rebalances.</summary>
    [Unit("")] public TargetBreach RebalanceWhen { get; init; }

    /// <summary>The deposits that users choose from, at least two, in the order of all vectors of the state.</summary>
    [Unit("FEI")]
    public IReadOnlyList<UserDeposit> Deposits { get; init; } =
    [
        new("fei_liquidity_pool_user_deposit", DepositKind.LiquidityPool, 0),
        new("fei_money_market_user_deposit", DepositKind.MoneyMarket, 30e6),
        new("fei_savings_user_deposit", DepositKind.Savings, 0),
        new("fei_idle_user_deposit", DepositKind.Idle, 195e6),
    ];

    /// <summary>The routes along which FEI may move between deposits, both ways or one way, with capacities (FEI a timestep) and costs (FEI a FEI); all pairs, both ways and free, when null. Read when transfers are not those of the original.</summary>
    [Unit("")] public IReadOnlyList<TransferRoute>? Routes { get; init; }

    /// <summary>Shares to take in the place of drawn ones, a row for each timestep from 0; drawn when null. Read when weights are exogenous.</summary>
    [Unit("ratio")] public IReadOnlyList<IReadOnlyList<double>>? RecordedDraws { get; init; }

    /// <summary>Slopes of the volatile asset's price to take in the place of fitted ones (USD/timestep), from timestep 0; fitted when null.</summary>
    /// <remarks>Where a price is flat the original takes the rounding noise of its fit for a trend: only recorded slopes can follow it there.</remarks>
    internal IReadOnlyList<double>? RecordedTrend { get; init; }

    /// <summary>Blocks of the chain in a year, as the money market counts them.</summary>
    const double MoneyMarketBlocksPerYear = 2_102_400;
}
