using Sim.Models.Cdp.Probability;

namespace Sim.Models.Cdp.RiskParity;

/// <summary>Debt shared out so that every position ends below its trigger with the same probability, under lognormal prices.</summary>
/// <remarks>tab = a exp(nu T + sigma sqrt(T) z), convex in the common score z, so Newton's steps converge from the right. Debts are never negative.</remarks>
public static class LognormalParity
{
    /// <summary>The allocation, within bounds; from nothing to capacity if none are given.</summary>
    /// <exception cref="Framework.SimulationException">A position, a bound, the debt or the horizon is no sensible number.</exception>
    public static Allocation Solve(IReadOnlyList<Position> positions, double debt, Horizon horizon, IReadOnlyList<DebtBounds>? bounds = null)
    {
        var limits = Problem.Check(positions, debt, bounds);
        var (capacities, spreads) = Problem.Scaled(positions, horizon);
        var centres = new double[positions.Count];
        for (var place = 0; place < centres.Length; place++)
            centres[place] = capacities[place] * Math.Exp(LiquidationProbability.LogDrift(positions[place].Drift, positions[place].Sigma, horizon.Fee) * horizon.Years);
        return CommonScore.Solve(TabAt, limits, debt, (-200, 200, 0));

        (double Tab, double Slope) TabAt(int place, double score)
        {
            var tab = centres[place] * Math.Exp(spreads[place] * score);
            return (tab, spreads[place] * tab);
        }
    }
}
