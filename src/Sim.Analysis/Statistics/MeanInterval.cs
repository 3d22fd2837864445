namespace Sim.Analysis.Statistics;

/// <summary>A mean over runs and its confidence interval.</summary>
/// <param name="Mean">The mean, in the unit of the values.</param>
/// <param name="HalfWidth">Half the width of the interval around it.</param>
/// <param name="Confidence">The share of such intervals that hold the true mean.</param>
/// <param name="Count">How many runs it is of.</param>
public sealed record MeanInterval(double Mean, double HalfWidth, double Confidence, int Count)
{
    /// <summary>The lower end of the interval.</summary>
    public double Low => Mean - HalfWidth;

    /// <summary>The upper end of the interval.</summary>
    public double High => Mean + HalfWidth;

    /// <summary>How many runs had no value.</summary>
    public int LeftOut { get; init; }

    /// <summary>The mean of independent values, with the interval by Student's t: mean ± t s / √n.</summary>
    /// <remarks>Exact for normal values, and nearly so for many values of any law with a variance. Source: Student, "The probable error of a mean", Biometrika 6(1), 1908.</remarks>
    /// <exception cref="Framework.SimulationException">There are fewer than two values, one is not finite, or the confidence is not between 0 and 1.</exception>
    public static MeanInterval Of(IReadOnlyList<double> values, double confidence = 0.95)
    {
        Numbers.Check("A mean with an interval", values, confidence, least: 2);
        var error = Math.Sqrt(Numbers.Covariance(values, values) / values.Count);
        return new MeanInterval(Numbers.Mean(values), Numbers.StandardErrors(values.Count, confidence) * error, confidence, values.Count);
    }
}
