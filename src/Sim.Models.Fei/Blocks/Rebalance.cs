using Sim.Framework;
using Sim.Models.Fei.CapitalAllocation;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>Users move FEI toward their target weights; what reaches the pool becomes liquidity. Source: model/parts/fei_capital_allocation.py of the original.</summary>
static class Rebalance
{
    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("transfers between deposits toward the target weights, and the pool's liquidity")
        .Apply(
            state => new { state.Balances, state.Flows, state.Remainder, state.GrossFlow, state.Unmet, state.TransferCost, state.Pool, state.UserFei, state.FeiCreated },
            Move);

    static void Move(Step step, ref FeiState next)
    {
        var (layout, before, fidelity) = (step.State.Layout, step.State.Balances, step.Parameters.Fidelity);
        var changes = layout.Count <= Scratch.Limit ? stackalloc double[layout.Count] : new double[layout.Count];
        Rebalancing.NetChanges(before.Span, step.State.TargetWeights.Span, layout.Rate, fidelity, changes);
        var reached = step.Draft(before);
        var flows = step.Draft(layout.Graph.Routes.Count);
        next.TransferCost = 0;
        if (fidelity.Keeps(Fidelity.ClippedTransfers))
            MoveInOrder(step, changes, reached.Span, flows.Span);
        else if (layout.Solver is { } solver)
            next.TransferCost = solver.Move(changes, reached.Span, flows.Span);
        else
            MoveAtOnce(layout.Graph, changes, reached.Span, flows.Span);
        var remainder = step.Draft(layout.Count);
        Rebalancing.Remainder(before.Span, changes, reached.Span, remainder.Span);
        next.Flows = flows.ToVector();
        next.Remainder = remainder.ToVector();
        next.GrossFlow = SumOfMagnitudes(flows.Span);
        next.Unmet = SumOfMagnitudes(remainder.Span) / 2;
        var moved = Sum(reached.Span);
        AddLiquidity(step, ref next, reached.Span);
        next.Balances = reached.ToVector();
        next.UserFei = next.Balances.Sum();
        next.FeiCreated = next.UserFei - moved;
    }

    static void MoveInOrder(Step step, ReadOnlySpan<double> changes, Span<double> balances, Span<double> moved)
    {
        var wanted = moved.Length <= Scratch.Limit ? stackalloc double[moved.Length] : new double[moved.Length];
        TransferFlows.Parity(changes, wanted);
        Rebalancing.TransferInOrder(wanted, step.State.Price.Fei, balances, moved);
    }

    static void MoveAtOnce(TransferGraph graph, ReadOnlySpan<double> changes, Span<double> balances, Span<double> flows)
    {
        if (graph.IsComplete)
            TransferFlows.Proportional(changes, flows);
        else
            graph.MinimumNormFlows(changes, flows);
        Rebalancing.ApplyAtOnce(balances, changes, balances);
    }

    static void AddLiquidity(Step step, ref FeiState next, Span<double> reached)
    {
        var place = step.State.Layout.Pool;
        if (place < 0)
            return;
        next.Pool = step.State.Pool.AfterRebalancing(reached[place], step.State.Price.Fei, step.State.Price.Volatile, step.Parameters.Fidelity);
        reached[place] = next.Pool.UserFei;
    }

    static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    static double SumOfMagnitudes(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += Math.Abs(value);
        return sum;
    }
}
