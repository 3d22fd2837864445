using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei.Tests.CapitalAllocation;

public sealed class TargetWeightsVectorTests
{
    const string EndogenousFile = "c_endogenous_weights.json";
    const string ExogenousFile = "d_exogenous_weights.json";

    /// <summary>Relative to each weight, so that the tiny weights of deposits without yield count too.</summary>
    const double Tolerance = 1e-12;

    public static TheoryData<int, string> EndogenousCases() => Vectors.Cases(EndogenousFile);

    public static TheoryData<int, string> ExogenousCases() => Vectors.Cases(ExogenousFile);

    [Theory, MemberData(nameof(EndogenousCases))]
    public void EndogenousParity_RecordedCase_GivesTheRecordedWeights(int index, string note)
    {
        var item = Vectors.Case(EndogenousFile, index);
        Assert.False(item.Raises(), "no case of this file fails in the original");
        var history = item.Rows("yield_rate_history");
        var length = item.GetProperty("moving_average_window").GetInt32();
        var exposures = item.GetProperty("deposits").EnumerateArray().Select(static deposit =>
            deposit.GetString() is "fei_liquidity_pool_user_deposit" or "fei_money_market_user_deposit" ? 1.0 : 0).ToArray();
        var window = new YieldWindow(new double[2 * exposures.Length], length);
        var timestep = item.GetProperty("timestep").GetInt32();
        var (first, count) = YieldWindow.Rows(history.Length, timestep, length, Fidelity.Parity);
        foreach (var row in history.AsSpan(first, count))
            window.Add(row);
        var targets = new double[exposures.Length];
        TargetWeights.Endogenous(window, exposures, item.Number("volatile_asset_risk_metric"), Fidelity.Parity, targets);

        Assert.Equal(item.GetProperty("rows_used").GetInt32(), window.Count);
        CompareRelative($"{EndogenousFile} case {index} ({note})", "c", item.Numbers("target_weights"), targets);
    }

    [Theory, MemberData(nameof(ExogenousCases))]
    public void Exogenous_RecordedDraw_GivesTheRecordedWeights(int index, string note)
    {
        var item = Vectors.Case(ExogenousFile, index);
        var rate = Rebalancing.Rate(item.Number("dt"), item.Number("rebalance_duration"));
        var targets = new double[item.GetProperty("balances").GetArrayLength()];
        TargetWeights.Exogenous(item.Numbers("balances"), item.Numbers("dirichlet_draw"), rate, targets);
        CompareRelative($"{ExogenousFile} case {index} ({note})", "d", item.Numbers("target_weights"), targets);
    }

    static void CompareRelative(string where, string file, double[] recorded, double[] actual)
    {
        var worst = 0.0;
        for (var deposit = 0; deposit < recorded.Length; deposit++)
        {
            var difference = Vectors.Compare($"{where} deposit {deposit}", recorded[deposit], actual[deposit], Tolerance * recorded[deposit]);
            worst = Math.Max(worst, difference / recorded[deposit]);
        }

        Vectors.Report(file, worst);
    }
}
