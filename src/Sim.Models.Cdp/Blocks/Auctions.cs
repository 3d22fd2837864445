using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Cdp.CdpState, Sim.Models.Cdp.CdpParameters>;

namespace Sim.Models.Cdp.Blocks;

/// <summary>Prices of open auctions fall until keepers buy; what is left over of the collateral goes back to its owner.</summary>
/// <remarks>A timestep holds as many steps of an auction as fit into it, so a sale within it is found from the number of steps to the keepers' price.
/// Keepers buy at the lowest price of the timestep, at which the liquidation happened. Source: makerdao/dss at fa4f663, clip.sol (take, redo).</remarks>
static class Auctions
{
    const double SecondsPerDay = 86_400;

    public static void Declare(BlockBuilder<CdpState, CdpParameters> block) => block
        .Describe("auction prices fall until keepers buy; auctions that are too old or too cheap start again")
        .When(step => step.State.Auctions.Count > 0)
        .Apply(state => new { state.Auctions, state.Urns, state.Sold, state.Ledger }, Sell);

    static void Sell(Step step, ref CdpState next)
    {
        var auctions = step.Draft(step.State.Auctions);
        var urns = step.Draft(step.State.Urns);
        var sold = step.Draft(step.State.Sold);
        var ledger = step.State.Ledger;
        for (var place = 0; place < auctions.Count; place++)
        {
            ref var auction = ref auctions[place];
            var kind = auction.Urn % step.State.Layout.Kinds;
            if (PriceOfSale(step, ref auction, kind, ref ledger) is not { } price)
                continue;
            var paid = Math.Min(auction.Lot * price, auction.Tab);
            var slice = paid < auction.Tab ? auction.Lot : Math.Min(auction.Lot, paid / price);
            sold[kind] += slice;
            urns[auction.Urn].Ink += auction.Lot - slice;
            ledger.Outside -= paid;
            ledger.Surplus += paid;
            ledger.Dirt -= auction.Tab;
            ledger.BadDebt += Math.Max(0, auction.Debt - paid);
            auctions.Remove(place);
        }

        next.Auctions = auctions.ToPopulation();
        next.Urns = urns.ToPopulation();
        next.Sold = sold.ToVector();
        next.Ledger = ledger with { Dirt = Math.Max(0, ledger.Dirt) };
    }

    /// <summary>The price at which keepers buy in this timestep; nothing when they do not.</summary>
    static double? PriceOfSale(Step step, ref Auction auction, int kind, ref Ledger ledger)
    {
        var parameters = step.Parameters;
        var market = step.State.Lows[kind];
        var wanted = market * (1 - parameters.KeeperMargin - (parameters.KeeperSlippage * auction.Lot * market / 1e6));
        var seconds = parameters.Days * SecondsPerDay;
        // A market that recovers finds the price of now, not one that the auction has already passed.
        var steps = wanted > 0 ? Math.Max(DutchAuction.StepsWithin(auction.Age, parameters.CutSeconds), DutchAuction.StepsTo(auction.Top, wanted, parameters.Cut)) : int.MaxValue;
        var price = wanted > 0 ? DutchAuction.PriceAfter(auction.Top, parameters.Cut, steps) : 0;
        if (steps <= DutchAuction.StepsWithin(Math.Min(parameters.Tail, auction.Age + seconds), parameters.CutSeconds) && price >= parameters.Cusp * auction.Top)
            return price;
        auction.Age += seconds;
        if (auction.Age > parameters.Tail || DutchAuction.PriceAfter(1, parameters.Cut, DutchAuction.StepsWithin(auction.Age, parameters.CutSeconds)) < parameters.Cusp)
            Restart(parameters, ref auction, step.State.OraclePrices[kind], ref ledger);
        return null;
    }

    static void Restart(CdpParameters parameters, ref Auction auction, double oracle, ref Ledger ledger)
    {
        (auction.Age, auction.Top) = (0, oracle * parameters.Buf);
        ledger.Redos++;
        // Nobody is paid to start what is dust again.
        if (Math.Min(auction.Tab, auction.Lot * oracle) >= parameters.Dust * parameters.Chop)
            ledger.PayKeeper(parameters.Tip + (parameters.Chip * auction.Tab));
    }
}
