using Sim.Framework.Randomness;

namespace Sim.Models.Bridge.Paths;

/// <summary>Log returns with GARCH(1,1) variance whose innovations are drawn from those of the sample.</summary>
/// <remarks>Filtered historical simulation. Source: G. Barone-Adesi, K. Giannopoulos, L. Vosper, Journal of Futures Markets 19(5), 1999.</remarks>
/// <param name="Growth">The mean simple return of a day.</param>
/// <param name="Fit">The variance's law and the sample's innovations.</param>
sealed record FilteredHistorical(double Growth, GarchFit Fit) : IReturnLaw
{
    /// <inheritdoc/>
    public double InitialState => Fit.NextVariance;

    /// <inheritdoc/>
    public void Next(RandomStream random, Span<double> states, Span<double> returns)
    {
        foreach (ref var value in returns)
            value = Fit.Innovations[random.Integer(0, Fit.Innovations.Length)];
        GarchProcess.Advance(Fit.Model, Math.Log(1 + Growth), states, returns);
    }
}
