using Sim.Framework;
using Sim.Framework.Agents;

namespace Sim.Models.Cdp;

/// <summary>The state of the dynamic model. Vectors have one entry a kind of collateral, in the order of <see cref="CdpParameters.Collaterals"/>.</summary>
public record struct CdpState
{
    /// <summary>The market's prices.</summary>
    [Unit("Dai/unit")] public Vector Prices { get; set; }

    /// <summary>The lowest price of the timestep that counts for liquidation.</summary>
    [Unit("Dai/unit")] public Vector Lows { get; set; }

    /// <summary>The oracle's prices.</summary>
    [Unit("Dai/unit")] public Vector OraclePrices { get; set; }

    /// <summary>What the stability fee has grown a debt of 1 to.</summary>
    [Unit("ratio")] public Vector Rates { get; set; }

    /// <summary>Collateral that auctions and owners have sold.</summary>
    [Unit("units")] public Vector Sold { get; set; }

    /// <summary>How many positions have been liquidated, of each kind.</summary>
    [Unit("positions")] public Vector Hits { get; set; }

    /// <summary>The positions.</summary>
    [Unit("positions")] public Population<Urn> Urns { get; set; }

    /// <summary>The owners.</summary>
    [Unit("owners")] public Population<Owner> Owners { get; set; }

    /// <summary>The open auctions.</summary>
    [Unit("auctions")] public Population<Auction> Auctions { get; set; }

    /// <summary>The system's books.</summary>
    public Ledger Ledger { get; set; }

    /// <summary>Owners with a liquidated position.</summary>
    [Unit("owners")] public double OwnersHit { get; set; }

    /// <summary>All debt of positions.</summary>
    [Unit("Dai")] public double TotalDebt { get; set; }

    /// <summary>What owners have on the mean: collateral less debt, with what open auctions have more than they must raise, less what rebalancing cost them.</summary>
    [Unit("Dai")] public double MeanEquity { get; set; }

    /// <summary>The equity that one owner in twenty is below.</summary>
    [Unit("Dai")] public double LowEquity { get; set; }

    [NotRecorded] internal CdpLayout Layout { get; set; }
}
