using Sim.Framework;

namespace Sim.Models.Cdp;

/// <summary>What an owner has gone through.</summary>
public record struct Owner
{
    /// <summary>Its size, 1 for one of middle size.</summary>
    [Unit("ratio")] public double Size { get; set; }

    /// <summary>What rebalancing has cost.</summary>
    [Unit("Dai")] public double Cost { get; set; }

    /// <summary>Liquidation penalties.</summary>
    [Unit("Dai")] public double Penalty { get; set; }
}
