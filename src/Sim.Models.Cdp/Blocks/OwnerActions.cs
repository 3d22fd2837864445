using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Cdp.CdpState, Sim.Models.Cdp.CdpParameters>;

namespace Sim.Models.Cdp.Blocks;

/// <summary>Owners move debt between their positions toward parity, or sell collateral when no parity is left.</summary>
/// <remarks>Debt moves by drawing Dai on one position and repaying another with it. Source: our own policies, after the specification's prototype.</remarks>
static class OwnerActions
{
    // Where no sharing out helps, positions are brought back this many standard deviations from liquidation.
    const double Deleveraged = -1;

    // The part of all debt below which a difference is rounding, and no reason to pay for a transaction.
    const double Rounding = 1e-9;

    public static void Declare(BlockBuilder<CdpState, CdpParameters> block) => block
        .Describe("owners who rebalance move debt toward parity, or sell collateral when nothing else helps")
        .When(step => step.Parameters.Policy == OwnerPolicy.Threshold || (step.Parameters.Policy == OwnerPolicy.Periodic && step.Timestep % step.Parameters.RebalancePeriod == 0))
        .Apply(state => new { state.Urns, state.Owners, state.Sold, state.Ledger }, Rebalance);

    static void Rebalance(Step step, ref CdpState next)
    {
        var kinds = step.State.Layout.Kinds;
        var urns = step.Draft(step.State.Urns);
        var owners = step.Draft(step.State.Owners);
        var sold = step.Draft(step.State.Sold);
        var ledger = step.State.Ledger;
        Span<double> spreads = stackalloc double[kinds];
        for (var kind = 0; kind < kinds; kind++)
            spreads[kind] = OwnerDebts.Spread(step.State.Layout.Collaterals[kind], step.Parameters.ParityDays);
        for (var owner = 0; owner < owners.Count; owner++)
            Act(step, urns.Agents.Slice(owner * kinds, kinds), ref owners[owner], spreads, sold.Span, ref ledger);
        next.Urns = urns.ToPopulation();
        next.Owners = owners.ToPopulation();
        next.Sold = sold.ToVector();
        next.Ledger = ledger;
    }

    static void Act(Step step, Span<Urn> urns, ref Owner owner, ReadOnlySpan<double> spreads, Span<double> sold, ref Ledger ledger)
    {
        Span<double> tabs = stackalloc double[urns.Length];
        Span<double> capacities = stackalloc double[urns.Length];
        Span<double> targets = stackalloc double[urns.Length];
        var (debt, capacity) = (0.0, 0.0);
        for (var kind = 0; kind < urns.Length; kind++)
        {
            // A position that was liquidated is left alone.
            var isLive = urns[kind].HitAt == 0;
            tabs[kind] = isLive ? urns[kind].Art * step.State.Rates[kind] : 0;
            capacities[kind] = isLive ? urns[kind].Ink * step.State.Prices[kind] / step.State.Layout.Collaterals[kind].Mat : 0;
            (debt, capacity) = (debt + tabs[kind], capacity + capacities[kind]);
        }

        if (debt <= 0)
            return;
        if (debt >= capacity || !TryShare(capacities, spreads, debt, step.Parameters.Dust, targets, out var score))
            Deleverage(step, urns, ref owner, spreads, sold, ref ledger);
        else if (IsAllowed(step, urns, tabs, targets) && IsWorthIt(step, owner.Size, tabs, targets, capacities, spreads, score))
            Move(step, urns, ref owner, tabs, targets, ref ledger);
    }

    /// <summary>The most debt that the system lets a unit of collateral take on: owners reckon with the market's prices, it with the oracle's.</summary>
    static double Limit(Step step, int kind) => step.State.OraclePrices[kind] / step.State.Layout.Collaterals[kind].Mat;

    static bool IsAllowed(Step step, ReadOnlySpan<Urn> urns, ReadOnlySpan<double> tabs, ReadOnlySpan<double> targets)
    {
        for (var kind = 0; kind < tabs.Length; kind++)
        {
            if (targets[kind] > tabs[kind] && targets[kind] > urns[kind].Ink * Limit(step, kind))
                return false;
        }

        return true;
    }

    /// <summary>The debts at parity; a position that would be left with dust is left out, the smallest first.</summary>
    static bool TryShare(Span<double> capacities, ReadOnlySpan<double> spreads, double debt, double dust, Span<double> targets, out double score)
    {
        Span<double> shared = stackalloc double[capacities.Length];
        capacities.CopyTo(shared);
        while (true)
        {
            score = OwnerDebts.Parity(shared, spreads, debt, targets);
            var smallest = -1;
            for (var kind = 0; kind < targets.Length; kind++)
            {
                if (targets[kind] > 0 && targets[kind] < dust && (smallest < 0 || targets[kind] < targets[smallest]))
                    smallest = kind;
            }

            if (smallest < 0)
                return true;
            shared[smallest] = 0;
            var left = 0.0;
            foreach (var capacity in shared)
                left += capacity;
            if (left <= debt)
                return false;
        }
    }

    static bool IsWorthIt(Step step, double size, ReadOnlySpan<double> tabs, ReadOnlySpan<double> targets, ReadOnlySpan<double> capacities, ReadOnlySpan<double> spreads, double score)
    {
        var (furthest, moved, debt) = (double.NegativeInfinity, 0.0, 0.0);
        for (var kind = 0; kind < tabs.Length; kind++)
        {
            moved += Math.Abs(targets[kind] - tabs[kind]) / 2;
            debt += tabs[kind];
            if (tabs[kind] > 0)
                furthest = Math.Max(furthest, OwnerDebts.Score(tabs[kind], capacities[kind], spreads[kind]) - score);
        }

        if (moved <= Rounding * debt || step.Parameters.Policy == OwnerPolicy.Periodic)
            return moved > Rounding * debt;
        // The score of parity under bounds: against the free one, positions without debt would call for a rebalancing every day.
        if (furthest <= step.Parameters.Gap || moved <= step.Parameters.LeastMove * size)
            return false;
        var saved = OwnerDebts.ExpectedPenalty(tabs, capacities, spreads, step.Parameters.Chop) - OwnerDebts.ExpectedPenalty(targets, capacities, spreads, step.Parameters.Chop);
        return saved > (step.Parameters.SwapFee * moved) + step.Parameters.Gas;
    }

    static void Move(Step step, Span<Urn> urns, ref Owner owner, ReadOnlySpan<double> tabs, ReadOnlySpan<double> targets, ref Ledger ledger)
    {
        var moved = 0.0;
        for (var kind = 0; kind < urns.Length; kind++)
        {
            moved += Math.Abs(targets[kind] - tabs[kind]) / 2;
            if (urns[kind].HitAt == 0)
                urns[kind].Art = targets[kind] / step.State.Rates[kind];
        }

        Charge(step, ref owner, moved, ref ledger);
    }

    static void Deleverage(Step step, Span<Urn> urns, ref Owner owner, ReadOnlySpan<double> spreads, Span<double> sold, ref Ledger ledger)
    {
        var repaid = 0.0;
        for (var kind = 0; kind < urns.Length; kind++)
        {
            ref var urn = ref urns[kind];
            var (price, rate) = (step.State.Prices[kind], step.State.Rates[kind]);
            // The debt that a unit of collateral is to bear.
            var borne = Math.Max(0, 1 + (spreads[kind] * Deleveraged)) * price / step.State.Layout.Collaterals[kind].Mat;
            var tab = urn.Art * rate;
            if (urn.HitAt > 0 || tab <= borne * urn.Ink || price <= borne)
                continue;
            var sale = (tab - (borne * urn.Ink)) / (price - borne);
            if (tab - (sale * price) < step.Parameters.Dust)
                sale = tab / price;
            var paid = Math.Min(tab, sale * price);
            // Where all collateral would not do, or the rest would be unsafe by the oracle, none may be taken out.
            if (sale > urn.Ink || tab - paid > (urn.Ink - sale) * Limit(step, kind))
                continue;
            urn.Ink -= sale;
            urn.Art = (tab - paid) / rate;
            sold[kind] += sale;
            repaid += paid;
        }

        if (repaid == 0)
            return;
        ledger.Outside -= repaid;
        Charge(step, ref owner, repaid, ref ledger);
    }

    static void Charge(Step step, ref Owner owner, double moved, ref Ledger ledger)
    {
        var cost = (step.Parameters.SwapFee * moved) + step.Parameters.Gas;
        owner.Cost += cost;
        ledger.RebalanceCost += cost;
        ledger.Moved += moved;
        ledger.Rebalances++;
    }
}
