using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Cdp.CdpState, Sim.Models.Cdp.CdpParameters>;

namespace Sim.Models.Cdp.Blocks;

/// <summary>Positions below their liquidation ratio at the oracle's price lose collateral and debt to auctions, as much as there is room for.</summary>
/// <remarks>Source: makerdao/dss at fa4f663, dog.sol (bark).</remarks>
static class Liquidation
{
    public static void Declare(BlockBuilder<CdpState, CdpParameters> block) => block
        .Describe("positions below their liquidation ratio go to auction, with a penalty, in lots that there is room for")
        .Apply(state => new { state.Urns, state.Owners, state.Auctions, state.Hits, state.OwnersHit, state.Ledger }, Bark);

    static void Bark(Step step, ref CdpState next)
    {
        if (!AnyUnsafe(step))
            return;
        var (layout, kinds) = (step.State.Layout, step.State.Layout.Kinds);
        var urns = step.Draft(step.State.Urns);
        var owners = step.Draft(step.State.Owners);
        var auctions = step.Draft(step.State.Auctions);
        var hits = step.Draft(step.State.Hits);
        var ledger = step.State.Ledger;
        Span<double> dirt = stackalloc double[kinds];
        dirt.Clear();
        foreach (var auction in step.State.Auctions.Agents)
            dirt[auction.Urn % kinds] += auction.Tab;
        for (var place = 0; place < urns.Count; place++)
        {
            var kind = place % kinds;
            ref var urn = ref urns[place];
            if (!IsUnsafe(step, urn, kind))
                continue;
            var room = Math.Min(step.Parameters.Hole - ledger.Dirt, layout.Collaterals[kind].Hole - dirt[kind]);
            if (room <= 0)
                continue;
            var isFirst = IsUntouched(urns.Agents.Slice(place - kind, kinds));
            if (Part(step, urn, kind, room) is not { } art)
                continue;
            var auction = Seize(step, ref urn, place, kind, art, ref ledger);
            auctions.Add(auction);
            dirt[kind] += auction.Tab;
            owners[place / kinds].Penalty += auction.Tab - auction.Debt;
            if (urn.HitAt == 0)
                hits[kind]++;
            if (isFirst)
                next.OwnersHit++;
            urn.HitAt = urn.HitAt == 0 ? step.Timestep : urn.HitAt;
        }

        next.Urns = urns.ToPopulation();
        next.Owners = owners.ToPopulation();
        next.Auctions = auctions.ToPopulation();
        next.Hits = hits.ToVector();
        next.Ledger = ledger;
    }

    /// <summary>How much normalised debt goes to auction; nothing when that would be dust.</summary>
    static double? Part(Step step, in Urn urn, int kind, double room)
    {
        var (rate, dust) = (step.State.Rates[kind], step.Parameters.Dust);
        var art = Math.Min(urn.Art, room / rate / step.Parameters.Chop);
        // What would be left as dust goes along, even beyond the room.
        return art == urn.Art || (urn.Art - art) * rate < dust ? urn.Art
            : art * rate >= dust ? art
            : null;
    }

    static Auction Seize(Step step, ref Urn urn, int place, int kind, double art, ref Ledger ledger)
    {
        var (rate, chop) = (step.State.Rates[kind], step.Parameters.Chop);
        var ink = art == urn.Art ? urn.Ink : urn.Ink * art / urn.Art;
        var (debt, tab) = (art * rate, art * rate * chop);
        urn.Ink -= ink;
        urn.Art -= art;
        ledger.Sin += debt;
        ledger.Dirt += tab;
        ledger.Penalties += tab - debt;
        ledger.PayKeeper(step.Parameters.Tip + (step.Parameters.Chip * tab));
        return new Auction { Urn = place, Tab = tab, Debt = debt, Lot = ink, Top = step.State.OraclePrices[kind] * step.Parameters.Buf };
    }

    static bool AnyUnsafe(Step step)
    {
        var urns = step.State.Urns.Agents;
        for (var place = 0; place < urns.Length; place++)
        {
            if (IsUnsafe(step, urns[place], place % step.State.Layout.Kinds))
                return true;
        }

        return false;
    }

    static bool IsUnsafe(Step step, in Urn urn, int kind) =>
        IsBelow(urn, step.State.OraclePrices[kind], step.State.Rates[kind], step.State.Layout.Collaterals[kind].Mat);

    /// <summary>Whether a position is below its liquidation ratio; at the ratio it is safe.</summary>
    internal static bool IsBelow(in Urn urn, double price, double rate, double mat) => urn.Art > 0 && urn.Ink * price < urn.Art * rate * mat;

    static bool IsUntouched(ReadOnlySpan<Urn> urns)
    {
        foreach (var urn in urns)
        {
            if (urn.HitAt > 0)
                return false;
        }

        return true;
    }
}
