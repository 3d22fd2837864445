using System.Globalization;
using Sim.Framework;

namespace Sim.Models.Cdp.RiskParity;

/// <summary>What all solvers check and share.</summary>
static class Problem
{
    /// <summary>The bounds of each position: those given, or from nothing to capacity.</summary>
    /// <exception cref="SimulationException">A position, a bound or the debt is no sensible number.</exception>
    public static DebtBounds[] Check(IReadOnlyList<Position> positions, double debt, IReadOnlyList<DebtBounds>? bounds)
    {
        if (positions.Count == 0)
            throw new SimulationException("There is no position to share the debt out over: give one at least.");
        if (!double.IsFinite(debt))
            throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"The debt is {debt}: it must be a finite number."));
        if (bounds is not null && bounds.Count != positions.Count)
            throw new SimulationException($"There are {positions.Count} positions and {bounds.Count} bounds: give one for each, or none.");
        var all = new DebtBounds[positions.Count];
        for (var place = 0; place < all.Length; place++)
        {
            var (ink, tag, mat, sigma, drift) = positions[place];
            if (!(ink > 0 && tag > 0 && mat > 0 && sigma > 0 && double.IsFinite(ink * tag / mat * sigma) && double.IsFinite(drift)))
                throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"Position {place} has ink {ink}, tag {tag}, mat {mat}, sigma {sigma} and drift {drift}: all but the drift must be above 0, and all finite."));
            all[place] = bounds?[place] ?? DebtBounds.UpToCapacity(positions[place]);
            if (!(all[place].Lower <= all[place].Upper))
                throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"Position {place} has bounds from {all[place].Lower} to {all[place].Upper}: the lower must not be above the upper."));
        }

        return all;
    }

    /// <summary>The capacity of each position, and the deviation of its log price over the horizon.</summary>
    /// <exception cref="SimulationException">The horizon is no sensible number.</exception>
    public static (double[] Capacities, double[] Spreads) Scaled(IReadOnlyList<Position> positions, Horizon horizon)
    {
        if (!(horizon.Years > 0) || !double.IsFinite(horizon.Years) || !double.IsFinite(horizon.Fee))
            throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"The horizon is {horizon.Years} years at a fee of {horizon.Fee}: years must be above 0, and both finite."));
        return ([.. positions.Select(static position => position.Capacity)], [.. positions.Select(position => position.Sigma * Math.Sqrt(horizon.Years))]);
    }

    /// <summary>Why no allocation within these bounds has this debt; null when there is one.</summary>
    public static Allocation? Infeasible(DebtBounds[] bounds, double debt)
    {
        var (lower, upper) = (bounds.Sum(static bound => bound.Lower), bounds.Sum(static bound => bound.Upper));
        return debt > upper ? Allocation.Infeasible(AllocationStatus.AboveUpperBounds, debt, upper)
            : debt < lower ? Allocation.Infeasible(AllocationStatus.BelowLowerBounds, debt, lower)
            : null;
    }

    /// <summary>The allocation whose debts are these.</summary>
    public static Allocation Solved(double[] tabs, DebtBounds[] bounds, double score, double debt) => new()
    {
        Status = tabs.Zip(bounds).All(static pair => pair.First > pair.Second.Lower && pair.First < pair.Second.Upper) ? AllocationStatus.Interior : AllocationStatus.Bounded,
        Tabs = tabs,
        Score = score,
        NearestDebt = debt,
    };
}
