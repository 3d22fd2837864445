namespace Sim.Models.Bridge;

/// <summary>Where a vault stands.</summary>
public enum VaultStatus
{
    /// <summary>It may issue and must redeem.</summary>
    Active,

    /// <summary>The liquidation vault has its debt; it may still have redeems to serve.</summary>
    Liquidated,

    /// <summary>Its operator took everything out and left.</summary>
    Exited,
}
