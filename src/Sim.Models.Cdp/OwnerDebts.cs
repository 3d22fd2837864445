using Sim.Models.Cdp.Probability;
using Sim.Models.Cdp.RiskParity;

namespace Sim.Models.Cdp;

/// <summary>How an owner's debts should stand, by normal parity over its horizon.</summary>
static class OwnerDebts
{
    const double DaysPerYear = 365;

    /// <summary>Standard deviation of a collateral's return over the horizon.</summary>
    public static double Spread(Collateral kind, double days) => kind.Sigma * Math.Sqrt(days / DaysPerYear);

    /// <summary>The debts at parity, between nothing and capacity; and the score that they share.</summary>
    /// <param name="capacities">Debt at which each position is liquidated at once (Dai); 0 for one that is left out.</param>
    /// <param name="spreads">See <see cref="Spread"/>.</param>
    /// <param name="debt">All debt (Dai), not above the capacities together.</param>
    /// <param name="tabs">Receives the debts (Dai).</param>
    public static double Parity(ReadOnlySpan<double> capacities, ReadOnlySpan<double> spreads, double debt, Span<double> tabs)
    {
        // A debt of nothing turns up at the score -1/spread; between two such scores the sum is a straight line.
        var from = double.NegativeInfinity;
        for (var place = 0; place < spreads.Length; place++)
        {
            if (capacities[place] > 0 && -1 / spreads[place] > from && SumAt(capacities, spreads, -1 / spreads[place]) <= debt)
                from = -1 / spreads[place];
        }

        var (level, slope) = (0.0, 0.0);
        for (var place = 0; place < spreads.Length; place++)
        {
            if (capacities[place] > 0 && -1 / spreads[place] <= from)
                (level, slope) = (level + capacities[place], slope + (capacities[place] * spreads[place]));
        }

        var score = slope > 0 ? Math.Min(0, (debt - level) / slope) : double.NegativeInfinity;
        for (var place = 0; place < tabs.Length; place++)
            tabs[place] = capacities[place] > 0 ? Math.Clamp(capacities[place] * (1 + (spreads[place] * score)), 0, capacities[place]) : 0;
        return score;
    }

    /// <summary>The score of a position: how many standard deviations its return is from liquidation, below 0 while safe.</summary>
    public static double Score(double tab, double capacity, double spread) => ((tab / capacity) - 1) / spread;

    /// <summary>The penalties that are to be expected over the horizon (Dai).</summary>
    public static double ExpectedPenalty(ReadOnlySpan<double> tabs, ReadOnlySpan<double> capacities, ReadOnlySpan<double> spreads, double chop)
    {
        var sum = 0.0;
        for (var place = 0; place < tabs.Length; place++)
        {
            if (capacities[place] > 0)
                sum += tabs[place] * (chop - 1) * NormalLaw.Cumulative(Score(tabs[place], capacities[place], spreads[place]));
        }

        return sum;
    }

    /// <summary>The debts with which a policy begins (Dai), for an owner of middle size.</summary>
    public static double[] AtStart(CdpParameters parameters, Framework.Randomness.RandomStream random)
    {
        Position[] positions = [.. parameters.Collaterals.Select(kind => new Position(kind.Ink, kind.Tag, kind.Mat, Spread(kind, parameters.ParityDays)))];
        var capacity = positions.Sum(position => position.Capacity);
        switch (parameters.Policy)
        {
            case OwnerPolicy.None:
                return [.. positions.Select(position => parameters.Debt * position.Capacity / capacity)];
            case OwnerPolicy.Annealing:
                var chain = new Annealing(positions, parameters.Debt);
                chain.Run(random, 100_000);
                return [.. chain.BestTabs];
            default:
                return [.. NormalParity.Solve(positions, parameters.Debt).Tabs];
        }
    }

    static double SumAt(ReadOnlySpan<double> capacities, ReadOnlySpan<double> spreads, double score)
    {
        var sum = 0.0;
        for (var place = 0; place < spreads.Length; place++)
            sum += Math.Clamp(capacities[place] * (1 + (spreads[place] * score)), 0, Math.Max(0, capacities[place]));
        return sum;
    }
}
