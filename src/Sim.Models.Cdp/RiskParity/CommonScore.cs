using Sim.Framework;

namespace Sim.Models.Cdp.RiskParity;

/// <summary>Finds the score that the positions share when each debt rises with it.</summary>
static class CommonScore
{
    const int MostSteps = 200;

    /// <summary>A debt at a score, and how fast it rises with it.</summary>
    public delegate (double Tab, double Slope) TabAt(int place, double score);

    /// <summary>The debts, clipped to their bounds, that add up to the debt: Newton's steps, kept inside a bracket that halves when they do not help.</summary>
    public static Allocation Solve(int positions, TabAt tabAt, DebtBounds[] bounds, double debt, (double Low, double High, double Start) scores)
    {
        if (Problem.Infeasible(bounds, debt) is { } infeasible)
            return infeasible;
        var (tabs, score, low, high) = (new double[positions], scores.Start, scores.Low, scores.High);
        var before = double.PositiveInfinity;
        for (var step = 0; step < MostSteps; step++)
        {
            var (sum, slope) = Sum(tabs, tabAt, bounds, score);
            var missing = debt - sum;
            if (Math.Abs(missing) <= 4e-16 * Math.Max(Math.Abs(debt), 1e-300) * Math.Sqrt(positions))
                break;
            (low, high) = missing > 0 ? (score, high) : (low, score);
            var next = slope > 0 && Math.Abs(missing) < 0.5 * before ? score + (missing / slope) : double.NaN;
            before = double.IsNaN(next) ? double.PositiveInfinity : Math.Abs(missing);
            if (!(next > low && next < high))
                next = low + ((high - low) / 2);
            if (Math.Abs(next - score) <= 2e-16 * Math.Abs(score) || next == low || next == high)
                break;
            score = next;
        }

        Share(tabs, tabAt, bounds, debt, score);
        var off = tabs.Sum() - debt;
        if (Math.Abs(off) > 1e-9 * Math.Max(Math.Abs(debt), tabs.Sum(Math.Abs)))
            throw new SimulationException(FormattableString.Invariant($"No score between {scores.Low} and {scores.High} makes the debts add up to {debt}: {-off} is missing. The positions are too unlike in size or risk."));
        return Problem.Solved(tabs, bounds, score, debt);
    }

    /// <summary>The debts at a score; what its rounding leaves over goes to the free positions, each by how fast its debt rises.</summary>
    static void Share(double[] tabs, TabAt tabAt, DebtBounds[] bounds, double debt, double score)
    {
        var (sum, slope) = Sum(tabs, tabAt, bounds, score);
        for (var place = 0; place < tabs.Length && slope > 0; place++)
        {
            var (tab, rise) = tabAt(place, score);
            if (tab > bounds[place].Lower && tab < bounds[place].Upper)
                tabs[place] = Math.Clamp(tab + ((debt - sum) * rise / slope), bounds[place].Lower, bounds[place].Upper);
        }
    }

    static (double Sum, double Slope) Sum(double[] tabs, TabAt tabAt, DebtBounds[] bounds, double score)
    {
        var (sum, slope) = (0.0, 0.0);
        for (var place = 0; place < tabs.Length; place++)
        {
            var (tab, rise) = tabAt(place, score);
            tabs[place] = Math.Clamp(tab, bounds[place].Lower, bounds[place].Upper);
            sum += tabs[place];
            if (tabs[place] == tab)
                slope += rise;
        }

        return (sum, slope);
    }
}
