using Sim.Framework;

namespace Sim.Models.Cdp.RiskParity;

/// <summary>Finds the score that the positions share when each debt rises with it.</summary>
sealed class CommonScore
{
    const int MostSteps = 200;

    // Newton's steps square their error: after one this small what is left is rounding.
    const double LastStep = 1e-8;

    readonly TabAt _tabAt;
    readonly DebtBounds[] _bounds;
    readonly double _debt;
    readonly double[] _tabs;
    readonly double[] _rises;

    CommonScore(TabAt tabAt, DebtBounds[] bounds, double debt) =>
        (_tabAt, _bounds, _debt, _tabs, _rises) = (tabAt, bounds, debt, new double[bounds.Length], new double[bounds.Length]);

    /// <summary>A debt at a score, and how fast it rises with it.</summary>
    public delegate (double Tab, double Slope) TabAt(int place, double score);

    /// <summary>The debts, clipped to their bounds, that add up to the debt: Newton's steps, kept inside a bracket that halves when they do not help.</summary>
    public static Allocation Solve(TabAt tabAt, DebtBounds[] bounds, double debt, (double Low, double High, double Start) scores)
    {
        if (Problem.Infeasible(bounds, debt) is { } infeasible)
            return infeasible;
        var search = new CommonScore(tabAt, bounds, debt);
        var score = search.Score(scores.Low, scores.High, scores.Start);
        score += search.Share(score);
        var off = search._tabs.Sum() - debt;
        if (Math.Abs(off) > 1e-9 * Math.Max(Math.Abs(debt), search._tabs.Sum(Math.Abs)))
            throw new SimulationException(FormattableString.Invariant($"No score between {scores.Low} and {scores.High} makes the debts add up to {debt}: {-off} is missing. The positions are too unlike in size or risk."));
        return Problem.Solved(search._tabs, bounds, score, debt);
    }

    double Score(double low, double high, double score)
    {
        var before = double.PositiveInfinity;
        for (var step = 0; step < MostSteps; step++)
        {
            var (sum, slope) = Sum(score);
            var missing = _debt - sum;
            (low, high) = missing > 0 ? (score, high) : (low, score);
            var next = slope > 0 && Math.Abs(missing) < 0.5 * before ? score + (missing / slope) : double.NaN;
            before = double.IsNaN(next) ? double.PositiveInfinity : Math.Abs(missing);
            if (missing == 0 || Math.Abs(next - score) <= LastStep * Math.Max(1, Math.Abs(score)))
                return missing == 0 ? score : next;
            if (!(next > low && next < high))
                next = low + ((high - low) / 2);
            if (next == low || next == high)
                return score;
            score = next;
        }

        return score;
    }

    /// <summary>The debts at a score; what is left over goes to the free positions, each by how fast its debt rises. Gives the change of score that this is.</summary>
    double Share(double score)
    {
        var (sum, slope) = Sum(score);
        for (var place = 0; place < _tabs.Length && slope > 0; place++)
        {
            if (_rises[place] > 0)
                _tabs[place] = Math.Clamp(_tabs[place] + ((_debt - sum) * _rises[place] / slope), _bounds[place].Lower, _bounds[place].Upper);
        }

        return slope > 0 ? (_debt - sum) / slope : 0;
    }

    (double Sum, double Slope) Sum(double score)
    {
        var (sum, slope) = (0.0, 0.0);
        for (var place = 0; place < _tabs.Length; place++)
        {
            var (tab, rise) = _tabAt(place, score);
            _tabs[place] = Math.Clamp(tab, _bounds[place].Lower, _bounds[place].Upper);
            _rises[place] = _tabs[place] == tab ? rise : 0;
            sum += _tabs[place];
            slope += _rises[place];
        }

        return (sum, slope);
    }
}
