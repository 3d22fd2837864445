using Sim.Framework;

namespace Sim.Models.Cdp.RiskParity;

/// <summary>Normal parity where a position may have no debt or at least a least debt (dust), and nothing between.</summary>
/// <remarks>Exact, by branch and bound on <see cref="NormalParity"/>: a debt that would be dust is nothing or at least the dust, whichever gives the smaller
/// largest score of a position with debt. For few positions.</remarks>
public static class DustParity
{
    /// <summary>The most positions that are searched.</summary>
    public const int MostPositions = 20;

    /// <summary>The allocation.</summary>
    /// <param name="positions">The positions, at most <see cref="MostPositions"/>.</param>
    /// <param name="debt">The debt of all together (Dai).</param>
    /// <param name="dust">The least debt of a position that has any (Dai).</param>
    /// <exception cref="SimulationException">A position, the debt or the dust is no sensible number, or there are too many positions.</exception>
    public static Allocation Solve(IReadOnlyList<Position> positions, double debt, double dust)
    {
        if (positions.Count > MostPositions)
            throw new SimulationException($"There are {positions.Count} positions: dust is searched for {MostPositions} at the most. Give bounds with a lower one for each position that is to have debt.");
        if (!(dust >= 0) || !double.IsFinite(dust))
            throw new SimulationException(FormattableString.Invariant($"The dust is {dust}: it must be a finite number of 0 or more."));
        var bounds = Problem.Check(positions, debt, null);
        if (Problem.Infeasible(bounds, debt) is { } infeasible)
            return infeasible;
        Allocation? best = null;
        Branch(positions, debt, dust, bounds, ref best);
        return best ?? Allocation.Infeasible(AllocationStatus.BelowLowerBounds, debt, 0);
    }

    static void Branch(IReadOnlyList<Position> positions, double debt, double dust, DebtBounds[] bounds, ref Allocation? best)
    {
        var relaxed = NormalParity.Solve(positions, debt, bounds);
        // What is free to be dust is never riskier than what is not.
        if (!relaxed.IsFeasible || (best is not null && LargestScore(positions, relaxed) >= LargestScore(positions, best)))
            return;
        var smallest = -1;
        for (var place = 0; place < positions.Count; place++)
        {
            if (relaxed.Tabs[place] > 0 && relaxed.Tabs[place] < dust && (smallest < 0 || relaxed.Tabs[place] < relaxed.Tabs[smallest]))
                smallest = place;
        }

        if (smallest < 0)
        {
            best = relaxed;
            return;
        }

        var kept = bounds[smallest];
        bounds[smallest] = new DebtBounds(0, 0);
        Branch(positions, debt, dust, bounds, ref best);
        if (kept.Upper >= dust)
        {
            bounds[smallest] = kept with { Lower = dust };
            Branch(positions, debt, dust, bounds, ref best);
        }

        bounds[smallest] = kept;
    }

    static double LargestScore(IReadOnlyList<Position> positions, Allocation allocation)
    {
        var largest = double.NegativeInfinity;
        for (var place = 0; place < positions.Count; place++)
        {
            if (allocation.Tabs[place] > 0)
                largest = Math.Max(largest, ((allocation.Tabs[place] / positions[place].Capacity) - 1) / positions[place].Sigma);
        }

        return largest;
    }
}
