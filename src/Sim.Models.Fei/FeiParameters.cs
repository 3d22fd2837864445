using System.ComponentModel.DataAnnotations;
using Sim.Framework;
using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei;

/// <summary>The parameters of the FEI model; the defaults are the base case.</summary>
/// <remarks>Source: CADLabs/fei-protocol-model at 0818fbe, model/system_parameters.py, as of 22 June 2022.</remarks>
public sealed record FeiParameters
{
    /// <summary>Whether each step follows the right rule or the original's.</summary>
    [Unit("")] public Fidelity Fidelity { get; init; }

    /// <summary>Where users' target weights come from.</summary>
    [Unit("")] public WeightSource WeightSource { get; init; }

    /// <summary>The length of a timestep.</summary>
    [Unit("days"), Range(1e-6, 365)] public double Days { get; init; } = 1;

    /// <summary>The duration over which users rebalance; each timestep goes the square root of its share of it.</summary>
    [Unit("days"), Range(1e-6, 3650)] public double RebalanceDuration { get; init; } = 30;

    /// <summary>How many past timesteps users average yields over.</summary>
    [Unit("timesteps"), Range(1, 3650)] public int MovingAverageWindow { get; init; } = 3;

    /// <summary>The price of FEI.</summary>
    [Unit("USD"), Range(1e-6, 1e6)] public double FeiPrice { get; init; } = 1;

    /// <summary>The price of the volatile asset at the start.</summary>
    [Unit("USD"), Range(1e-6, 1e9)] public double VolatilePriceStart { get; init; } = 2_000;

    /// <summary>The drift of the volatile asset's price, a plain annual one.</summary>
    [Unit("USD/year")] public double VolatilePriceDrift { get; init; } = -50;

    /// <summary>The standard deviation of the volatile asset's price over a day.</summary>
    [Unit("USD/sqrt(day)"), Range(0, 1e9)] public double VolatilePriceDeviation { get; init; } = 20;

    /// <summary>The value locked in the liquidity pool at the start, half of it FEI, all of it the protocol's.</summary>
    [Unit("USD"), Range(1, 1e12)] public double LiquidityPoolTvl { get; init; } = 50e6;

    /// <summary>The share of a trade that the pool keeps.</summary>
    [Unit("ratio"), Range(0, 1)] public double TradingFee { get; init; } = 0.003;

    /// <summary>The mean share of the money market that is borrowed while the volatile asset carries no risk.</summary>
    [Unit("ratio"), Range(0, 1)] public double UtilizationMean { get; init; } = 0.7;

    /// <summary>The standard deviation of that share from one timestep to the next.</summary>
    [Unit("ratio"), Range(0, 1)] public double UtilizationDeviation { get; init; } = 0.05;

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

    /// <summary>The rate that the savings deposit pays.</summary>
    [Unit("1/year"), Range(0, 10)] public double SavingsRate { get; init; } = 0.015;

    /// <summary>The deposits that users choose from, at least two, in the order of all vectors of the state.</summary>
    [Unit("FEI")]
    public IReadOnlyList<UserDeposit> Deposits { get; init; } =
    [
        new("fei_liquidity_pool_user_deposit", DepositKind.LiquidityPool, 0),
        new("fei_money_market_user_deposit", DepositKind.MoneyMarket, 30e6),
        new("fei_savings_user_deposit", DepositKind.Savings, 0),
        new("fei_idle_user_deposit", DepositKind.Idle, 195e6),
    ];

    /// <summary>The pairs of deposits between which FEI may move; all pairs when null. Read in corrected mode.</summary>
    [Unit("")] public IReadOnlyList<TransferRoute>? Routes { get; init; }

    /// <summary>Blocks of the chain in a year, as the money market counts them.</summary>
    const double MoneyMarketBlocksPerYear = 2_102_400;
}
