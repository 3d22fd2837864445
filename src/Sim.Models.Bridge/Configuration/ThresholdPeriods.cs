using Sim.Framework;

namespace Sim.Models.Bridge.Configuration;

/// <summary>How many days of price risk each threshold covers.</summary>
/// <param name="Liquidation">Days, at least 1.</param>
/// <param name="PremiumRedeem">Days, at least 1.</param>
/// <param name="SafeMint">Days, at least 1.</param>
public readonly record struct ThresholdPeriods([property: Unit("d")] int Liquidation, [property: Unit("d")] int PremiumRedeem, [property: Unit("d")] int SafeMint)
{
    /// <summary>The longest of the three (days).</summary>
    public int Longest => Math.Max(Liquidation, Math.Max(PremiumRedeem, SafeMint));
}
