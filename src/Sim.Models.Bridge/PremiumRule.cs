namespace Sim.Models.Bridge;

/// <summary>Which vaults pay a premium to those who redeem.</summary>
public enum PremiumRule
{
    /// <summary>Vaults below the premium threshold, as specified.</summary>
    BelowPremium,

    /// <summary>Vaults below the secure threshold, as the code at HEAD does.</summary>
    BelowSecure,
}
