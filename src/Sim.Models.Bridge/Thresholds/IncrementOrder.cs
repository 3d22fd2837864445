namespace Sim.Models.Bridge.Thresholds;

/// <summary>How the risk of the longest period is shared out over the three thresholds.</summary>
public enum IncrementOrder
{
    /// <summary>The first days, the riskiest, lie between the safe and the premium threshold; the original's order since September 2023.</summary>
    Reversed = 0,

    /// <summary>The first days lie between the peg and the liquidation threshold; the original's order before.</summary>
    Forward = 1,
}
