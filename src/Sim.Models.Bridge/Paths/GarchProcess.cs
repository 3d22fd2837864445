using Sim.Framework.Randomness;

namespace Sim.Models.Bridge.Paths;

/// <summary>Log returns with GARCH(1,1) variance, from the variance expected next.</summary>
/// <remarks>Each day's drift takes off half that day's variance, which keeps the mean of the price for normal innovations; Student's t has no mean of the price to keep.</remarks>
/// <param name="Growth">The mean simple return of a day.</param>
/// <param name="Model">The variance's law, in the unit of log returns.</param>
/// <param name="NextVariance">The variance of the first day.</param>
sealed record GarchProcess(double Growth, GarchModel Model, double NextVariance) : IReturnLaw
{
    /// <inheritdoc/>
    public double InitialState => NextVariance;

    /// <inheritdoc/>
    public void Next(RandomStream random, Span<double> states, Span<double> returns)
    {
        if (Model.DegreesOfFreedom is { } degrees)
        {
            var unit = Math.Sqrt((degrees - 2) / degrees);
            foreach (ref var value in returns)
                value = unit * random.StudentT(degrees);
        }
        else
        {
            random.Normals(returns);
        }

        Advance(Model, Math.Log(1 + Growth), states, returns);
    }

    /// <summary>Turns innovations of variance 1 into returns, and moves the variances on.</summary>
    internal static void Advance(GarchModel model, double logGrowth, Span<double> variances, Span<double> innovations)
    {
        for (var path = 0; path < innovations.Length; path++)
        {
            var variance = variances[path];
            var surprise = Math.Sqrt(variance) * innovations[path];
            innovations[path] = logGrowth - (variance / 2) + surprise;
            variances[path] = model.Omega + (model.Alpha * surprise * surprise) + (model.Beta * variance);
        }
    }
}
