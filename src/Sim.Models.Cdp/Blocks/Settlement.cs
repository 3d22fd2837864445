using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Cdp.CdpState, Sim.Models.Cdp.CdpParameters>;

namespace Sim.Models.Cdp.Blocks;

/// <summary>What owners have, and what all positions owe.</summary>
static class Settlement
{
    const double Low = 0.05;

    public static void Declare(BlockBuilder<CdpState, CdpParameters> block) => block
        .Describe("equity of owners, and all debt")
        .Apply(state => new { state.TotalDebt, state.MeanEquity, state.LowEquity }, Settle);

    static void Settle(Step step, ref CdpState next)
    {
        var layout = step.State.Layout;
        var owners = step.State.Owners.Agents;
        var urns = step.State.Urns.Agents;
        var equities = layout.Equities.AsSpan();
        var (debt, sum) = (0.0, 0.0);
        equities.Clear();
        // What an open auction has more than it must raise will come back.
        foreach (var auction in step.State.Auctions.Agents)
            equities[auction.Urn / layout.Kinds] += Math.Max(0, (auction.Lot * step.State.Prices[auction.Urn % layout.Kinds]) - auction.Tab);
        for (var owner = 0; owner < owners.Length; owner++)
        {
            var equity = equities[owner] - owners[owner].Cost;
            for (var kind = 0; kind < layout.Kinds; kind++)
            {
                ref readonly var urn = ref urns[(owner * layout.Kinds) + kind];
                var tab = urn.Art * step.State.Rates[kind];
                debt += tab;
                equity += (urn.Ink * step.State.Prices[kind]) - tab;
            }

            sum += equities[owner] = equity;
        }

        (next.TotalDebt, next.MeanEquity) = (debt, sum / owners.Length);
        equities.Sort();
        next.LowEquity = equities[(int)(Low * equities.Length)];
    }
}
