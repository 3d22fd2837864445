using Sim.Framework;

namespace Sim.Analysis.Statistics;

/// <summary>How the mean of one subset differs from that of another whose runs drew the same random numbers.</summary>
/// <param name="Difference">The mean less that of the baseline.</param>
/// <param name="HalfWidth">Half the width of the interval around the difference.</param>
/// <param name="Confidence">The share of such intervals that hold the true difference.</param>
/// <param name="Count">How many pairs of runs it is of.</param>
/// <param name="Correlation">The correlation of the two over runs; null when one of them does not vary.</param>
/// <param name="VarianceReduction">The share of the variance of unpaired runs that pairing saves: 0.9 is as good as ten times the runs, and below zero pairing hurts. Null when neither varies.</param>
public sealed record PairedDifference(double Difference, double HalfWidth, double Confidence, int Count, double? Correlation, double? VarianceReduction)
{
    /// <summary>The lower end of the interval.</summary>
    public double Low => Difference - HalfWidth;

    /// <summary>The upper end of the interval.</summary>
    public double High => Difference + HalfWidth;

    /// <summary>How many runs had no value in one of the two, or are of one only.</summary>
    public int LeftOut { get; init; }

    /// <summary>The mean difference of values that belong together by their place, with the interval by Student's t of the differences.</summary>
    /// <remarks>
    /// The variance reduction is 1 - Var(x - y) / (Var x + Var y) = 2 Cov(x, y) / (Var x + Var y).
    /// Source: Law, "Simulation Modeling and Analysis", 5th edition, 2015, sections 10.2.1 (paired t) and 11.2 (common random numbers).
    /// </remarks>
    /// <param name="values">The values of the runs.</param>
    /// <param name="baseline">The values that they are compared to, of the same runs.</param>
    /// <param name="confidence">Between 0 and 1, both excluded.</param>
    /// <exception cref="SimulationException">The lists are of unequal length or hold fewer than two values, one is not finite, or the confidence is not between 0 and 1.</exception>
    public static PairedDifference Of(IReadOnlyList<double> values, IReadOnlyList<double> baseline, double confidence = 0.95)
    {
        const string Statistic = "A paired difference";
        Numbers.Check(Statistic, values, confidence, least: 2);
        Numbers.Check(Statistic, baseline, confidence, least: 2);
        if (values.Count != baseline.Count)
            throw new SimulationException($"{Statistic} of {values.Count} and {baseline.Count} values was asked for: give the same runs of both.");
        var difference = MeanInterval.Of([.. values.Zip(baseline, (value, from) => value - from)], confidence);
        var (own, others, shared) = (Numbers.Covariance(values, values), Numbers.Covariance(baseline, baseline), Numbers.Covariance(values, baseline));
        return new PairedDifference(
            difference.Mean, difference.HalfWidth, confidence, values.Count,
            own > 0 && others > 0 ? Math.Clamp(shared / (Math.Sqrt(own) * Math.Sqrt(others)), -1, 1) : null,
            own + others > 0 ? 2 * shared / (own + others) : null);
    }
}
