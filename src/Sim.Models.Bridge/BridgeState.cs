using Sim.Framework;
using Sim.Framework.Agents;
using Sim.Models.Bridge.Pools;

namespace Sim.Models.Bridge;

/// <summary>The state of the vault dynamics.</summary>
public record struct BridgeState
{
    /// <summary>The vaults; recorded as their number.</summary>
    [Unit("vaults")] public Population<Vault> Vaults { get; set; }

    /// <summary>The collateral types; recorded as their number.</summary>
    [Unit("types")] public Population<CollateralState> Collaterals { get; set; }

    /// <summary>The price of each collateral type.</summary>
    [Unit("BTC/collateral")] public Vector Prices { get; set; }

    /// <summary>What the oracle says of each.</summary>
    [Unit("BTC/collateral")] public Vector OraclePrices { get; set; }

    /// <summary>The pool of wrapped bitcoin (base) against bitcoin (quote).</summary>
    public ConstantProductPool WrappedPool { get; set; }

    /// <summary>W: all wrapped bitcoin.</summary>
    [Unit("BTC")] public double Supply { get; set; }

    /// <summary>Fees of the day, in wrapped bitcoin, until vaults get them.</summary>
    [Unit("BTC")] public double FeePool { get; set; }

    /// <summary>Vaults that may issue and redeem.</summary>
    [Unit("vaults")] public int ActiveVaults { get; set; }

    /// <summary>Vaults that were liquidated.</summary>
    [Unit("vaults")] public int LiquidatedVaults { get; set; }

    /// <summary>How sound the bridge is.</summary>
    public Solvency Solvency { get; set; }

    /// <summary>What has added up since the start.</summary>
    public BridgeTotals Totals { get; set; }

    /// <summary>The relative error of each feed, feeds of a collateral type side by side.</summary>
    [NotRecorded, Unit("ratio")] public Vector FeedErrors { get; set; }

    /// <summary>Transient impacts of the last days by collateral type, for a recovery by a power law; else empty.</summary>
    [NotRecorded, Unit("ratio")] public Vector Impulses { get; set; }

    /// <summary>The wrapped pool's product at the start of the day.</summary>
    [NotRecorded, Unit("BTC*BTC")] public double LeastProduct { get; set; }

    [NotRecorded] internal BridgeLayout Layout { get; set; }
}
