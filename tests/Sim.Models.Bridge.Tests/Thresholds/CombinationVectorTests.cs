using System.Text.Json;
using Sim.Models.Bridge.Configuration;
using Sim.Models.Bridge.Thresholds;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Thresholds;

/// <summary>The original's thresholds from given values at risk, step by step.</summary>
public sealed class CombinationVectorTests
{
    const string File = "c_thresholds.json";

    static readonly Tolerance Tight = Tolerance.Relative(1e-12);

    public static TheoryData<int, string> Cases() => VectorFile.Cases(File, "cases", item => $"{item.Text("name")}, {item.Text("mode")}");

    [Theory, MemberData(nameof(Cases))]
    public void Thresholds_RecordedValuesAtRisk_AreTheOriginals(int index, string name)
    {
        using var document = Golden.Read(File);
        var item = document.RootElement.GetProperty("cases")[index];
        var adjustment = new RiskAdjustment(item.Number("liquidity_adjustment"), item.Number("depeg_adjustment")).Total;
        Assert.True(Tight.Accepts(item.Number("risk_adjustment"), adjustment));
        Levels Of(string method) => Combination.Thresholds(Losses(item.GetProperty($"{(method == "analytical" ? "analytic" : method)}_var")), adjustment, IncrementOrder.Reversed, Fidelity.Parity);
        foreach (var method in new[] { "analytical", "historical" })
            Golden.Compare(Listed(item.GetProperty("thresholds_unrounded"), level => level.Number(method)), Listed(Of(method)), Tight, $"{name}, {method}");

        var reported = Combination.Reported(Combination.Larger(Of("analytical"), Of("historical")), Fidelity.Parity);
        Assert.Equal(ReportOf(item.GetProperty("reported_percent"), level => level.GetInt64()), reported);
        if (item.TryGetProperty("ltv_by_hand_from_reported", out var ltv))
            Assert.Equal(ReportOf(ltv, level => (long)Math.Floor(100 * level.GetDouble())), Combination.LoanToValue(reported));
    }

    [Fact]
    public void RoundedUp_RecordedNumbers_AreTheOriginals()
    {
        using var document = Golden.Read(File);
        var cases = document.RootElement.GetProperty("round_up_to_nearest_5").EnumerateArray().ToList();
        Assert.Equal(10, cases.Count);
        Assert.All(cases, item => Assert.Equal(item.GetProperty("y").GetInt64(), Combination.RoundedUp(item.Number("x"), Fidelity.Parity)));
    }

    [Fact]
    public void RiskAdjustment_ShippedConfiguration_IsTheOriginals()
    {
        using var document = Golden.Read(File);
        var cases = document.RootElement.GetProperty("total_risk_adjustment_of_config").EnumerateArray().ToList();
        Assert.Equal(7, cases.Count);
        Assert.All(cases, item => Assert.Equal(
            item.Number("adj"), BridgeConfiguration.Default.Network(item.Text("network")).Collateral(item.Text("ticker")).RiskAdjustment.Total, 1e-12));
    }

    internal static Levels Losses(JsonElement byDays) => Levels.Of(byDays.Number("21"), byDays.Number("14"), byDays.Number("7"));

    static double[] Listed(JsonElement levels, Func<JsonElement, double> value) =>
        [.. new[] { "liquidation", "premium_redeem", "safe_mint" }.Select(level => value(levels.GetProperty(level)))];

    static Report ReportOf(JsonElement levels, Func<JsonElement, long> value) =>
        Report.Of(value(levels.GetProperty("liquidation")), value(levels.GetProperty("premium_redeem")), value(levels.GetProperty("safe_mint")));

    static double[] Listed(Levels levels) => [levels.Liquidation, levels.PremiumRedeem, levels.SafeMint];
}
