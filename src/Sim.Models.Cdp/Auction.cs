using Sim.Framework;

namespace Sim.Models.Cdp;

/// <summary>Liquidated collateral on sale, at a price that falls (a Dutch auction).</summary>
public record struct Auction
{
    /// <summary>Whose collateral it was: the place of the urn.</summary>
    public int Urn { get; set; }

    /// <summary>What it must raise: debt with penalty.</summary>
    [Unit("Dai")] public double Tab { get; set; }

    /// <summary>The debt in it.</summary>
    [Unit("Dai")] public double Debt { get; set; }

    /// <summary>Collateral on sale.</summary>
    [Unit("units")] public double Lot { get; set; }

    /// <summary>The price that it started at.</summary>
    [Unit("Dai/unit")] public double Top { get; set; }

    /// <summary>Time since it started.</summary>
    [Unit("seconds")] public double Age { get; set; }
}
