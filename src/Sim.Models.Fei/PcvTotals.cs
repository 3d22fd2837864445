using Sim.Framework;

namespace Sim.Models.Fei;

/// <summary>Protocol-controlled value (PCV): what stands behind FEI. The protocol's own FEI is not in it, nor yield that has accrued and not been moved.</summary>
public readonly record struct PcvTotals
{
    /// <summary>The stable asset.</summary>
    [Unit("units")] public double StableBalance { get; init; }

    /// <summary>The volatile asset, the liquidity pool's part included.</summary>
    [Unit("units")] public double VolatileBalance { get; init; }

    /// <summary>The stable asset's value.</summary>
    [Unit("USD")] public double StableValue { get; init; }

    /// <summary>The volatile asset's value.</summary>
    [Unit("USD")] public double VolatileValue { get; init; }

    /// <summary>Both together.</summary>
    [Unit("USD")] public double Total { get; init; }
}
