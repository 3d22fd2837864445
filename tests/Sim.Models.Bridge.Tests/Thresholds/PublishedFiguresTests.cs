using Sim.Models.Bridge.Thresholds;

namespace Sim.Models.Bridge.Tests.Thresholds;

/// <summary>Thresholds that the original published in analysis.log on 9 February 2024, from the values at risk that it published with them.</summary>
public sealed class PublishedFiguresTests
{
    // Values at risk have four decimals and thresholds three, in percent; a threshold t moves by t^2/A times a change of what is left.
    const double VarRounding = 0.5e-4;
    const double ThresholdRounding = 0.5e-3;

    public static TheoryData<string, double, double[], double[], double[], double[]> Published() => new()
    {
        { "dot/btc", 1, [-0.2622, -0.2123, -0.1437], [-0.1907, -0.2030, -0.1752], [105.257, 113.455, 135.547], [98.783, 101.571, 123.563] },
        { "usdc/btc", 1 / (1 - 0.13), [-0.2518, -0.2032, -0.1360], [-0.2428, -0.2211, -0.1882], [104.410, 111.194, 153.617], [101.921, 104.983, 151.801] },
        { "dot/usd", 1, [-0.3034, -0.2526, -0.1783], [-0.2383, -0.2111, -0.1519], [105.350, 114.303, 143.557], [102.805, 109.462, 131.292] },
    };

    [Theory, MemberData(nameof(Published))]
    public void Thresholds_PublishedValuesAtRisk_AreThePublishedOnes(string pair, double adjustment, double[] simulated, double[] historical, double[] simulatedThresholds, double[] historicalThresholds)
    {
        Check(simulated, simulatedThresholds);
        Check(historical, historicalThresholds);

        void Check(double[] losses, double[] expected)
        {
            var levels = Combination.Thresholds(Levels.Of(losses[0], losses[1], losses[2]), adjustment, IncrementOrder.Reversed, Fidelity.Parity);
            foreach (var (actual, published) in new[] { levels.Liquidation, levels.PremiumRedeem, levels.SafeMint }.Zip(expected))
            {
                var bound = ThresholdRounding + (100 * actual * actual / adjustment * 2 * VarRounding);
                Assert.True(Math.Abs((100 * actual) - published) <= bound, $"{pair}: {published} was published, {100 * actual:R} found, {bound:R} allowed");
            }
        }
    }

    [Theory]
    [InlineData(1, new[] { -0.2622, -0.2123, -0.1437 }, new[] { -0.1907, -0.2030, -0.1752 }, new long[] { 110, 115, 140 })]
    [InlineData(1 / (1 - 0.13), new[] { -0.2518, -0.2032, -0.1360 }, new[] { -0.2428, -0.2211, -0.1882 }, new long[] { 105, 115, 155 })]
    [InlineData(1, new[] { -0.3034, -0.2526, -0.1783 }, new[] { -0.2383, -0.2111, -0.1519 }, new long[] { 110, 115, 145 })]
    public void Reported_PublishedValuesAtRisk_AreThePublishedIntegers(double adjustment, double[] simulated, double[] historical, long[] expected)
    {
        Levels Of(double[] losses) => Combination.Thresholds(Levels.Of(losses[0], losses[1], losses[2]), adjustment, IncrementOrder.Reversed, Fidelity.Parity);
        var reported = Combination.Reported(Combination.Larger(Of(simulated), Of(historical)), Fidelity.Parity);
        Assert.Equal(Report.Of(expected[0], expected[1], expected[2]), reported);
    }

    /// <summary>What the original's change of order did to a vault at its liquidation threshold: the collateral falls below the debt within the seven days that liquidators are given.</summary>
    /// <remarks>Mean and deviation are those whose exact values at risk are nearest the published ones (dot/btc and glmr/btc, 9 February 2024).</remarks>
    [Theory]
    [InlineData(-0.001504, 0.02443, 1.168, 0.018)]
    [InlineData(-0.001504, 0.02443, 1.05257, 0.385)]
    [InlineData(-0.001504, 0.02443, 1.10, 0.134)]
    [InlineData(-0.001009, 0.04418, 1.318, 0.017)]
    [InlineData(-0.001009, 0.04418, 1.10, 0.348)]
    public void BreakWithinAWeek_AtTheLiquidationThreshold_IsWhatWasFound(double mean, double deviation, double threshold, double probability) =>
        Assert.Equal(probability, 1 - new Bridge.Risk.FirstPassage(mean, deviation, IsSimple: true).Survival(1 / threshold, 7), 1e-3);
}
