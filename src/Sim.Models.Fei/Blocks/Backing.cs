using Sim.Framework;
using Sim.Models.Fei.Ecosystem;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>The protocol moves PCV toward its target backing. Source: model/parts/pcv_management.py of the original.</summary>
static class Backing
{
    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("from time to time PCV is moved between the stable and the volatile asset toward its target")
        .Apply(state => new { state.Protocol, state.PcvMoved, state.PcvShortfall }, Rebalance);

    static void Rebalance(Step step, ref FeiState next)
    {
        (next.PcvMoved, next.PcvShortfall) = (0, 0);
        if (step.Timestep % step.Parameters.RebalancingPeriod != 0 || Gap(step) is not { } gap)
            return;
        var (deposits, shortfall) = BackingPolicy.Move(step.State.Protocol, gap, step.State.Price, step.Parameters);
        next.Protocol = deposits;
        next.PcvShortfall = shortfall;
        next.PcvMoved = Math.CopySign(Math.Abs(gap) - shortfall, gap);
    }

    /// <summary>By the accounts of this moment; the original's are those of the timestep before.</summary>
    static double? Gap(Step step)
    {
        if (step.Parameters.Fidelity.Keeps(Fidelity.LaggedAccounts))
            return BackingPolicy.Gap(step.State.Supply, step.State.Pcv, step.State.Metrics, step.Parameters);
        var supply = Accounts.Supply(step.State, step.State.Layout.SumOf(DepositKind.MoneyMarket, step.State.Balances.Span), step.Parameters.Fidelity);
        var pcv = Accounts.Pcv(step.State, step.State.Price);
        return BackingPolicy.Gap(supply, pcv, Accounts.Metrics(supply, pcv, 0, 0, step.State.Price, step.Parameters.Days), step.Parameters);
    }
}
