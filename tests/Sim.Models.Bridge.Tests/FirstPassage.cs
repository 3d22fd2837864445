using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace Sim.Models.Bridge.Tests;

/// <summary>Exact probabilities that a random walk falls to a barrier, for the model to be held to.</summary>
static class FirstPassage
{
    // Gauss-Legendre nodes over the region of survival; 256 against 512 differ by less than 1e-9 for the cases in use.
    const int Nodes = 256;

    // The region ends so many standard deviations of the whole walk above its start.
    const double Reach = 8;

    /// <summary>P(min over 1..steps of the walk's sum is at or below ln <paramref name="barrier"/>), for increments with this density of the logarithm.</summary>
    /// <remarks>The density of those still above the barrier is carried from step to step by Gauss-Legendre quadrature.</remarks>
    public static double OfWalk(double barrier, int steps, double volatility, Func<double, double> density)
    {
        var low = Math.Log(barrier);
        var rule = new GaussLegendreRule(low, low + (2 * Reach * volatility * Math.Sqrt(steps)), Nodes);
        var (places, weights) = (rule.Abscissas, rule.Weights);
        var alive = places.Select(density).ToArray();
        var kernel = places.Select(to => places.Zip(weights, (from, weight) => weight * density(to - from)).ToArray()).ToArray();
        for (var step = 1; step < steps; step++)
            alive = [.. kernel.Select(row => row.Zip(alive, (share, density) => share * density).Sum())];
        return 1 - Enumerable.Range(0, Nodes).Sum(node => weights[node] * alive[node]);
    }

    /// <summary>The walk of the exact scheme: ln X gains mean - σ²/2 + σz.</summary>
    public static double OfLogScheme(double barrier, int steps, double mean, double volatility) =>
        OfWalk(barrier, steps, volatility, gain => Normal.PDF(mean - (volatility * volatility / 2), volatility, gain));

    /// <summary>The walk of the Euler scheme: X is multiplied by 1 + mean + σz.</summary>
    public static double OfEulerScheme(double barrier, int steps, double mean, double volatility) =>
        OfWalk(barrier, steps, volatility, gain => Math.Exp(gain) * Normal.PDF(1 + mean, volatility, Math.Exp(gain)));

    /// <summary>The same when the price is watched all the time: the reflection principle with drift.</summary>
    public static double Continuous(double barrier, double days, double mean, double volatility)
    {
        var (level, drift, spread) = (Math.Log(barrier), mean - (volatility * volatility / 2), volatility * Math.Sqrt(days));
        return Normal.CDF(0, 1, (level - (drift * days)) / spread) + (Math.Exp(2 * drift * level / (volatility * volatility)) * Normal.CDF(0, 1, (level + (drift * days)) / spread));
    }
}
