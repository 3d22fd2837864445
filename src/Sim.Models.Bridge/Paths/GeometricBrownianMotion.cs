using System.Numerics;
using System.Runtime.InteropServices;
using Sim.Framework.Randomness;

namespace Sim.Models.Bridge.Paths;

/// <summary>Independent normal log returns: the exact scheme of geometric Brownian motion, whose price stays above zero.</summary>
/// <param name="LogDrift">The mean log return of a day.</param>
/// <param name="Volatility">The standard deviation of the log return of a day.</param>
sealed record GeometricBrownianMotion(double LogDrift, double Volatility) : IReturnLaw
{
    /// <summary>The motion whose price grows by a given mean simple return a day; none when 0.</summary>
    /// <remarks>ln(1 + growth) - sigma^2 / 2 is the log drift that leaves the mean of the price so.</remarks>
    public static GeometricBrownianMotion WithGrowth(double growth, double volatility) =>
        new(Math.Log(1 + growth) - (volatility * volatility / 2), volatility);

    /// <inheritdoc/>
    public double InitialState => 0;

    /// <inheritdoc/>
    public void Next(RandomStream random, Span<double> states, Span<double> returns)
    {
        random.Normals(returns);
        var (drift, volatility) = (new Vector<double>(LogDrift), new Vector<double>(Volatility));
        var wide = MemoryMarshal.Cast<double, Vector<double>>(returns);
        foreach (ref var value in wide)
            value = drift + (volatility * value);
        foreach (ref var value in returns[(wide.Length * Vector<double>.Count)..])
            value = LogDrift + (Volatility * value);
    }
}
