using Sim.Framework;

namespace Sim.Models.Cdp;

/// <summary>A position of an owner in one kind of collateral (Maker: an urn). Urns stand owner by owner, each with all kinds in order.</summary>
public record struct Urn
{
    /// <summary>Collateral.</summary>
    [Unit("units")] public double Ink { get; set; }

    /// <summary>Debt over the rate that the stability fee has grown it by: tab = art rate.</summary>
    [Unit("Dai")] public double Art { get; set; }

    /// <summary>The timestep of the first liquidation; 0 for none.</summary>
    [Unit("timesteps")] public int HitAt { get; set; }
}
