using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei.Tests.CapitalAllocation;

public sealed class TransferFlowsVectorTests
{
    const string File = "a_rebalance_matrix.json";

    /// <summary>What the file states: safe relative to the total times the rate.</summary>
    const double Tolerance = 1e-12;

    public static TheoryData<int, string> Cases() => Vectors.Cases(File);

    [Theory, MemberData(nameof(Cases))]
    public void Parity_RecordedCase_GivesTheRecordedMatrix(int index, string note)
    {
        var item = Vectors.Case(File, index);
        var (total, rate) = (item.Number("total_fei"), item.Number("rebalance_rate"));
        var targets = item.Numbers("target_weights");
        var balances = item.Numbers("current_weights").Select(weight => weight * total).ToArray();
        var changes = new double[balances.Length];
        var flows = new double[TransferFlows.PairCount(balances.Length)];
        Rebalancing.NetChanges(balances, targets, rate, Fidelity.Parity, changes);
        if (item.Raises())
        {
            var broken = Assert.Throws<AllocationException>(() => TransferFlows.Parity(changes, flows));
            Assert.Equal("mean of the net changes", broken.Quantity);
            Assert.Contains("let the target weights sum to 1", broken.Message, StringComparison.Ordinal);
            return;
        }

        TransferFlows.Parity(changes, flows);
        var net = new double[balances.Length];
        TransferFlows.NetReceived(flows, net);

        var where = $"{File} case {index} ({note})";
        var scale = total * rate;
        var worst = Vectors.Compare($"{where} balance_change", item.Numbers("balance_change"), changes, Tolerance * scale);
        worst = Math.Max(worst, Vectors.Compare($"{where} rebalance_matrix",
            Vectors.UpperTriangle(item.Rows("rebalance_matrix")), flows, Tolerance * scale));
        Vectors.Compare($"{where} net_received", item.Numbers("net_received"), net, Tolerance * scale);
        Vectors.Compare($"{where} signed_sum_of_flows", item.Number("signed_sum_of_flows"), flows.Sum(), Tolerance * scale);
        Vectors.Compare($"{where} gross_flow", item.Number("gross_flow"), flows.Sum(Math.Abs), Tolerance * scale);
        Vectors.Report("a", worst / scale);
    }
}
