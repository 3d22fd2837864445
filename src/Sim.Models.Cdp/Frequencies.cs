using MathNet.Numerics.Distributions;

namespace Sim.Models.Cdp;

/// <summary>What runs say about a probability, and about the tail of a loss.</summary>
public static class Frequencies
{
    /// <summary>The interval in which a probability lies with a confidence, after so many cases of so many runs.</summary>
    /// <remarks>Never empty and never outside 0 to 1, even for no case. Source: E. B. Wilson, Journal of the American Statistical Association 22, 1927.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">No run, more cases than runs, or a confidence that is not between 0 and 1.</exception>
    public static (double Low, double High) Wilson(long cases, long runs, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(cases);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cases, runs);
        if (!(confidence is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1.");
        var z = Normal.InvCDF(0, 1, (1 + confidence) / 2);
        var (share, weight) = ((double)cases / runs, z * z / runs);
        var (centre, half) = ((share + (weight / 2)) / (1 + weight), z / (1 + weight) * Math.Sqrt((share * (1 - share) / runs) + (weight / 4 / runs)));
        return (cases == 0 ? 0 : centre - half, cases == runs ? 1 : centre + half);
    }

    /// <summary>How many standard deviations the share of cases lies from a probability, if that is the true one.</summary>
    public static double Deviations(long cases, long runs, double probability) =>
        (((double)cases / runs) - probability) / Math.Sqrt(probability * (1 - probability) / runs);

    /// <summary>The mean of the worst part of losses: of 99 % confidence the mean of the worst hundredth (CVaR, expected shortfall).</summary>
    /// <remarks>Source: Rockafellar and Uryasev, Journal of Risk 2(3), 2000: the last value counts by the part of it that is needed.</remarks>
    /// <exception cref="ArgumentException">No loss.</exception>
    public static double ConditionalValueAtRisk(IEnumerable<double> losses, double confidence)
    {
        var sorted = losses.OrderDescending().ToArray();
        if (sorted.Length == 0)
            throw new ArgumentException("There is no loss.", nameof(losses));
        var (left, sum) = ((1 - confidence) * sorted.Length, 0.0);
        var all = left;
        for (var rank = 0; rank < sorted.Length && left > 0; rank++, left--)
            sum += sorted[rank] * Math.Min(1, left);
        return sum / all;
    }
}
