using Sim.Framework;

namespace Sim.Models.Bridge.Configuration;

/// <summary>What a collateral may lose besides its price risk.</summary>
/// <param name="Liquidity">The slippage of selling it, a fraction from 0 to below 1.</param>
/// <param name="Depeg">How far it may fall below what it is pegged to, a fraction from 0 to below 1.</param>
public readonly record struct RiskAdjustment([property: Unit("1")] double Liquidity, [property: Unit("1")] double Depeg)
{
    /// <summary>The total factor A = 1 / ((1 - liquidity) (1 - depeg)), at least 1.</summary>
    /// <remarks>Source: interlay/collateralization-analysis at 2f668c5, total risk adjustment.</remarks>
    [Unit("1")] public double Total => 1 / ((1 - Liquidity) * (1 - Depeg));
}
