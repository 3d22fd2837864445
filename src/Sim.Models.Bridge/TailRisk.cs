using MathNet.Numerics.Distributions;
using Sim.Framework;

namespace Sim.Models.Bridge;

/// <summary>The bad end of a loss over the runs of one subset.</summary>
/// <remarks>Source: what Gauntlet (VaR, the 95 % quantile of insolvent debt; LaR, that of liquidated debt) and Chaos Labs report.</remarks>
/// <param name="Runs">How many runs it rests on.</param>
/// <param name="Mean">The mean.</param>
/// <param name="MeanError">The standard error of the mean.</param>
/// <param name="ValueAtRisk95">The smallest loss that 95 % of the runs do not exceed.</param>
/// <param name="ValueAtRisk99">The smallest loss that 99 % of the runs do not exceed.</param>
/// <param name="ValueAtRisk99Low">The low end of its 95 % confidence interval, by order statistics.</param>
/// <param name="ValueAtRisk99High">The high end; infinite when there are too few runs to have one.</param>
/// <param name="ExpectedShortfall99">The mean of the worst 1 % of the runs.</param>
/// <param name="ExpectedShortfall99Error">The standard error of that mean.</param>
public readonly record struct TailRisk(
    int Runs,
    double Mean,
    double MeanError,
    double ValueAtRisk95,
    double ValueAtRisk99,
    double ValueAtRisk99Low,
    double ValueAtRisk99High,
    double ExpectedShortfall99,
    double ExpectedShortfall99Error)
{
    const double Tail = 0.99;

    /// <summary>The tail of a metric that grows with the loss; runs without a value are left out.</summary>
    /// <exception cref="SimulationException">Fewer than 100 runs have a value, so no run is among the worst 1 %.</exception>
    public static TailRisk Of(IEnumerable<double?> losses)
    {
        double[] sorted = [.. losses.Where(loss => loss is not null).Select(loss => loss!.Value).Order()];
        if (sorted.Length < 100)
            throw new SimulationException($"{sorted.Length} runs have no worst 1 %: give 100 or more.");
        var worst = sorted[^(sorted.Length / 100)..];
        // The interval between two order statistics holds the quantile with the probability of a binomial count (David and Nagaraja 2003, section 7.1).
        var (low, high) = (Rank(sorted.Length, 0.025), Rank(sorted.Length, 0.975) + 1);
        var (mean, quantile) = (Average(sorted), At(sorted, Tail));
        var shortfall = Average(worst);
        // The worst runs vary, and so does where they begin (Manistre and Hancock 2005).
        var variance = (Square(worst, shortfall) + (Tail * (shortfall - quantile) * (shortfall - quantile))) / worst.Length;
        return new TailRisk(
            sorted.Length,
            mean,
            Math.Sqrt(Square(sorted, mean) / sorted.Length),
            At(sorted, 0.95),
            quantile,
            sorted[Math.Max(0, low - 1)],
            high > sorted.Length ? double.PositiveInfinity : sorted[high - 1],
            shortfall,
            Math.Sqrt(variance));
    }

    static double At(double[] sorted, double probability) => sorted[Math.Max(0, (int)Math.Ceiling((probability * sorted.Length) - 1e-9) - 1)];

    /// <summary>The smallest count that a binomial of this many runs does not exceed with the probability.</summary>
    static int Rank(int runs, double probability)
    {
        var (low, high) = (0, runs);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Binomial.CDF(Tail, runs, middle) < probability ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    static double Average(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }

    static double Square(ReadOnlySpan<double> values, double mean)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += (value - mean) * (value - mean);
        return values.Length > 1 ? sum / (values.Length - 1) : 0;
    }
}
