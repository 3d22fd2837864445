using System.Text.Json;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests;

public sealed class CollateralizationTests
{
    public static TheoryData<int> Vaults() => [0, 1, 2, 3, 4, 5];

    [Theory, MemberData(nameof(Vaults))]
    public void Formulas_Vector_AreReached(int index)
    {
        using var document = Golden.Read("h_vault_references.json");
        var vault = document.RootElement.GetProperty("vault_formulas")[index];
        double Number(string name) => vault.GetProperty(name).GetDouble();
        bool Has(string name) => vault.GetProperty(name).ValueKind != JsonValueKind.Null;
        var (collateral, debt, price) = (Number("C"), Number("D"), Number("price"));
        var (secure, liquidation, fee, punishment) = (Number("S"), Number("L"), Number("premium_fee"), Number("punishment"));
        Near(Number("CR"), Collateralization.Ratio(collateral, debt, price));
        Near(Number("issuable"), Collateralization.Issuable(collateral, debt, price, secure));
        Near(Number("withdrawable"), Collateralization.Withdrawable(collateral, debt, price, secure));
        Near(Number("topup_to_S"), Collateralization.TopUp(collateral, debt, price, secure));
        Assert.Equal(vault.GetProperty("below_PR").GetBoolean(), Number("CR") < Number("PR"));
        var isLiquidated = Collateralization.IsLiquidated(collateral, debt, price, liquidation);
        Assert.Equal(vault.GetProperty("liquidated").GetBoolean(), isLiquidated);
        Near(Number("seized_HEAD"), isLiquidated ? Collateralization.Seized(collateral, debt, price, liquidation) : 0);
        if (Has("vault_loss_btc_if_liquidated"))
            Near(Number("vault_loss_btc_if_liquidated"), Collateralization.OperatorLoss(collateral, debt, price));
        var redeem = Collateralization.PremiumRedeem(collateral, debt, price, secure, fee);
        Near(Number("max_premium_redeem_btc"), redeem);
        Near(Number("max_premium_collateral"), Collateralization.LargestPremium(collateral, debt, price, secure, fee));
        Near(Number("max_premium_collateral"), fee * redeem / price);
        if (Has("CR_after_max_premium"))
            Near(Number("CR_after_max_premium"), Collateralization.Ratio(collateral - (fee * redeem / price), debt - redeem, price));
        var failed = vault.GetProperty("failed_redeem_5pct");
        var amount = failed.GetProperty("amount").GetDouble();
        Near(failed.GetProperty("CR_after_retry").GetDouble(), Collateralization.RatioAfterRetry(collateral, debt, price, amount, punishment));
        Near(failed.GetProperty("CR_after_reimburse_burn").GetDouble(), Collateralization.RatioAfterReimbursement(collateral, debt, price, amount, punishment));
    }

    [Fact]
    public void RatioAfterRetry_ATwentiethFailsNearTheThreshold_LiquidatesTheVault()
    {
        // The incident of interlay's post 37: a ratio of 1.0525, a punishment of 10 % and a threshold of 1.05.
        Assert.Equal(1.0475, Collateralization.RatioAfterRetry(1.0525, 1, 1, 0.05, 0.10), 1e-12);
        Assert.True(Collateralization.IsLiquidated(1.0475, 1, 1, 1.05));
        Assert.False(Collateralization.IsLiquidated(1.0525, 1, 1, 1.05));
    }

    [Fact]
    public void Burnt_Any_LeavesTheRateAndAtLastNothing()
    {
        var vault = new LiquidationVault().Joined(120, 10, 0.5, 2);
        Assert.Equal(120 / 8.5, vault.Rate, 1e-15);
        Assert.Equal(8, vault.Burnable);
        var after = vault.Burnt(3).Burnt(0.7);
        Assert.Equal(1, after.Rate / vault.Rate, 1e-15);
        Assert.Equal(6.3, after.Debt, 1e-14);
        var rest = new LiquidationVault { Collateral = 5, Debt = 3 }.Burnt(3);
        Assert.Equal((0.0, 0.0, 0.0), (rest.Collateral, rest.Debt, rest.Rate));
        Assert.Equal(double.PositiveInfinity, rest.Ratio(1));
    }

    static void Near(double expected, double actual) =>
        // Issuable and withdrawable amounts are differences of numbers of size up to a few thousand.
        Assert.True(Tolerance.Relative(1e-12).Accepts(expected, actual) || Math.Abs(expected - actual) < 1e-12, $"expected {expected:R}, found {actual:R}");
}
