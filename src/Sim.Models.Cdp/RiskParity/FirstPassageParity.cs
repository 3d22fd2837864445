using Sim.Models.Cdp.Probability;

namespace Sim.Models.Cdp.RiskParity;

/// <summary>Debt shared out so that every position touches its trigger up to the horizon with the same probability: the right model, as liquidation depends on the path.</summary>
/// <remarks>The common score z stands for the probability Phi(z). For each z the distance b of a position solves log P(b) = log Phi(z) by Newton's
/// steps from where they were, and tab = a exp(b). Without log drift P = 2 Phi(b/v): this is lognormal parity at half the probability.</remarks>
public static class FirstPassageParity
{
    /// <summary>The allocation, within bounds; from nothing to capacity if none are given.</summary>
    /// <exception cref="Framework.SimulationException">A position, a bound, the debt or the horizon is no sensible number.</exception>
    public static Allocation Solve(IReadOnlyList<Position> positions, double debt, Horizon horizon, IReadOnlyList<DebtBounds>? bounds = null)
    {
        var limits = Problem.Check(positions, debt, bounds);
        var (capacities, spreads) = Problem.Scaled(positions, horizon);
        // Without log drift a path that touches the trigger is twice as likely as one that ends below it: a good place to start from.
        var terminal = LognormalParity.Solve(positions, debt, horizon, limits);
        if (!terminal.IsFeasible)
            return terminal;
        var distances = new double[positions.Count];
        for (var place = 0; place < distances.Length; place++)
            distances[place] = terminal.Tabs[place] > 0 ? Math.Min(Math.Log(terminal.Tabs[place] / capacities[place]), -0.1 * spreads[place]) : -spreads[place];
        var start = NormalLaw.QuantileOfLog(Math.Min(NormalLaw.LogCumulative(terminal.Score) + Math.Log(2), -0.01));
        return CommonScore.Solve(TabAt, limits, debt, (-200, 9, start));

        (double Tab, double Slope) TabAt(int place, double score)
        {
            var (distance, slope) = Distance(positions[place], horizon, NormalLaw.LogCumulative(score), distances[place]);
            distances[place] = distance;
            var tab = capacities[place] * Math.Exp(distance);
            return (tab, slope > 0 ? tab * NormalLaw.LogSlope(score) / slope : 0);
        }
    }

    /// <summary>The distance at which first passage has this probability, and how fast the logarithm of the probability grows there.</summary>
    internal static (double Distance, double Slope) Distance(Position position, Horizon horizon, double logProbability, double start)
    {
        var logDrift = LiquidationProbability.LogDrift(position.Drift, position.Sigma, horizon.Fee);
        var (low, high, distance, slope) = (double.NegativeInfinity, 0.0, Math.Min(start, -1e-12), 0.0);
        for (var step = 0; step < 200; step++)
        {
            var found = LiquidationProbability.LogFirstPassage(distance, position.Sigma, logDrift, horizon.Years, out slope);
            (low, high) = found < logProbability ? (distance, high) : (low, distance);
            var next = slope > 0 ? distance + ((logProbability - found) / slope) : double.NaN;
            if (!(next > low && next < high))
                next = double.IsInfinity(low) ? 2 * distance : low + ((high - low) / 2);
            var change = next - distance;
            distance = next;
            // Newton's steps square their error: after one this small what is left is rounding.
            if (Math.Abs(change) <= 1e-10 * Math.Abs(distance))
                break;
        }

        return (distance, slope);
    }
}
