using Sim.Framework;

namespace Sim.Models.Bridge.Thresholds;

/// <summary>The three thresholds in whole percent, as a governance proposal names them.</summary>
public record struct Report
{
    /// <summary>The liquidation threshold, below which a vault is liquidated.</summary>
    [Unit("%")] public long Liquidation { get; set; }

    /// <summary>The premium redeem threshold, below which redeeming from a vault is rewarded.</summary>
    [Unit("%")] public long PremiumRedeem { get; set; }

    /// <summary>The safe mint threshold, down to which a vault may mint.</summary>
    [Unit("%")] public long SafeMint { get; set; }

    internal static Report Of(long liquidation, long premiumRedeem, long safeMint) =>
        new() { Liquidation = liquidation, PremiumRedeem = premiumRedeem, SafeMint = safeMint };
}
