namespace Sim.Models.Bridge;

/// <summary>The protocol's arithmetic of one vault: C of collateral at a price p (BTC per collateral) against D of issued bitcoin (BTC).</summary>
/// <remarks>Source: interlay/interbtc at 6105b10, crates/vault-registry and crates/redeem; interlay/interbtc-spec at 1577638.</remarks>
public static class Collateralization
{
    /// <summary>C p / D (ratio); infinite without debt.</summary>
    public static double Ratio(double collateral, double debt, double price) => debt > 0 ? collateral * price / debt : double.PositiveInfinity;

    /// <summary>What the vault may still issue at the threshold (BTC).</summary>
    public static double Issuable(double collateral, double debt, double price, double threshold) => Math.Max(0, (collateral * price / threshold) - debt);

    /// <summary>What may be withdrawn down to the threshold (collateral).</summary>
    public static double Withdrawable(double collateral, double debt, double price, double threshold) => Math.Max(0, collateral - (threshold * debt / price));

    /// <summary>What lifts the vault to the threshold (collateral).</summary>
    public static double TopUp(double collateral, double debt, double price, double threshold) => Math.Max(0, (threshold * debt / price) - collateral);

    /// <summary>Whether the vault is liquidated at this threshold: C p / L is below D.</summary>
    public static bool IsLiquidated(double collateral, double debt, double price, double threshold) => collateral * price / threshold < debt;

    /// <summary>What liquidation takes: min(C, L D / p), which is all of C whenever the vault is liquidated (collateral).</summary>
    public static double Seized(double collateral, double debt, double price, double threshold) => Math.Min(collateral, threshold * debt / price);

    /// <summary>What a liquidated operator loses: the collateral's worth less the bitcoin that it keeps (BTC). Below 0 it gains.</summary>
    public static double OperatorLoss(double collateral, double debt, double price) => (collateral * price) - debt;

    /// <summary>The redeem at premium <paramref name="fee"/> that lifts the vault to the secure threshold: (S D - C p) / (S - f) (BTC). It may exceed the debt.</summary>
    public static double PremiumRedeem(double collateral, double debt, double price, double secure, double fee) =>
        Math.Max(0, ((secure * debt) - (collateral * price)) / (secure - fee));

    /// <summary>The premium of that redeem: min(f B / p, M f / (S - f)) with M = S D / p - C (collateral). Both are the same at the redeem's full size.</summary>
    public static double LargestPremium(double collateral, double debt, double price, double secure, double fee) =>
        TopUp(collateral, debt, price, secure) * fee / (secure - fee);

    /// <summary>The ratio after a failed redeem whose user retries elsewhere: the vault loses g x / p of collateral.</summary>
    public static double RatioAfterRetry(double collateral, double debt, double price, double amount, double punishment) =>
        Ratio(Math.Max(0, collateral - (punishment * amount / price)), debt, price);

    /// <summary>The ratio after a failed redeem whose user is reimbursed: the vault loses (1 + g) x / p of collateral, and the tokens are burnt.</summary>
    public static double RatioAfterReimbursement(double collateral, double debt, double price, double amount, double punishment) =>
        Ratio(Math.Max(0, collateral - ((1 + punishment) * amount / price)), debt - amount, price);
}
