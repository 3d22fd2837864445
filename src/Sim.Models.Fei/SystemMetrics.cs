using Sim.Framework;

namespace Sim.Models.Fei;

/// <summary>How the protocol stands. The ratios count FEI at 1 USD, at which it is redeemed.</summary>
public readonly record struct SystemMetrics
{
    /// <summary>Stable PCV over users' circulating FEI.</summary>
    [Unit("ratio")] public double StableBackingRatio { get; init; }

    /// <summary>Stable PCV over all PCV.</summary>
    [Unit("ratio")] public double StablePcvRatio { get; init; }

    /// <summary>PCV over users' circulating FEI.</summary>
    [Unit("ratio")] public double CollateralizationRatio { get; init; }

    /// <summary>The yield of PCV.</summary>
    [Unit("1/year")] public double PcvYieldRate { get; init; }

    /// <summary>The yield of PCV over users' circulating FEI.</summary>
    [Unit("1/year")] public double PcvYieldRatio { get; init; }

    /// <summary>PCV less users' circulating FEI at its price.</summary>
    [Unit("USD")] public double Equity { get; init; }

    /// <summary>The yield of PCV and the fees of minting and redeeming in a timestep.</summary>
    [Unit("USD")] public double Revenue { get; init; }
}
