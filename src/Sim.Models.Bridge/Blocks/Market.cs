using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Bridge.BridgeState, Sim.Models.Bridge.BridgeParameters>;

namespace Sim.Models.Bridge.Blocks;

/// <summary>B1: prices move, the impact of past sales fades, and outside arbitrage brings pools back.</summary>
static class Market
{
    public static void Declare(BlockBuilder<BridgeState, BridgeParameters> block) => block
        .Describe("price, variance and low of each collateral, recovery from impact, pools brought back to outside prices")
        .Apply(state => new { state.Collaterals, state.Impulses, state.WrappedPool, state.LeastProduct }, Move);

    static void Move(Step step, ref BridgeState next)
    {
        var (market, layout) = (step.Parameters.Market, step.State.Layout);
        var draft = step.Draft(step.State.Collaterals);
        var collaterals = draft.Agents;
        Span<double> shocks = stackalloc double[collaterals.Length];
        Draw(step, shocks);
        next.Impulses = Impulses(step);
        for (var type = 0; type < collaterals.Length; type++)
        {
            ref var collateral = ref collaterals[type];
            MovePrice(ref collateral, layout.Types[type], market, shocks[type], market.StressDay - step.Timestep + 1);
            collateral.Impact = layout.Recovery.Shape == Pools.RecoveryShape.Exponential ? collateral.Impact * layout.DayLeft : Remembered(step, type);
            collateral.Pool = collateral.Pool.Requoted(collateral.Price, layout.Requote);
            collateral.LeastProduct = collateral.Pool.Product;
        }

        // Drawn last, so that paths are the same with and without intraday prices.
        for (var type = 0; type < collaterals.Length; type++)
            collaterals[type].Low = market.Intraday ? LowOfDay(collaterals[type], 1 - step.Random.NextDouble()) : collaterals[type].Price;
        next.Collaterals = draft.ToPopulation();
        next.WrappedPool = step.State.WrappedPool.IsEmpty ? step.State.WrappedPool : step.State.WrappedPool.Requoted(step.State.Solvency.Quote, layout.Requote);
        next.LeastProduct = next.WrappedPool.Product;
    }

    /// <summary>Shocks of mean 0 and variance 1; further collaterals are correlated with the first, and heavy tails come together.</summary>
    static void Draw(Step step, Span<double> shocks)
    {
        var market = step.Parameters.Market;
        step.Random.Normals(shocks);
        for (var type = 1; type < shocks.Length; type++)
            shocks[type] = (market.Correlation * shocks[0]) + (Math.Sqrt(1 - (market.Correlation * market.Correlation)) * shocks[type]);
        if (market.Process != PriceProcess.GarchT)
            return;
        var scale = Math.Sqrt((market.TailDegrees - 2) / step.Random.Gamma(market.TailDegrees / 2, 2));
        foreach (ref var shock in shocks)
            shock *= scale;
    }

    /// <summary>A day of the price's law; with days left to the stress day, today included, a day of a bridge to the stressed price.</summary>
    static void MovePrice(ref CollateralState collateral, CollateralType type, MarketParameters market, double shock, int daysLeft)
    {
        collateral.PreviousPrice = collateral.Price;
        var variance = collateral.Variance;
        var surprise = Math.Sqrt(variance) * shock;
        if (daysLeft > 0)
            collateral.Price *= Math.Exp(Pull(collateral.Price, type.Price * (1 - market.StressFall), daysLeft) + (Math.Sqrt((daysLeft - 1.0) / daysLeft) * surprise));
        else if (market.Process == PriceProcess.Euler)
            collateral.Price *= 1 + type.Drift + surprise;
        else
            collateral.Price *= Math.Exp(type.Drift - (variance / 2) + surprise);
        if (market.Process is PriceProcess.Log or PriceProcess.Euler)
            return;
        // Variance targeting: omega = V (1 - alpha - beta).
        var longRun = type.Volatility * type.Volatility;
        collateral.Variance = (longRun * (1 - market.Alpha - market.Beta)) + (market.Alpha * surprise * surprise) + (market.Beta * variance);
    }

    /// <summary>The mean step of a bridge to an end: an even share of what is left.</summary>
    static double Pull(double price, double end, int daysLeft) => Math.Log(end / price) / daysLeft;

    /// <summary>The minimum of a Brownian bridge between the logarithms of both ends of the day, by inverting P(hit b) = exp(-2 ln(x0/b) ln(x1/b) / σ²).</summary>
    static double LowOfDay(in CollateralState collateral, double uniform)
    {
        var (start, end) = (Math.Log(collateral.PreviousPrice), Math.Log(collateral.Price));
        var range = ((end - start) * (end - start)) - (2 * collateral.Variance * Math.Log(uniform));
        return Math.Exp((start + end - Math.Sqrt(range)) / 2);
    }

    /// <summary>The impulses with the place of today cleared; empty unless recovery is by a power law.</summary>
    static Vector Impulses(Step step)
    {
        var draft = step.Draft(step.State.Impulses);
        for (var place = step.Timestep % BridgeLayout.ImpulseDays; place < draft.Span.Length; place += BridgeLayout.ImpulseDays)
            draft.Span[place] = 0;
        return draft.ToVector();
    }

    /// <summary>The sum of past impulses, each faded by its age.</summary>
    static double Remembered(Step step, int type)
    {
        var impulses = step.State.Impulses.Span.Slice(type * BridgeLayout.ImpulseDays, BridgeLayout.ImpulseDays);
        var impact = 0.0;
        for (var age = 1; age < BridgeLayout.ImpulseDays && age < step.Timestep; age++)
        {
            var impulse = impulses[(step.Timestep - age) % BridgeLayout.ImpulseDays];
            if (impulse > 0)
                impact += impulse * step.State.Layout.Recovery.Left(age);
        }

        return Math.Min(Pools.PriceImpact.Largest, impact);
    }
}
