using System.ComponentModel.DataAnnotations;
using Sim.Framework;
using Sim.Models.Bridge.Pools;

namespace Sim.Models.Bridge;

/// <summary>How prices move, and what sales do to them.</summary>
public sealed record MarketParameters
{
    /// <summary>The law of prices.</summary>
    [Unit("")] public PriceProcess Process { get; init; }

    /// <summary>GARCH: the weight of the last squared shock.</summary>
    [Unit("ratio"), Range(0, 1)] public double Alpha { get; init; } = 0.14;

    /// <summary>GARCH: the weight of the last variance.</summary>
    [Unit("ratio"), Range(0, 1)] public double Beta { get; init; } = 0.82;

    /// <summary>Degrees of freedom of Student's t.</summary>
    [Unit("count"), Range(2.01, 1e6)] public double TailDegrees { get; init; } = 5;

    /// <summary>The correlation of each further collateral's shocks with the first's.</summary>
    [Unit("ratio"), Range(-1, 1)] public double Correlation { get; init; } = 0.5;

    /// <summary>The day on which every price has fallen by the stress fall, as a stress test; 0: prices are free.</summary>
    [Unit("days"), Range(0, 36500)] public int StressDay { get; init; }

    /// <summary>How far prices have fallen by the stress day, as a share of the price at the start; below 0 they rise.</summary>
    [Unit("ratio"), Range(-100, 0.999)] public double StressFall { get; init; } = 0.5;

    /// <summary>The law of price impact.</summary>
    [Unit("")] public ImpactLaw Impact { get; init; }

    /// <summary>The coefficient of the square-root law.</summary>
    [Unit("ratio"), Range(0, 100)] public double ImpactCoefficient { get; init; } = 1;

    /// <summary>The share of an impact that stays.</summary>
    [Unit("ratio"), Range(0, 1)] public double PermanentShare { get; init; } = 0.2;

    /// <summary>How the rest of it fades.</summary>
    [Unit("")] public RecoveryShape Recovery { get; init; }

    /// <summary>Exponential recovery: how fast transient impact fades.</summary>
    [Unit("1/day"), Range(0, 100)] public double RecoveryRate { get; init; } = 0.7;

    /// <summary>Power-law recovery: the time after which it begins to slow.</summary>
    [Unit("days"), Range(1e-3, 1e3)] public double RecoveryScale { get; init; } = 1;

    /// <summary>Power-law recovery: the exponent.</summary>
    [Unit("ratio"), Range(0, 10)] public double RecoveryExponent { get; init; } = 0.5;

    /// <summary>How fast outside arbitrage brings pools back to outside prices.</summary>
    [Unit("1/day"), Range(0, 100)] public double RequoteRate { get; init; } = 0.7;

    /// <summary>The share of what is paid in that pools keep.</summary>
    [Unit("ratio"), Range(0, 0.5)] public double PoolFee { get; init; } = 0.003;

    /// <summary>Whether vaults are tested against the lowest price of the day instead of its last.</summary>
    [Unit("")] public bool Intraday { get; init; }

    /// <summary>Whether oracles see the price with transient impact, as a stress.</summary>
    [Unit("")] public bool OracleSeesImpact { get; init; }
}
