namespace Sim.Models.Bridge;

/// <summary>One vault: an agent with collateral, debt, and an operator who looks after it.</summary>
public record struct Vault
{
    /// <summary>The place of its collateral among the collateral types.</summary>
    public int Type { get; set; }

    /// <summary>Where it stands.</summary>
    public VaultStatus Status { get; set; }

    /// <summary>C: collateral in the vault (collateral). After liquidation, what stays until its open redeems end.</summary>
    public double Collateral { get; set; }

    /// <summary>D: wrapped bitcoin issued against it (BTC).</summary>
    public double Debt { get; set; }

    /// <summary>Bitcoin in custody (BTC).</summary>
    public double Bitcoin { get; set; }

    /// <summary>F: the operator's free collateral outside (collateral).</summary>
    public double Reserve { get; set; }

    /// <summary>Wrapped bitcoin that the operator owns (BTC).</summary>
    public double OwnTokens { get; set; }

    /// <summary>Issue requests, to be executed on the next day (BTC).</summary>
    public double ToIssue { get; set; }

    /// <summary>Open redeem requests, all of one day (BTC).</summary>
    public double ToRedeem { get; set; }

    /// <summary>The day of the open redeem requests (timestep).</summary>
    public int RequestedAt { get; set; }

    /// <summary>Until when it gets no new requests (timestep).</summary>
    public int BannedUntil { get; set; }

    /// <summary>Whether it is offline and serves nothing.</summary>
    public bool IsOffline { get; set; }

    /// <summary>S_i: the ratio that its operator aims at (ratio).</summary>
    public double Target { get; set; }

    /// <summary>k_i: how often its operator looks; 0: never (days).</summary>
    public int CheckPeriod { get; set; }

    /// <summary>On which day of the period (days).</summary>
    public int CheckPhase { get; set; }

    /// <summary>Fees earned so far (BTC).</summary>
    public double Fees { get; set; }

    /// <summary>Whether it takes new requests at a timestep.</summary>
    internal readonly bool TakesRequests(int timestep) => Status == VaultStatus.Active && timestep > BannedUntil;

    /// <summary>C p / D.</summary>
    internal readonly double Ratio(double price) => Collateralization.Ratio(Collateral, Debt, price);

    /// <summary>What it may still issue at its operator's own target, open requests counted (BTC).</summary>
    internal readonly double Issuable(double price) => Collateralization.Issuable(Collateral, Debt + ToIssue, price, Target);
}
