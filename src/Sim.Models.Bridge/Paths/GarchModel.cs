using MathNet.Numerics;

namespace Sim.Models.Bridge.Paths;

/// <summary>GARCH(1,1): tomorrow's variance is a constant, a share of today's squared surprise and a share of today's variance.</summary>
/// <remarks>h(t+1) = omega + alpha e(t)^2 + beta h(t). Source: T. Bollerslev, Journal of Econometrics 31, 1986; Student's t as in Bollerslev, Review of Economics and Statistics 69, 1987.</remarks>
/// <param name="Omega">The constant part of the variance, above 0.</param>
/// <param name="Alpha">The weight of the last squared surprise.</param>
/// <param name="Beta">The weight of the last variance; with alpha below 1.</param>
/// <param name="DegreesOfFreedom">Of Student's t innovations, above 2; normal innovations when null.</param>
readonly record struct GarchModel(double Omega, double Alpha, double Beta, double? DegreesOfFreedom = null)
{
    const int BackcastLength = 75;
    const double BackcastDecay = 0.94;

    public double Persistence => Alpha + Beta;

    public double LongRunVariance => Omega / (1 - Persistence);

    /// <summary>The variance before the first surprise: the early squared surprises, exponentially weighted.</summary>
    /// <remarks>Source: bashtage/arch at 543f44c, the backcast of its volatility processes.</remarks>
    public static double Backcast(ReadOnlySpan<double> surprises)
    {
        var (sum, weights, weight) = (0.0, 0.0, 1.0);
        foreach (var surprise in surprises[..Math.Min(BackcastLength, surprises.Length)])
        {
            sum += weight * surprise * surprise;
            weights += weight;
            weight *= BackcastDecay;
        }

        return sum / weights;
    }

    /// <summary>Fills the variance of each day, and returns that of the day after the last.</summary>
    public double Filter(ReadOnlySpan<double> surprises, double backcast, Span<double> variances)
    {
        var variance = Omega + (Persistence * backcast);
        for (var day = 0; day < surprises.Length; day++)
        {
            variances[day] = variance;
            variance = Omega + (Alpha * surprises[day] * surprises[day]) + (Beta * variance);
        }

        return variance;
    }

    /// <summary>The logarithm of the likelihood of surprises with these variances.</summary>
    public double LogLikelihood(ReadOnlySpan<double> surprises, ReadOnlySpan<double> variances)
    {
        var (sum, degrees) = (0.0, DegreesOfFreedom ?? 0);
        for (var day = 0; day < surprises.Length; day++)
        {
            var (squared, variance) = (surprises[day] * surprises[day], variances[day]);
            sum += DegreesOfFreedom is null
                ? Math.Log(variance) + (squared / variance)
                : Math.Log(variance) + ((degrees + 1) * Math.Log(1 + (squared / (variance * (degrees - 2)))));
        }

        var constant = DegreesOfFreedom is null
            ? -0.5 * Math.Log(2 * Math.PI)
            : SpecialFunctions.GammaLn((degrees + 1) / 2) - SpecialFunctions.GammaLn(degrees / 2) - (0.5 * Math.Log(Math.PI * (degrees - 2)));
        return (surprises.Length * constant) - (0.5 * sum);
    }

    /// <summary>Fills the expected variance of each coming day, given that of the first.</summary>
    /// <remarks>E[h(t+k)] = V + (alpha + beta)^(k-1) (h(t+1) - V), stepped so that it also holds at a persistence of 1.</remarks>
    public void Forecast(double nextVariance, Span<double> variances)
    {
        var variance = nextVariance;
        foreach (ref var expected in variances)
        {
            expected = variance;
            variance = Omega + (Persistence * variance);
        }
    }
}
