using Sim.Models.Cdp.Probability;

namespace Sim.Models.Cdp.RiskParity;

/// <summary>Other ways to share out debt under normal returns over one period: what is liquidated on the whole, instead of who.</summary>
/// <remarks>Each is one equation for each position and one for all. The first two are convex as long as no position is past its trigger,
/// which the bounds see to. Scores of the results are logarithms of the common price of risk.</remarks>
public static class OtherObjectives
{
    // Beyond forty deviations probabilities are below the smallest number; scores this far hold every price of risk.
    const double Furthest = 60;

    /// <summary>The debts with the least probability that any position is liquidated, if they are independent.</summary>
    /// <remarks>The hazards phi/(1 - Phi) of the scores stand in the ratio of a sigma: larger positions carry more.</remarks>
    /// <exception cref="Framework.SimulationException">A position, a bound or the debt is no sensible number.</exception>
    public static Allocation LeastAnyLiquidation(IReadOnlyList<Position> positions, double debt, IReadOnlyList<DebtBounds>? bounds = null) =>
        Solve(positions, debt, bounds, static (position, score) => (
            Math.Log(NormalLaw.Hazard(score)) - Math.Log(position.Capacity * position.Sigma),
            NormalLaw.Hazard(score) - score));

    /// <summary>The debts with the least expected debt liquidated, sum tab p.</summary>
    /// <exception cref="Framework.SimulationException">A position, a bound or the debt is no sensible number.</exception>
    public static Allocation LeastExpectedLiquidation(IReadOnlyList<Position> positions, double debt, IReadOnlyList<DebtBounds>? bounds = null) =>
        Solve(positions, debt, bounds, static (position, score) =>
        {
            // d(tab p)/dtab = Phi(z) + (1 + sigma z)/sigma phi(z), in units of phi.
            var (size, ratio) = ((1 + (position.Sigma * score)) / position.Sigma, 1 / NormalLaw.LogSlope(score));
            return (Math.Log(NormalLaw.Density(score)) + Math.Log(ratio + size), (2 - (size * score)) / (ratio + size));
        });

    /// <summary>The debts whose expected liquidations tab p are equal. A small position can come out with a high probability of its own.</summary>
    /// <exception cref="Framework.SimulationException">A position, a bound or the debt is no sensible number.</exception>
    public static Allocation EqualExpectedLiquidation(IReadOnlyList<Position> positions, double debt, IReadOnlyList<DebtBounds>? bounds = null) =>
        Solve(positions, debt, bounds, static (position, score) =>
        {
            var size = 1 + (position.Sigma * score);
            return size <= 0 ? (double.NegativeInfinity, double.PositiveInfinity)
                : (Math.Log(position.Capacity * size) + NormalLaw.LogCumulative(score), (position.Sigma / size) + NormalLaw.LogSlope(score));
        });

    /// <summary>The debts at which the logarithm of the price of risk, which rises with the score, is the same.</summary>
    static Allocation Solve(IReadOnlyList<Position> positions, double debt, IReadOnlyList<DebtBounds>? bounds, Func<Position, double, (double Value, double Slope)> logPrice)
    {
        var limits = Problem.Check(positions, debt, bounds);
        // A debt below nothing or past the trigger has no sensible price.
        for (var place = 0; place < limits.Length; place++)
            limits[place] = new DebtBounds(Math.Max(0, limits[place].Lower), Math.Min(positions[place].Capacity, limits[place].Upper));
        if (Problem.Infeasible(limits, debt) is { } infeasible)
            return infeasible;
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var position in positions)
        {
            low = Math.Min(low, logPrice(position, LowestScore(position) * (1 - 1e-12)).Value);
            high = Math.Max(high, logPrice(position, 0).Value);
        }

        var scores = positions.Select(static position => Math.Max(-0.5 / position.Sigma, -3)).ToArray();
        return CommonScore.Solve(TabAt, limits, debt, (Math.Max(low, -2_000) - 1, high + 1, high - 4));

        (double Tab, double Slope) TabAt(int place, double price)
        {
            var position = positions[place];
            var (score, slope) = ScoreAt(position, price, scores[place], logPrice);
            scores[place] = score;
            return (position.Capacity * (1 + (position.Sigma * score)), slope > 0 ? position.Capacity * position.Sigma / slope : 0);
        }
    }

    /// <summary>The score of no debt, or so low that no one can tell.</summary>
    static double LowestScore(Position position) => Math.Max(-1 / position.Sigma, -Furthest);

    /// <summary>The score between no debt and the trigger at which the price is reached, or the end beyond which it lies.</summary>
    static (double Score, double Slope) ScoreAt(Position position, double price, double start, Func<Position, double, (double Value, double Slope)> logPrice)
    {
        var (low, high) = (LowestScore(position), 0.0);
        if (logPrice(position, low).Value >= price)
            return (-1 / position.Sigma, 0);
        if (logPrice(position, high).Value <= price)
            return (high, 0);
        var (score, slope) = (Math.Clamp(start, low, high), 0.0);
        for (var step = 0; step < 200; step++)
        {
            (var value, slope) = logPrice(position, score);
            (low, high) = value < price ? (score, high) : (low, score);
            var next = score + ((price - value) / slope);
            if (!(next > low && next < high))
                next = low + ((high - low) / 2);
            var change = next - score;
            score = next;
            if (Math.Abs(change) <= 1e-15 * Math.Max(1, Math.Abs(score)))
                break;
        }

        return (score, slope);
    }
}
