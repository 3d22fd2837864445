using Sim.Framework.Randomness;

namespace Sim.Models.Bridge.Paths;

/// <summary>Normal log returns with normal jumps that come at a Poisson rate.</summary>
/// <remarks>
/// The diffusion carries what the jumps leave of the variance, and the drift makes up for the jumps, so that variance and mean growth are as given.
/// Source: R. C. Merton, "Option pricing when underlying stock returns are discontinuous", Journal of Financial Economics 3, 1976.
/// </remarks>
sealed record MertonJumpDiffusion : IReturnLaw
{
    readonly GeometricBrownianMotion _diffusion;
    readonly double _rate;
    readonly double _mean;
    readonly double _deviation;

    /// <param name="growth">The mean simple return of a day.</param>
    /// <param name="volatility">The standard deviation of the log return of a day, jumps included.</param>
    /// <param name="rate">Jumps expected in a day.</param>
    /// <param name="mean">The mean of a jump in the log price.</param>
    /// <param name="deviation">The standard deviation of a jump in the log price.</param>
    /// <exception cref="ArgumentOutOfRangeException">The jumps alone have more variance than the returns.</exception>
    public MertonJumpDiffusion(double growth, double volatility, double rate, double mean, double deviation)
    {
        var left = (volatility * volatility) - (rate * ((mean * mean) + (deviation * deviation)));
        if (left < 0)
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "the jumps alone have more variance than the returns");
        var jumpGrowth = rate * (Math.Exp(mean + (deviation * deviation / 2)) - 1);
        _diffusion = new GeometricBrownianMotion(Math.Log(1 + growth) - (left / 2) - jumpGrowth, Math.Sqrt(left));
        (_rate, _mean, _deviation) = (rate, mean, deviation);
    }

    /// <inheritdoc/>
    public double InitialState => 0;

    /// <inheritdoc/>
    public void Next(RandomStream random, Span<double> states, Span<double> returns)
    {
        _diffusion.Next(random, states, returns);
        foreach (ref var value in returns)
        {
            var jumps = random.Poisson(_rate);
            if (jumps > 0)
                value += (jumps * _mean) + (Math.Sqrt(jumps) * _deviation * random.Normal());
        }
    }
}
