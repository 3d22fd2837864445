namespace Sim.Models.Cdp.Probability;

/// <summary>How likely a position falls below its liquidation ratio.</summary>
/// <remarks>
/// Probabilities are exact to a few roundings however small; their logarithms reach further than the smallest number.
/// A distance is ln(mat tab / (ink tag)): the log return at which the position is liquidated, below 0 while it is safe.
/// Sigma and drift are annual, time is in years, the stability fee a rate that compounds continuously.
/// </remarks>
public static class LiquidationProbability
{
    const double Sqrt2 = 1.4142135623730951, Sqrt2Pi = 2.5066282746310002;

    /// <summary>The mean overshoot of a random walk over a barrier in steps, -zeta(1/2)/sqrt(2 pi). Source: Broadie, Glasserman and Kou 1997.</summary>
    public const double DiscreteShift = 0.5825971579390106;

    /// <summary>The return at which a position is liquidated, mat tab / (ink tag) - 1.</summary>
    public static double Hit(double ink, double tag, double tab, double mat) => (mat * tab / (ink * tag)) - 1;

    /// <summary>The log return at which a position is liquidated.</summary>
    public static double Distance(double ink, double tag, double tab, double mat) => Math.Log(mat * tab / (ink * tag));

    /// <summary>The logarithm of the probability that a normal return over one period ends below the hit.</summary>
    /// <param name="hit">The return at which the position is liquidated.</param>
    /// <param name="sigma">Standard deviation of the return over the period.</param>
    public static double LogTerminalNormal(double hit, double sigma) => NormalLaw.LogCumulative(hit / sigma);

    /// <summary>The probability that a normal return over one period ends below the hit. Source: L. Livnev, cdp-balance, 2018.</summary>
    public static double TerminalNormal(double hit, double sigma) => NormalLaw.Cumulative(hit / sigma);

    /// <summary>The log drift that a price with this drift has against debt that grows by the fee.</summary>
    public static double LogDrift(double drift, double sigma, double fee) => drift - (sigma * sigma / 2) - fee;

    /// <summary>The probability that a lognormal price ends below the trigger.</summary>
    /// <param name="distance">See <see cref="Distance"/>.</param>
    /// <param name="sigma">Annual standard deviation.</param>
    /// <param name="logDrift">See <see cref="LogDrift"/>.</param>
    /// <param name="years">The horizon.</param>
    public static double TerminalLognormal(double distance, double sigma, double logDrift, double years) =>
        NormalLaw.Cumulative((distance - (logDrift * years)) / (sigma * Math.Sqrt(years)));

    /// <summary>The probability that a lognormal price touches the trigger at any moment up to the horizon.</summary>
    /// <remarks>P = Phi((b - nu T)/v) + exp(2 nu b / sigma^2) Phi((b + nu T)/v), v = sigma sqrt(T); 1 for b of 0 or more.
    /// Source: Harrison 1985, Brownian Motion and Stochastic Flow Systems, 1.8.</remarks>
    public static double FirstPassage(double distance, double sigma, double logDrift, double years) =>
        Math.Exp(LogFirstPassage(distance, sigma, logDrift, years));

    /// <summary>The logarithm of <see cref="FirstPassage"/>.</summary>
    public static double LogFirstPassage(double distance, double sigma, double logDrift, double years) =>
        LogFirstPassage(distance, sigma, logDrift, years, out _);

    /// <summary>The logarithm of <see cref="FirstPassage"/>, and how fast it grows with the distance.</summary>
    internal static double LogFirstPassage(double distance, double sigma, double logDrift, double years, out double slope)
    {
        slope = 0;
        if (distance >= 0)
            return 0;
        var spread = sigma * Math.Sqrt(years);
        var (without, reflected) = ((distance - (logDrift * years)) / spread, (distance + (logDrift * years)) / spread);
        // Both terms have the factor exp(-d1^2/2): exp(2 nu b / sigma^2) Phi(d2) is it times erfcx(-d2/sqrt 2)/2. So nothing overflows or cancels.
        if (without < 0 && reflected < 0)
        {
            var (ended, touched) = (0.5 * NormalLaw.ScaledErfc(-without / Sqrt2), 0.5 * NormalLaw.ScaledErfc(-reflected / Sqrt2));
            slope = ((2 / (spread * Sqrt2Pi)) + (2 * logDrift / (sigma * sigma) * touched)) / (ended + touched);
            return Math.Log(ended + touched) - (0.5 * without * without);
        }

        var second = reflected < 0
            ? Math.Log(0.5 * NormalLaw.ScaledErfc(-reflected / Sqrt2)) - (0.5 * without * without)
            : (2 * logDrift * distance / (sigma * sigma)) + NormalLaw.LogCumulative(reflected);
        // dP/db = 2 phi(d1)/v + (2 nu/sigma^2) second.
        var rise = (2 * NormalLaw.Density(without) / spread) + (2 * logDrift / (sigma * sigma) * Math.Exp(second));
        var log = without > 0 ? LogOfMostlyCertain(without, second) : LogOfSum(NormalLaw.LogCumulative(without), second);
        slope = rise * Math.Exp(-log);
        return log;
    }

    static double LogOfSum(double first, double second)
    {
        var (larger, smaller) = first > second ? (first, second) : (second, first);
        return Math.Min(0, larger + NormalLaw.LogOnePlus(Math.Exp(smaller - larger)));
    }

    /// <summary>The probability that a walk that is looked at so many times up to the horizon is found below the trigger.</summary>
    /// <remarks>The barrier is moved away by <see cref="DiscreteShift"/> sigma sqrt(dt). Source: Broadie, Glasserman and Kou,
    /// Mathematical Finance 7(4), 1997, 325-348. It is a few percent off very near the barrier or for few looks deep in the tail.</remarks>
    public static double DiscreteFirstPassage(double distance, double sigma, double logDrift, double years, int looks) =>
        FirstPassage(distance - (DiscreteShift * sigma * Math.Sqrt(years / looks)), sigma, logDrift, years);

    /// <summary>The probability that a path touched the trigger between two looks at which it lay above.</summary>
    /// <param name="before">Log price over the trigger at the first look, above 0.</param>
    /// <param name="after">Log price over the trigger at the second look, above 0.</param>
    /// <param name="sigma">Annual standard deviation.</param>
    /// <param name="years">Time between the looks.</param>
    public static double TouchedBetween(double before, double after, double sigma, double years) =>
        before <= 0 || after <= 0 ? 1 : Math.Exp(-2 * before * after / (sigma * sigma * years));

    /// <summary>Drift alone carries the price below: the logarithm of one minus what is left.</summary>
    static double LogOfMostlyCertain(double without, double second)
    {
        var left = NormalLaw.Cumulative(-without) - Math.Exp(second);
        return NormalLaw.LogOnePlus(-Math.Max(left, 0));
    }
}
