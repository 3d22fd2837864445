using Sim.Framework;
using Sim.Models.Bridge.Pools;
using Step = Sim.Framework.Step<Sim.Models.Bridge.BridgeState, Sim.Models.Bridge.BridgeParameters>;

namespace Sim.Models.Bridge.Blocks;

/// <summary>B8: arbitrageurs buy wrapped bitcoin, burn it at a liquidation vault and sell the collateral, as much as pays best; then holders who lost trust sell.</summary>
static class Arbitrage
{
    public static void Declare(BlockBuilder<BridgeState, BridgeParameters> block) => block
        .Describe("burns of the best size with slippage on both sides and price impact, until none pays; sales by holders")
        .Apply(state => new { state.Collaterals, state.Impulses, state.WrappedPool, state.Supply, state.Totals }, Burn);

    static void Burn(Step step, ref BridgeState next)
    {
        var collaterals = step.Draft(step.State.Collaterals);
        var impulses = step.Draft(step.State.Impulses);
        var burnable = 0.0;
        foreach (ref var collateral in collaterals.Agents)
        {
            collateral.BurntToday = 0;
            burnable += collateral.Liquidation.Burnable;
        }

        if (burnable > 0)
        {
            var before = next.Totals.Burnt;
            BurnAll(step, ref next, collaterals.Agents, impulses.Span);
            if (next.Totals.Burnt == before)
                next.Totals = next.Totals with { UnprofitableDays = next.Totals.UnprofitableDays + 1 };
        }

        next.Collaterals = collaterals.ToPopulation();
        next.Impulses = impulses.ToVector();
        SellByHolders(step, ref next);
    }

    /// <summary>Goes round the liquidation vaults until none pays or the budget is spent: a burn moves the wrapped pool for all.</summary>
    static void BurnAll(Step step, ref BridgeState next, Span<CollateralState> collaterals, Span<double> impulses)
    {
        var budget = step.Parameters.Arbitrage.BurnBudget;
        // One vault is done in one round; with several, each round leaves a smaller gain to the next.
        for (var round = 0; round < 1 + (4 * (collaterals.Length - 1)); round++)
        {
            var burnt = 0.0;
            for (var type = 0; type < collaterals.Length; type++)
                burnt += BurnOne(step, ref next, ref collaterals[type], type, budget - burnt, impulses);
            budget -= burnt;
            if (burnt == 0)
                break;
        }
    }

    static double BurnOne(Step step, ref BridgeState next, ref CollateralState collateral, int type, double budget, Span<double> impulses)
    {
        var (arbitrage, vault, quote) = (step.Parameters.Arbitrage, collateral.Liquidation, step.State.Solvency.Quote);
        var (rate, most) = (vault.Rate, Math.Min(vault.Burnable, budget));
        if (!(most > 0) || !(rate > 0))
            return 0;
        var best = next.WrappedPool.IsEmpty
            ? BurnArbitrage.OptimalSize(rate, collateral.Pool, quote, arbitrage.Hurdle)
            : BurnArbitrage.OptimalSize(rate, collateral.Pool, next.WrappedPool, arbitrage.Hurdle);
        var size = Math.Min(best, most);
        if (!(size >= PremiumRedeem.Satoshi))
            return 0;
        var sale = collateral.Pool.SellBase(rate * size);
        var purchase = next.WrappedPool.IsEmpty ? new Swap(default, default, size * quote, size) : next.WrappedPool.BuyBase(size);
        if (sale.Received - ((1 + arbitrage.Hurdle) * purchase.Paid) <= arbitrage.FixedCost)
            return 0;
        var burnt = vault.Burnt(size);
        if (burnt.Rate > 0)
            collateral.BurnDrift = Math.Max(collateral.BurnDrift, Math.Abs((burnt.Rate / rate) - 1));
        collateral.Liquidation = burnt;
        collateral.PaidOut += vault.Collateral - burnt.Collateral;
        collateral.Pool = sale.After;
        collateral.BurntToday += size;
        next.WrappedPool = purchase.After;
        next.Supply -= size;
        PushPrice(step, ref collateral, type, sale, impulses);
        next.Totals = next.Totals with
        {
            Burnt = next.Totals.Burnt + size,
            ArbitrageProfit = next.Totals.ArbitrageProfit + sale.Received - purchase.Paid - arbitrage.FixedCost,
            SlippagePaid = next.Totals.SlippagePaid + Lost(sale) + (next.WrappedPool.IsEmpty ? 0 : Lost(purchase)),
        };
        return size;
    }

    /// <summary>What a swap costs against the marginal price before it (BTC).</summary>
    static double Lost(in Swap swap) => swap.After.Base > swap.Before.Base
        ? swap.ExecutionSlippage * swap.Paid * swap.Before.Price
        : swap.ExecutionSlippage * swap.Paid;

    /// <summary>The permanent part lowers the efficient price at once; the transient part weighs on the market's price until it fades.</summary>
    static void PushPrice(Step step, ref CollateralState collateral, int type, in Swap sale, Span<double> impulses)
    {
        var (market, kind) = (step.Parameters.Market, step.State.Layout.Types[type]);
        var impact = market.Impact == ImpactLaw.Pool
            ? PriceImpact.OfPool(sale.Before, sale.Paid)
            : PriceImpact.SquareRoot(sale.Paid * collateral.Price, kind.DailyVolume, Math.Sqrt(collateral.Variance), market.ImpactCoefficient);
        var transient = (1 - market.PermanentShare) * impact;
        collateral.Price *= 1 - (market.PermanentShare * impact);
        collateral.Impact = Math.Min(PriceImpact.Largest, collateral.Impact + transient);
        if (impulses.Length > 0)
            impulses[(type * BridgeLayout.ImpulseDays) + (step.Timestep % BridgeLayout.ImpulseDays)] += transient;
    }

    static void SellByHolders(Step step, ref BridgeState next)
    {
        var missing = Math.Max(0, 1 - step.State.Solvency.Backing);
        if (missing == 0 || next.WrappedPool.IsEmpty)
            return;
        var sold = Math.Min(1, step.Parameters.Users.SellRate * missing) * Math.Max(0, next.Supply - next.WrappedPool.Base);
        next.WrappedPool = next.WrappedPool.SellBase(sold).After;
    }
}
