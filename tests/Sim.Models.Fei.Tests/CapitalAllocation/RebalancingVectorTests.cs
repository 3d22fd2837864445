using System.Text.Json;
using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei.Tests.CapitalAllocation;

public sealed class RebalancingVectorTests
{
    const string File = "b_rebalancing_policy.json";

    /// <summary>The file states none; the specification of the vectors asks for this, relative to the total.</summary>
    const double Tolerance = 1e-12;

    public static TheoryData<int, string> Cases() => Vectors.Cases(File);

    [Theory, MemberData(nameof(Cases))]
    public void Parity_RecordedCase_ReachesTheRecordedBalances(int index, string note)
    {
        var item = Vectors.Case(File, index);
        Assert.False(item.Raises(), "no case of this file fails in the original");
        var where = $"{File} case {index} ({note})";
        var before = item.Numbers("balances_before");
        var tolerance = Tolerance * before.Sum();
        var rate = Rebalancing.Rate(item.Number("dt"), item.Number("rebalance_duration"));
        var price = item.Number("fei_price");
        var changes = new double[before.Length];
        var flows = new double[TransferFlows.PairCount(before.Length)];
        var moved = new double[flows.Length];
        var reached = before.ToArray();
        var remainder = new double[before.Length];

        Rebalancing.NetChanges(before, item.Numbers("target_weights"), rate, Fidelity.Parity, changes);
        TransferFlows.Parity(changes, flows);
        Rebalancing.TransferInOrder(flows, price, reached, moved);
        Rebalancing.Remainder(before, changes, reached, remainder);

        Vectors.Compare($"{where} rebalance_rate", item.Number("rebalance_rate"), rate, Tolerance * rate);
        Vectors.Compare($"{where} rebalance_matrix", Vectors.UpperTriangle(item.Rows("rebalance_matrix")), flows, tolerance);
        var worst = Vectors.Compare($"{where} balances_after_transfers", item.Numbers("balances_after_transfers"), reached, tolerance);
        Vectors.Compare($"{where} remainder", item.Numbers("remainder"), remainder, tolerance);
        CompareTransfers(where, item, flows, moved, tolerance);
        if (item.TryGetProperty("pool_before", out var pool))
            worst = Math.Max(worst, ComparePool(where, item, Pool(pool, pool.Number("fei_user")), reached, tolerance));
        var values = reached.Select(balance => balance * price).ToArray();
        Vectors.Compare($"{where} asset_values_after", item.Numbers("asset_values_after"), values, tolerance);
        Vectors.Report("b", worst / before.Sum());
    }

    static void CompareTransfers(string where, JsonElement item, double[] flows, double[] moved, double tolerance)
    {
        // Entries of rounding size are left out: whether they are cut hangs on the sign of the rounding.
        foreach (var transfer in item.GetProperty("transfers_in_order").EnumerateArray())
        {
            var (source, target) = (transfer.GetProperty("source").GetInt32(), transfer.GetProperty("target").GetInt32());
            var wanted = transfer.Number("wanted");
            var sign = target < source ? 1 : -1;
            var deposits = item.GetProperty("balances_before").GetArrayLength();
            var pair = TransferFlows.PairIndex(Math.Min(source, target), Math.Max(source, target), deposits);
            var name = $"{where} transfer {source} to {target}";
            Vectors.Compare($"{name} wanted", sign * wanted, flows[pair], tolerance);
            Vectors.Compare($"{name} moved", sign * transfer.Number("moved"), moved[pair], tolerance);
            if (wanted <= tolerance)
                continue;
            var cut = Math.Abs(flows[pair]) - Math.Abs(moved[pair]) > tolerance;
            Assert.True(cut == transfer.GetProperty("clipped").GetBoolean(), $"{name}: clipped should not be {cut}");
        }
    }

    static double ComparePool(string where, JsonElement item, LiquidityPool before, double[] reached, double tolerance)
    {
        var price = item.Number("fei_price");
        var after = before.AfterRebalancing(
            reached[0], price, item.GetProperty("pool_before").Number("volatile_asset_price"), Fidelity.Parity);
        var recorded = item.GetProperty("pool_after");
        Vectors.Compare($"{where} fei_created", item.Number("fei_created_by_liquidity_step"), after.UserFei - reached[0], tolerance);
        Vectors.Compare($"{where} fei_user", recorded.Number("fei_user"), after.UserFei, tolerance);
        Vectors.Compare($"{where} volatile_user", recorded.Number("volatile_user"), after.UserVolatile, Tolerance * after.Volatile);
        Vectors.Compare($"{where} invariant", recorded.Number("invariant"), after.Invariant, Tolerance * after.Invariant);
        Vectors.Compare($"{where} tokens", recorded.Number("liquidity_tokens"), after.Tokens, Tolerance * after.Tokens);
        reached[0] = after.UserFei;
        return Vectors.Compare($"{where} balances_final", item.Numbers("balances_final"), reached, tolerance);
    }

    static LiquidityPool Pool(JsonElement pool, double userFei) => new()
    {
        UserFei = userFei,
        ProtocolFei = pool.Number("fei_pcv"),
        UserVolatile = pool.Number("volatile_user"),
        ProtocolVolatile = pool.Number("volatile_pcv"),
        Invariant = pool.Number("invariant"),
        Tokens = pool.Number("liquidity_tokens"),
    };

    [Theory, MemberData(nameof(Cases))]
    public void Corrected_RecordedCase_MeetsEveryWantAndConservesFei(int index, string note)
    {
        var item = Vectors.Case(File, index);
        var before = item.Numbers("balances_before");
        var tolerance = Tolerance * before.Sum();
        var rate = Rebalancing.Rate(item.Number("dt"), item.Number("rebalance_duration"));
        var changes = new double[before.Length];
        var reached = new double[before.Length];
        Rebalancing.NetChanges(before, item.Numbers("target_weights"), rate, Fidelity.Corrected, changes);
        Rebalancing.ApplyAtOnce(before, changes, reached);
        var wanted = before.Zip(changes, static (balance, change) => balance + change).ToArray();
        var where = $"{File} case {index} ({note})";
        Vectors.Compare(where, wanted, reached, tolerance);
        if (!item.TryGetProperty("pool_before", out var pool))
            return;
        var state = Pool(pool, before[0]);
        var after = state.AfterRebalancing(reached[0], 1, 1, Fidelity.Corrected);
        Assert.Equal(reached[0], after.UserFei);
        Vectors.Compare($"{where} pool ratio", state.Volatile / state.Fei * after.Fei, after.Volatile, Tolerance * after.Volatile);
        Vectors.Compare($"{where} pool tokens", after.Fei / state.Fei, after.Tokens / state.Tokens, Tolerance);
    }
}
