using Sim.Models.Cdp.Probability;

namespace Sim.Models.Cdp.RiskParity;

/// <summary>Debt shared out so that every position is the same number of standard deviations away from liquidation, under normal returns over one period.</summary>
/// <remarks>
/// With a = ink tag / mat the score of a position is z = (tab/a - 1)/sigma and its probability Phi(z), so equal probabilities
/// are equal scores: tab = a (1 + sigma z) with z = (D - sum a) / sum(a sigma). Under bounds the debts are clipped and z follows by
/// water-filling over the sorted scores at which bounds begin to bind, in O(N log N): this minimises the largest probability of any
/// position with debt. Source: the closed form of the problem that L. Livnev, cdp-balance, 2018, anneals.
/// </remarks>
public static class NormalParity
{
    /// <summary>The allocation, within bounds; from nothing to capacity if none are given.</summary>
    /// <exception cref="Framework.SimulationException">A position, a bound or the debt is no sensible number.</exception>
    public static Allocation Solve(IReadOnlyList<Position> positions, double debt, IReadOnlyList<DebtBounds>? bounds = null) =>
        SolveWithOffsets(positions, debt, default, bounds);

    /// <summary>The allocation with unequal targets: each position stands its own number of standard deviations off the common score.</summary>
    /// <param name="positions">The positions.</param>
    /// <param name="debt">The debt of all together (Dai).</param>
    /// <param name="offsets">Each position's score less the common one; below 0 is safer.</param>
    /// <param name="bounds">The bounds.</param>
    /// <exception cref="Framework.SimulationException">A position, a bound or the debt is no sensible number.</exception>
    public static Allocation SolveWithOffsets(IReadOnlyList<Position> positions, double debt, ReadOnlySpan<double> offsets, IReadOnlyList<DebtBounds>? bounds = null)
    {
        var limits = Problem.Check(positions, debt, bounds);
        if (Problem.Infeasible(limits, debt) is { } infeasible)
            return infeasible;
        var (levels, slopes) = (new double[positions.Count], new double[positions.Count]);
        for (var place = 0; place < levels.Length; place++)
        {
            slopes[place] = positions[place].Capacity * positions[place].Sigma;
            levels[place] = positions[place].Capacity + (offsets.IsEmpty ? 0 : slopes[place] * offsets[place]);
        }

        var (tabs, score) = Fill(levels, slopes, limits, debt);
        return Problem.Solved(tabs, limits, score, debt);
    }

    /// <summary>The most debt that no position bears at more than this probability (Dai): sum a + sum(a sigma) Phi^-1(p).</summary>
    public static double MostDebt(IReadOnlyList<Position> positions, double probability)
    {
        Problem.Check(positions, 0, null);
        var score = NormalLaw.Quantile(probability);
        return positions.Sum(position => position.Capacity * Math.Max(0, 1 + (position.Sigma * score)));
    }

    /// <summary>Debts level + slope z, clipped to their bounds, that add up to the debt; and z.</summary>
    internal static (double[] Tabs, double Score) Fill(double[] levels, double[] slopes, DebtBounds[] bounds, double debt)
    {
        var score = ScoreOf(levels, slopes, bounds, debt);
        var tabs = new double[levels.Length];
        for (var place = 0; place < tabs.Length; place++)
            tabs[place] = Math.Clamp(levels[place] + (slopes[place] * score), bounds[place].Lower, bounds[place].Upper);
        return (tabs, score);
    }

    static double ScoreOf(double[] levels, double[] slopes, DebtBounds[] bounds, double debt)
    {
        if (TryInterior(levels, slopes, bounds, debt, out var interior))
            return interior;
        // Between two scores at which a bound begins or ceases to bind the sum is a straight line; the last one whose start it has passed is the one.
        var turns = new List<double>(2 * levels.Length);
        for (var place = 0; place < levels.Length; place++)
        {
            foreach (var bound in (ReadOnlySpan<double>)[bounds[place].Lower, bounds[place].Upper])
            {
                if (double.IsFinite(bound))
                    turns.Add((bound - levels[place]) / slopes[place]);
            }
        }

        turns.Sort();
        var (below, above) = (-1, turns.Count);
        while (above - below > 1)
        {
            var middle = (below + above) / 2;
            if (SumAt(levels, slopes, bounds, turns[middle]) <= debt)
                below = middle;
            else
                above = middle;
        }

        var from = below < 0 ? double.NegativeInfinity : turns[below];
        var to = above == turns.Count ? double.PositiveInfinity : turns[above];
        return OnLine(levels, slopes, bounds, debt, from, to);
    }

    static bool TryInterior(double[] levels, double[] slopes, DebtBounds[] bounds, double debt, out double score)
    {
        var (level, slope) = (0.0, 0.0);
        for (var place = 0; place < levels.Length; place++)
            (level, slope) = (level + levels[place], slope + slopes[place]);
        score = (debt - level) / slope;
        for (var place = 0; place < levels.Length; place++)
        {
            var tab = levels[place] + (slopes[place] * score);
            if (tab < bounds[place].Lower || tab > bounds[place].Upper)
                return false;
        }

        return true;
    }

    static double SumAt(double[] levels, double[] slopes, DebtBounds[] bounds, double score)
    {
        var sum = 0.0;
        for (var place = 0; place < levels.Length; place++)
            sum += Math.Clamp(levels[place] + (slopes[place] * score), bounds[place].Lower, bounds[place].Upper);
        return sum;
    }

    /// <summary>Where the sum reaches the debt between two scores, over which no bound changes.</summary>
    static double OnLine(double[] levels, double[] slopes, DebtBounds[] bounds, double debt, double from, double to)
    {
        var inside = double.IsInfinity(from) ? to - 1 : double.IsInfinity(to) ? from + 1 : from + ((to - from) / 2);
        var (level, slope) = (0.0, 0.0);
        for (var place = 0; place < levels.Length; place++)
        {
            var tab = levels[place] + (slopes[place] * inside);
            if (tab <= bounds[place].Lower)
                level += bounds[place].Lower;
            else if (tab >= bounds[place].Upper)
                level += bounds[place].Upper;
            else
                (level, slope) = (level + levels[place], slope + slopes[place]);
        }

        // No position is free where the debt is exactly what bounds add up to: any score between will do.
        return slope == 0 ? (double.IsFinite(from) ? from : to) : (debt - level) / slope;
    }
}
