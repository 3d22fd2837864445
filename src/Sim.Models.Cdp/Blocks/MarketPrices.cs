using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Cdp.CdpState, Sim.Models.Cdp.CdpParameters>;

namespace Sim.Models.Cdp.Blocks;

/// <summary>Correlated geometric Brownian motions, with jumps if wanted, and the lowest price of the timestep.</summary>
/// <remarks>The lowest value of a Brownian bridge is (a + b - sqrt((b - a)^2 - 2 sigma^2 dt ln U))/2. Source: Karatzas and Shreve 1991, Brownian Motion and Stochastic Calculus, 2.8.</remarks>
static class MarketPrices
{
    const double DaysPerYear = 365;

    public static void Declare(BlockBuilder<CdpState, CdpParameters> block) => block
        .Describe("prices of all kinds of collateral, correlated, with jumps; and the lowest of the timestep")
        .Apply(state => new { state.Prices, state.Lows }, Move);

    static void Move(Step step, ref CdpState next)
    {
        var (layout, parameters, years) = (step.State.Layout, step.Parameters, step.Parameters.Days / DaysPerYear);
        Span<double> normals = stackalloc double[layout.Kinds];
        for (var kind = 0; kind < normals.Length; kind++)
            normals[kind] = step.Random.Normal();
        var prices = step.Draft(step.State.Prices);
        var lows = step.Draft(step.State.Lows);
        for (var kind = 0; kind < normals.Length; kind++)
        {
            var collateral = layout.Collaterals[kind];
            var shock = 0.0;
            for (var factor = 0; factor <= kind; factor++)
                shock += layout.Factor[(kind * layout.Kinds) + factor] * normals[factor];
            var change = ((collateral.Drift - (collateral.Sigma * collateral.Sigma / 2)) * years) + (collateral.Sigma * Math.Sqrt(years) * shock);
            var low = parameters.Monitoring == Monitoring.Continuous ? Math.Exp(LowestLog(step, change, collateral.Sigma * collateral.Sigma * years)) : double.PositiveInfinity;
            change += Jumps(step, years);
            var before = prices[kind];
            prices[kind] = before * Math.Exp(change);
            lows[kind] = Math.Min(before * low, prices[kind]);
        }

        next.Prices = prices.ToVector();
        next.Lows = lows.ToVector();
    }

    static double LowestLog(Step step, double change, double variance) =>
        (change - Math.Sqrt((change * change) - (2 * variance * Math.Log(1 - step.Random.Uniform(0, 1))))) / 2;

    static double Jumps(Step step, double years)
    {
        if (step.Parameters.JumpRate == 0)
            return 0;
        var count = step.Random.Poisson(step.Parameters.JumpRate * years);
        return count == 0 ? 0 : (count * step.Parameters.JumpMean) + (Math.Sqrt(count) * step.Parameters.JumpDeviation * step.Random.Normal());
    }
}
