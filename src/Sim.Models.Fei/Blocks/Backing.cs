using Sim.Framework;
using Sim.Models.Fei.Ecosystem;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>What the backing policy does: the deposits after it, what it moved and what it could not move (USD).</summary>
readonly record struct Backed(ProtocolDeposits Protocol, double Moved, double Shortfall);

/// <summary>The protocol moves PCV toward its target backing. Source: model/parts/pcv_management.py of the original.</summary>
static class Backing
{
    public static void Declare(SignalBlockBuilder<FeiState, FeiParameters, Backed> block) => block
        .Describe("from time to time PCV is moved between the stable and the volatile asset toward its target")
        .Policy("backing policy", Rebalance)
        .Update(state => state.Protocol, (_, backed) => backed.Protocol)
        .Update(state => state.PcvMoved, (_, backed) => backed.Moved)
        .Update(state => state.PcvShortfall, (_, backed) => backed.Shortfall);

    static Backed Rebalance(Step step)
    {
        if (step.Timestep % step.Parameters.RebalancingPeriod != 0 || Gap(step) is not { } gap)
            return new Backed(step.State.Protocol, 0, 0);
        var (protocol, shortfall) = BackingPolicy.Move(step.State.Protocol, gap, step.State.Price, step.Parameters);
        return new Backed(protocol, Math.CopySign(Math.Abs(gap) - shortfall, gap), shortfall);
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
