using Sim.Framework;

namespace Sim.Models.Bridge.Thresholds;

/// <summary>One number for each of the three thresholds: the threshold itself, or the value at risk over its period.</summary>
public record struct Levels
{
    /// <summary>Of the liquidation threshold, below which a vault is liquidated.</summary>
    [Unit("ratio")] public double Liquidation { get; set; }

    /// <summary>Of the premium redeem threshold, below which redeeming from a vault is rewarded.</summary>
    [Unit("ratio")] public double PremiumRedeem { get; set; }

    /// <summary>Of the safe mint threshold, down to which a vault may mint.</summary>
    [Unit("ratio")] public double SafeMint { get; set; }

    internal static Levels Of(double liquidation, double premiumRedeem, double safeMint) =>
        new() { Liquidation = liquidation, PremiumRedeem = premiumRedeem, SafeMint = safeMint };

    internal readonly Levels Select(Func<double, double> change) => Of(change(Liquidation), change(PremiumRedeem), change(SafeMint));
}
