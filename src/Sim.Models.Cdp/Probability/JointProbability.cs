using MathNet.Numerics;
using MathNet.Numerics.Integration;

namespace Sim.Models.Cdp.Probability;

/// <summary>How likely several positions are liquidated together, or any of them.</summary>
public static class JointProbability
{
    const int Panels = 24, Order = 20;

    /// <summary>The probability that both of two normal values with this correlation lie below their scores.</summary>
    /// <remarks>Exact to 1e-12. Source: Plackett, Biometrika 41, 1954; the integral over the correlation's angle as in Drezner and Wesolowsky 1990.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The correlation is not between -1 and 1.</exception>
    public static double Both(double firstScore, double secondScore, double correlation)
    {
        if (!(Math.Abs(correlation) <= 1))
            throw new ArgumentOutOfRangeException(nameof(correlation), correlation, "A correlation lies between -1 and 1.");
        var (first, second) = (NormalLaw.Cumulative(firstScore), NormalLaw.Cumulative(secondScore));
        if (correlation == 1)
            return Math.Min(first, second);
        if (correlation == -1)
            return Math.Max(0, first + second - 1);
        var squares = (firstScore * firstScore) + (secondScore * secondScore);
        var product = 2 * firstScore * secondScore;
        double Integrand(double angle)
        {
            var sine = Math.Sin(angle);
            return Math.Exp(-(squares - (product * sine)) / (2 * (1 - (sine * sine))));
        }

        return Math.Clamp((first * second) + (Integral(Integrand, 0, Math.Asin(correlation)) / (2 * Math.PI)), 0, Math.Min(first, second));
    }

    /// <summary>The probability that any of two normal values with this correlation lies below its score.</summary>
    public static double Any(double firstScore, double secondScore, double correlation) =>
        NormalLaw.Cumulative(firstScore) + NormalLaw.Cumulative(secondScore) - Both(firstScore, secondScore, correlation);

    /// <summary>The probability that any of many normal values lies below its score, if what they share is one factor.</summary>
    /// <remarks>The correlation of two values is the product of their loadings. Source: Vasicek 1987, the one-factor model of portfolio loss.</remarks>
    /// <param name="scores">The scores.</param>
    /// <param name="loadings">How strongly each value follows the factor, between -1 and 1.</param>
    public static double AnyOfOneFactor(IReadOnlyList<double> scores, IReadOnlyList<double> loadings)
    {
        if (scores.Count != loadings.Count || loadings.Any(static loading => !(Math.Abs(loading) < 1)))
            throw new ArgumentException($"There are {scores.Count} scores and {loadings.Count} loadings: give one loading for each, between -1 and 1.", nameof(loadings));
        double Integrand(double factor)
        {
            var logNone = 0.0;
            for (var value = 0; value < scores.Count; value++)
                logNone += NormalLaw.LogOnePlus(-NormalLaw.Cumulative((scores[value] - (loadings[value] * factor)) / Math.Sqrt(1 - (loadings[value] * loadings[value]))));
            return NormalLaw.Density(factor) * -NormalLaw.ExpMinusOne(logNone);
        }

        // Beyond twelve deviations there is less than 1e-32 of the factor.
        return Integral(Integrand, -12, 12);
    }

    /// <summary>The probability that any of two positions is liquidated up to a horizon, if log prices have no drift against their debts.</summary>
    /// <param name="first">The first position: log return at which it is liquidated, below 0, and annual standard deviation.</param>
    /// <param name="second">The second position.</param>
    /// <param name="correlation">Correlation of the log returns, between -1 and 1.</param>
    /// <param name="years">The horizon.</param>
    /// <remarks>Source: Zhou, Review of Financial Studies 14(2), 2001: a Brownian motion in a wedge, as a series of Bessel functions.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A position is past its trigger, or the correlation is not between -1 and 1.</exception>
    public static double AnyFirstPassage((double Distance, double Sigma) first, (double Distance, double Sigma) second, double correlation, double years)
    {
        if (!(first.Distance < 0) || !(second.Distance < 0))
            throw new ArgumentOutOfRangeException(nameof(first), "A position that is past its trigger is liquidated already: the distances must lie below 0.");
        if (!(Math.Abs(correlation) < 1))
            throw new ArgumentOutOfRangeException(nameof(correlation), correlation, "A correlation lies between -1 and 1.");
        var (near, far, root) = (-first.Distance / first.Sigma, -second.Distance / second.Sigma, Math.Sqrt(1 - (correlation * correlation)));
        var squaredRadius = ((near * near) + (far * far) - (2 * correlation * near * far)) / (root * root);
        var (wedge, angle, x) = (Math.Acos(-correlation), Math.Atan2(far * root, near - (correlation * far)), squaredRadius / (4 * years));
        var sum = 0.0;
        for (var order = 1; order < 2_000; order += 2)
        {
            var half = order * Math.PI / wedge / 2;
            // Scaled by exp(-x), which the formula holds as a factor.
            var term = (SpecialFunctions.BesselIScaled(half + 0.5, x) + SpecialFunctions.BesselIScaled(half - 0.5, x)) / order;
            sum += Math.Sin(order * Math.PI * angle / wedge) * term;
            if (term < 1e-18 * Math.Abs(sum))
                break;
        }

        return Math.Clamp(1 - (2 * Math.Sqrt(squaredRadius) / Math.Sqrt(2 * Math.PI * years) * sum), 0, 1);
    }

    static double Integral(Func<double, double> function, double from, double to)
    {
        var sum = 0.0;
        for (var panel = 0; panel < Panels; panel++)
            sum += GaussLegendreRule.Integrate(function, from + ((to - from) * panel / Panels), from + ((to - from) * (panel + 1) / Panels), Order);
        return sum;
    }
}
