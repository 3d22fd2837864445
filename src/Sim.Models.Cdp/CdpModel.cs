using Sim.Framework;
using Sim.Framework.Agents;
using Sim.Framework.Randomness;
using Sim.Models.Cdp.Blocks;

namespace Sim.Models.Cdp;

/// <summary>Collateralised debt positions of many owners under moving prices: fees, rebalancing, liquidation and auctions.</summary>
/// <remarks>Source: makerdao/dss at fa4f663 for the rules of the system. See README.md beside this file and docs/models/cdp.md.</remarks>
public static class CdpModel
{
    /// <summary>The most kinds of collateral.</summary>
    public const int MostCollaterals = 16;

    /// <summary>The longest delay of the oracle, in timesteps.</summary>
    public const int LongestDelay = 24;

    const double Rounding = 1e-9;

    /// <summary>The model.</summary>
    public static Model<CdpState, CdpParameters> Create() => Model.Define<CdpState, CdpParameters>("cdp")
        .StartFrom(Start)
        .RememberLast(LongestDelay)
        .Block("prices", MarketPrices.Declare)
        .Block("oracle", Oracle.Declare)
        .Block("stability fee", StabilityFee.Declare)
        .Block("owner policy", OwnerActions.Declare)
        .Block("liquidation", Liquidation.Declare)
        .Block("auctions", Auctions.Declare)
        .Block("settlement", Settlement.Declare)
        .Invariant("Dai outside and the surplus are debts and what auctions took over", BooksBalance)
        .Invariant("collateral is in positions, in auctions or sold", CollateralIsThere)
        .Invariant("no debt and no collateral is negative", step => NoneIsNegative(step.State.Urns.Agents))
        .Invariant("open auctions want what the system counts", step => Math.Abs(OpenTabs(step.State.Auctions.Agents) - step.State.Ledger.Dirt) <= Rounding * (1 + step.State.Ledger.Sin))
        .Build();

    static CdpState Start(CdpParameters parameters, RandomStream random)
    {
        var kinds = parameters.Collaterals.Count;
        var tabs = OwnerDebts.AtStart(parameters, random);
        var sizes = new double[parameters.Owners];
        for (var owner = 0; owner < sizes.Length; owner++)
            sizes[owner] = parameters.SizeDeviation > 0 ? Math.Exp(parameters.SizeDeviation * random.Normal()) : 1;
        var urns = Population<Urn>.Create(kinds * sizes.Length, urn => new Urn { Ink = sizes[urn / kinds] * parameters.Collaterals[urn % kinds].Ink, Art = sizes[urn / kinds] * tabs[urn % kinds] });
        var ink = new double[kinds];
        var debt = 0.0;
        for (var urn = 0; urn < urns.Count; urn++)
        {
            ink[urn % kinds] += urns[urn].Ink;
            debt += urns[urn].Art;
        }

        var prices = Vector.Of([.. parameters.Collaterals.Select(kind => kind.Tag)]);
        var worth = parameters.Collaterals.Sum(kind => kind.Ink * kind.Tag);
        return new CdpState
        {
            Prices = prices,
            Lows = prices,
            OraclePrices = prices,
            Rates = Vector.Repeat(1, kinds),
            Sold = Vector.Repeat(0, kinds),
            Hits = Vector.Repeat(0, kinds),
            Urns = urns,
            Owners = Population<Owner>.Create(sizes.Length, owner => new Owner { Size = sizes[owner] }),
            Auctions = Population<Auction>.Create(0, _ => default),
            Ledger = new Ledger { Outside = debt },
            TotalDebt = debt,
            MeanEquity = (worth - tabs.Sum()) * sizes.Average(),
            LowEquity = (worth - tabs.Sum()) * sizes.Order().ElementAt((int)(0.05 * sizes.Length)),
            Layout = new CdpLayout(parameters, ink),
        };
    }

    static bool BooksBalance(Step<CdpState, CdpParameters> step)
    {
        var (debt, books) = (step.State.TotalDebt, step.State.Ledger);
        // Where all debt has been repaid what is left is the rounding of what was moved.
        return Math.Abs(debt + books.Sin - (books.Outside + books.Surplus)) <= Rounding * (debt + books.Sin + books.Moved);
    }

    static bool CollateralIsThere(Step<CdpState, CdpParameters> step)
    {
        var (layout, state) = (step.State.Layout, step.State);
        Span<double> found = stackalloc double[MostCollaterals];
        found.Clear();
        var urns = state.Urns.Agents;
        for (var urn = 0; urn < urns.Length; urn++)
            found[urn % layout.Kinds] += urns[urn].Ink;
        foreach (var auction in state.Auctions.Agents)
            found[auction.Urn % layout.Kinds] += auction.Lot;
        for (var kind = 0; kind < layout.Kinds; kind++)
        {
            if (!AreNear(layout.InitialInk[kind], found[kind] + state.Sold[kind]))
                return false;
        }

        return true;
    }

    static bool NoneIsNegative(ReadOnlySpan<Urn> urns)
    {
        foreach (var urn in urns)
        {
            if (!(urn.Ink >= 0 && urn.Art >= 0))
                return false;
        }

        return true;
    }

    static double OpenTabs(ReadOnlySpan<Auction> auctions)
    {
        var sum = 0.0;
        foreach (var auction in auctions)
            sum += auction.Tab;
        return sum;
    }

    static bool AreNear(double expected, double actual) => Math.Abs(actual - expected) <= Rounding * Math.Abs(expected);
}
