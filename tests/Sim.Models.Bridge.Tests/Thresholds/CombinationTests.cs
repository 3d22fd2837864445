using CsCheck;
using Sim.Models.Bridge.Thresholds;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Thresholds;

/// <summary>The rules of the corrected mode, each beside what the original does.</summary>
public sealed class CombinationTests
{
    static readonly Gen<(double Liquidation, double Premium, double Safe, double Adjustment)> Losses =
        Gen.Select(Gen.Double[-0.9, 0], Gen.Double[-0.9, 0], Gen.Double[-0.9, 0], Gen.Double[1, 3]);

    [Fact]
    public void Thresholds_CorrectedAnyLosses_RiseAndCoverTheDebt() => Losses.ForAll(seed: 11, count: 500, drawn =>
    {
        foreach (var order in Enum.GetValues<IncrementOrder>())
        {
            var levels = Combination.Thresholds(Levels.Of(drawn.Liquidation, drawn.Premium, drawn.Safe), drawn.Adjustment, order, Fidelity.Corrected);
            Assert.True(levels.Liquidation >= drawn.Adjustment && levels.Liquidation <= levels.PremiumRedeem && levels.PremiumRedeem <= levels.SafeMint, $"{levels}");
            Assert.True(double.IsFinite(levels.SafeMint));
        }
    });

    [Fact]
    public void Thresholds_EitherOrder_AskForTheSameSafeThreshold() => Losses.ForAll(seed: 11, count: 500, drawn =>
    {
        var losses = Levels.Of(drawn.Liquidation, drawn.Premium, drawn.Safe);
        foreach (var fidelity in Enum.GetValues<Fidelity>())
        {
            var reversed = Combination.Thresholds(losses, drawn.Adjustment, IncrementOrder.Reversed, fidelity);
            var forward = Combination.Thresholds(losses, drawn.Adjustment, IncrementOrder.Forward, fidelity);
            Assert.Equal(forward.SafeMint, reversed.SafeMint, 1e-9 * forward.SafeMint);
        }
    });

    [Fact]
    public void Thresholds_MoreLiquidityRisk_LowersTheOriginalsAndRaisesOurs()
    {
        var losses = Levels.Of(-0.34, -0.28, -0.20);
        Levels At(double adjustment, Fidelity fidelity) => Combination.Thresholds(losses, adjustment, IncrementOrder.Reversed, fidelity);
        var (calm, illiquid) = (1.0, 1 / 0.9);
        Assert.Equal((1.0638, 1.1628, 1.5152), Rounded(At(calm, Fidelity.Parity)));
        Assert.Equal((1.0571, 1.1442, 1.6835), Rounded(At(illiquid, Fidelity.Parity)));
        Assert.Equal(At(calm, Fidelity.Parity), At(calm, Fidelity.Corrected));
        Assert.Equal((1.1820, 1.2920, 1.6835), Rounded(At(illiquid, Fidelity.Corrected)));
    }

    [Fact]
    public void Thresholds_StablecoinWithDepegRisk_CoversTheDepeg()
    {
        // USDC against the dollar, published 2024-02-09: the original reports 105 % for a token whose depeg risk alone is 13 %.
        var losses = Levels.Of(-0.0272, -0.0218, -0.0147);
        var adjustment = 1 / (1 - 0.13);
        Assert.Equal(105, Combination.Reported(Combination.Thresholds(losses, adjustment, IncrementOrder.Reversed, Fidelity.Parity), Fidelity.Parity).Liquidation);
        var corrected = Combination.Thresholds(losses, adjustment, IncrementOrder.Reversed, Fidelity.Corrected);
        Assert.Equal(1.156, corrected.Liquidation, 1e-3);
        Assert.Equal(120, Combination.Reported(corrected, Fidelity.Corrected).Liquidation);
    }

    [Fact]
    public void Thresholds_HistoryThatRecovers_FallsBelowTheDebtInTheOriginalAlone()
    {
        var losses = Levels.Of(-0.1907, -0.2030, -0.1752);
        Assert.Equal(0.98783, Combination.Thresholds(losses, 1, IncrementOrder.Reversed, Fidelity.Parity).Liquidation, 1e-4);
        Assert.Equal(1, Combination.Thresholds(losses, 1, IncrementOrder.Reversed, Fidelity.Corrected).Liquidation);
    }

    [Theory]
    [InlineData(110.00000000000001, 115, 110)]
    [InlineData(110.001, 115, 115)]
    [InlineData(100, 100, 100)]
    public void RoundedUp_NoiseOfTheLastBits_DoesNotRaiseOurs(double percent, long original, long ours)
    {
        Assert.Equal(original, Combination.RoundedUp(percent, Fidelity.Parity));
        Assert.Equal(ours, Combination.RoundedUp(percent, Fidelity.Corrected));
    }

    [Theory]
    [InlineData(105, 95)]
    [InlineData(110, 90)]
    [InlineData(125, 80)]
    [InlineData(0, 0)]
    public void LoanToValue_IsRoundedDown(long threshold, long ratio) =>
        Assert.Equal(Report.Of(ratio, ratio, ratio), Combination.LoanToValue(Report.Of(threshold, threshold, threshold)));

    [Fact]
    public void StandardErrors_OneRiskAlone_AreItsSlope()
    {
        // Safe = A / (1 + loss): its error is A / (1 + loss)^2 times that of the loss.
        var losses = Levels.Of(-0.36, -0.30, -0.21);
        double[] covariance = [0.0004, 0, 0, 0, 0, 0, 0, 0, 0];
        var errors = Combination.StandardErrors(losses, covariance, from => Combination.Thresholds(from, 1.1, IncrementOrder.Reversed, Fidelity.Corrected));
        Assert.Equal(1.1 / (0.64 * 0.64) * 0.02, errors.SafeMint, 1e-8);
        Assert.Equal(1.1 / (0.94 * 0.94) * 0.02, errors.Liquidation, 1e-8);
        Assert.Equal(1.1 / (0.85 * 0.85) * 0.02, errors.PremiumRedeem, 1e-8);
    }

    static (double, double, double) Rounded(Levels levels) => (Math.Round(levels.Liquidation, 4), Math.Round(levels.PremiumRedeem, 4), Math.Round(levels.SafeMint, 4));
}
