using Sim.Framework;

namespace Sim.Models.Fei;

/// <summary>The outside prices.</summary>
public readonly record struct Prices
{
    /// <summary>The price of FEI.</summary>
    [Unit("USD")] public double Fei { get; init; }

    /// <summary>The price of the stable asset.</summary>
    [Unit("USD")] public double Stable { get; init; }

    /// <summary>The price of the volatile asset.</summary>
    [Unit("USD")] public double Volatile { get; init; }

    /// <summary>The price of the asset that a deposit holds.</summary>
    internal double Of(PcvPlace place) => place is PcvPlace.StableIdle or PcvPlace.StableYieldBearing ? Stable : Volatile;
}
