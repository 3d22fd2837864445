using Sim.Framework.Randomness;

namespace Sim.Models.Bridge.Paths;

/// <summary>Log returns whose variance is a mean-reverting square-root process; all rates are per day.</summary>
/// <remarks>
/// Variance dv = speed (mean - v) dt + volatility sqrt(v) dW by Euler with full truncation: where v falls below zero, zero takes its place in drift and noise.
/// Sources: S. L. Heston, Review of Financial Studies 6(2), 1993; R. Lord, R. Koekkoek, D. van Dijk, Quantitative Finance 10(2), 2010.
/// </remarks>
/// <param name="Growth">The mean simple return of a day.</param>
/// <param name="InitialVariance">The variance of the log return on the first day.</param>
/// <param name="MeanVariance">The variance that it reverts to.</param>
/// <param name="Speed">The share of the gap to the mean that closes in a day.</param>
/// <param name="VolatilityOfVariance">The noise of the variance, per square root of a day.</param>
/// <param name="Correlation">The correlation of returns and changes of variance.</param>
sealed record HestonModel(double Growth, double InitialVariance, double MeanVariance, double Speed, double VolatilityOfVariance, double Correlation) : IReturnLaw
{
    /// <inheritdoc/>
    public double InitialState => InitialVariance;

    /// <inheritdoc/>
    public void Next(RandomStream random, Span<double> states, Span<double> returns)
    {
        var logGrowth = Math.Log(1 + Growth);
        var rest = Math.Sqrt(1 - (Correlation * Correlation));
        for (var path = 0; path < returns.Length; path++)
        {
            var (z, other) = (random.Normal(), random.Normal());
            var variance = Math.Max(states[path], 0);
            var deviation = Math.Sqrt(variance);
            returns[path] = logGrowth - (variance / 2) + (deviation * z);
            states[path] += (Speed * (MeanVariance - variance)) + (VolatilityOfVariance * deviation * ((Correlation * z) + (rest * other)));
        }
    }
}
