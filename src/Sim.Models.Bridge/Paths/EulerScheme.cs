namespace Sim.Models.Bridge.Paths;

/// <summary>Geometric Brownian motion as the original analysis steps it: Euler on the price, which can fall below zero.</summary>
/// <remarks>X(j+1) = X(j) (1 + mu dt + sigma sqrt(dt) z). Source: interlay/collateralization-analysis at 2f668c5, simulation/simulation.py, whose process QuantLib discretises so.</remarks>
/// <param name="Drift">The mean simple return of a period.</param>
/// <param name="Volatility">The standard deviation of the simple return of a period.</param>
/// <param name="StepsPerPeriod">How many steps a period is cut into.</param>
readonly record struct EulerScheme(double Drift, double Volatility, int StepsPerPeriod = 1)
{
    /// <summary>The scheme that the original makes of its arguments: a missing one, and also a zero, becomes the sample's.</summary>
    public static EulerScheme OfArguments(double? drift, double? volatility, double sampleMean, double sampleDeviation, int stepsPerPeriod = 1) => new(
        drift is null or 0 ? sampleMean : drift.Value, volatility is null or 0 ? sampleDeviation : volatility.Value, stepsPerPeriod);

    /// <summary>Fills one path, its start included, from the next draws.</summary>
    public void NextPath(MersenneTwister random, double initial, Span<double> path)
    {
        var value = initial;
        var length = 1.0 / StepsPerPeriod;
        path[0] = value;
        for (var step = 1; step < path.Length; step++)
        {
            var time = (step * length) - ((step - 1) * length);   // the original subtracts grid times
            var z = AcklamNormal.Quantile(random.NextUniform());
            value = value + (Drift * value * time) + (Volatility * value * Math.Sqrt(time) * z);
            path[step] = value;
        }
    }

    /// <summary>The running minimum of each path, over the start and so many moves, relative to the start.</summary>
    /// <param name="seed">The seed of the original's generator.</param>
    /// <param name="moves">The moves that each minimum looks over.</param>
    /// <param name="length">The moves of a path: how many draws each path takes, looked at or not.</param>
    /// <param name="minima">For each entry of <paramref name="moves"/>, one minimum a path.</param>
    /// <exception cref="ArgumentOutOfRangeException">A minimum would look over more moves than a path has.</exception>
    public void RunningMinima(uint seed, ReadOnlySpan<int> moves, int length, double[][] minima)
    {
        var random = new MersenneTwister(seed);
        var path = new double[length + 1];
        for (var number = 0; number < minima[0].Length; number++)
        {
            NextPath(random, 1, path);
            for (var window = 0; window < moves.Length; window++)
                minima[window][number] = Least(path.AsSpan(0, moves[window] + 1));
        }
    }

    static double Least(ReadOnlySpan<double> values)
    {
        var least = values[0];
        foreach (var value in values)
            least = Math.Min(least, value);
        return least;
    }
}
