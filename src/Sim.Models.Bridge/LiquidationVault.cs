namespace Sim.Models.Bridge;

/// <summary>The liquidation vault of one collateral type: what was seized, and the debt that only burning clears.</summary>
/// <remarks>Source: interlay/interbtc at 6105b10, crates/vault-registry.</remarks>
public readonly record struct LiquidationVault
{
    /// <summary>Collateral seized and not yet paid out (collateral).</summary>
    public double Collateral { get; init; }

    /// <summary>Wrapped bitcoin that it stands for (BTC).</summary>
    public double Debt { get; init; }

    /// <summary>Issue requests taken over, to be executed on the next day (BTC).</summary>
    public double ToIssue { get; init; }

    /// <summary>Redeem requests that liquidated vaults still have to serve (BTC).</summary>
    public double ToRedeem { get; init; }

    /// <summary>What can be burnt (BTC).</summary>
    public double Burnable => Math.Max(0, Debt - ToRedeem);

    /// <summary>Collateral paid for one wrapped bitcoin: C / (issued + toBeIssued - toBeRedeemed) (collateral/BTC); 0 when there is nothing to burn.</summary>
    public double Rate => Debt + ToIssue - ToRedeem is var open and > 0 ? Collateral / open : 0;

    /// <summary>The rate at a price: what stands behind one wrapped bitcoin that only a burn clears (ratio); infinite when there is none.</summary>
    public double Ratio(double price) => Burnable > 0 ? Rate * price : double.PositiveInfinity;

    /// <summary>After a vault was liquidated.</summary>
    public LiquidationVault Joined(double collateral, double debt, double toIssue, double toRedeem) =>
        new() { Collateral = Collateral + collateral, Debt = Debt + debt, ToIssue = ToIssue + toIssue, ToRedeem = ToRedeem + toRedeem };

    /// <summary>After so much was burnt, at the rate, which this leaves unchanged.</summary>
    public LiquidationVault Burnt(double amount)
    {
        // What remains is worked out from the share that is left, so that the rate stays and burning all leaves nothing.
        var left = Math.Max(0, 1 - (amount / (Debt + ToIssue - ToRedeem)));
        return this with { Collateral = Collateral * left, Debt = Math.Max(0, Debt - amount) };
    }
}
