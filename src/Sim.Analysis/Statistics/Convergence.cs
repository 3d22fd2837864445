using System.Globalization;
using System.Numerics;
using Sim.Analysis.Jupyter;
using Sim.Framework;

namespace Sim.Analysis.Statistics;

/// <summary>How a mean settles as runs are added.</summary>
/// <param name="Steps">The mean of the first 1, 2, ..., n runs.</param>
/// <param name="Confidence">The confidence of each interval on its own.</param>
public sealed record Convergence(IReadOnlyList<ConvergenceStep> Steps, double Confidence) : IMimeBundle
{
    /// <summary>How many runs had no value.</summary>
    public int LeftOut { get; init; }

    /// <summary>The running mean of values, with its interval by Student's t at every number of them.</summary>
    /// <remarks>Source: Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4(3), 1962, for the running sums.</remarks>
    /// <param name="values">The values in the order of runs.</param>
    /// <param name="confidence">Between 0 and 1, both excluded.</param>
    /// <exception cref="SimulationException">There are fewer than two values, one is not finite, or the confidence is not between 0 and 1.</exception>
    public static Convergence Of(IReadOnlyList<double> values, double confidence = 0.95)
    {
        Numbers.Check("The convergence of a mean", values, confidence, least: 2);
        var (mean, squares) = (0.0, 0.0);
        var steps = new ConvergenceStep[values.Count];
        for (var count = 1; count <= values.Count; count++)
        {
            var from = values[count - 1] - mean;
            mean += from / count;
            squares += from * (values[count - 1] - mean);
            steps[count - 1] = new ConvergenceStep(count, mean, count < 2 ? null : Numbers.StandardErrors(count, confidence) * Math.Sqrt(squares / (count - 1) / count));
        }

        return new Convergence(steps, confidence);
    }

    /// <summary>How many runs in all an interval of a wanted half width takes, these runs included.</summary>
    /// <remarks>
    /// max(n, (t s / h)²), rounded up, with t and s of the n runs that there are; the interval mean ± h over so many runs then has its confidence
    /// for normal values, although s was estimated.
    /// Source: Stein, "A two-sample test for a linear hypothesis whose power is independent of the variance", Ann. Math. Statist. 16(3), 1945.
    /// </remarks>
    /// <param name="halfWidth">The wanted half width, in the unit of the values.</param>
    /// <exception cref="SimulationException">The half width is not positive.</exception>
    public long RunsFor(double halfWidth)
    {
        if (!(halfWidth > 0 && double.IsFinite(halfWidth)))
            throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"A half width of {halfWidth} was asked for: it must be positive."));
        var last = Steps[^1];
        var wanted = last.Runs * Math.Pow(last.HalfWidth!.Value / halfWidth, 2);
        return Math.Max(last.Runs, wanted < long.MaxValue ? (long)Math.Ceiling(wanted) : long.MaxValue);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => ToTable().ToMimeBundle();

    /// <summary>The steps at powers of two and the last one as aligned text.</summary>
    public override string ToString() => ToTable().ToString();

    Table ToTable() => new(
        ["runs", "mean", "half width"],
        [.. Steps.Where(step => BitOperations.IsPow2(step.Runs) || step.Runs == Steps.Count).Select(step => new object?[] { step.Runs, step.Mean, step.HalfWidth })],
        [$"Each half width has {Numbers.Percent(Confidence)} confidence on its own.", .. LeftOut > 0 ? [$"{LeftOut} runs without a value are left out."] : Array.Empty<string>()]);
}
