using Sim.Framework;

namespace Sim.Models.Fei;

/// <summary>The risk of the volatile asset, as users see it.</summary>
public readonly record struct PriceRisk
{
    /// <summary>How fast the price falls, from 0 to 1.</summary>
    [Unit("ratio")] public double Metric { get; init; }

    /// <summary>The mean of the price so far.</summary>
    [Unit("USD")] public double Mean { get; init; }

    /// <summary>The smallest raw risk so far; kept in parity only.</summary>
    [Unit("1/timestep")] public double Min { get; init; }

    /// <summary>The largest raw risk so far; kept in parity only.</summary>
    [Unit("1/timestep")] public double Max { get; init; }
}
