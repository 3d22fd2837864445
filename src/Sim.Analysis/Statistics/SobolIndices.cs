using MathNet.Numerics.Statistics;
using Sim.Analysis.Jupyter;
using Sim.Framework;
using Sim.Framework.Randomness;

namespace Sim.Analysis.Statistics;

/// <summary>Which share of a metric's variance comes from which parameter, when all of them vary over their ranges.</summary>
/// <param name="Parameters">The indices, in the order of the ranges.</param>
/// <param name="Points">How many pairs of points A and B they are from.</param>
/// <param name="LeftOut">How many pairs had a subset without a value.</param>
/// <param name="Confidence">The confidence of each interval.</param>
public sealed record SobolIndices(IReadOnlyList<SobolIndex> Parameters, int Points, int LeftOut, double Confidence) : IMimeBundle
{
    const int Resamples = 1_000;

    /// <summary>The indices of a function at the points of a Saltelli design.</summary>
    /// <remarks>
    /// First order: mean of f(B) (f(AB_i) - f(A)), over the variance. Total: half the mean of (f(A) - f(AB_i))², over the variance. The variance is that of
    /// f(A) and f(B) together, and f is taken less their mean. The intervals are percentiles of 1,000 resamples of the pairs, drawn by a stream of a fixed seed;
    /// since Sobol points are more even than random ones, they are rather too wide than too narrow.
    /// Sources: Saltelli et al., Comput. Phys. Commun. 181, 2010, table 2 (b) for the first order; Jansen, "Analysis of variance designs for model output",
    /// Comput. Phys. Commun. 117, 1999, there (f), for the total; Archer, Saltelli, Sobol, J. Stat. Comput. Simul. 58, 1997, for the bootstrap.
    /// </remarks>
    /// <param name="parameters">The parameters' names.</param>
    /// <param name="points">The points in the order of <see cref="Framework.Sampling.Saltelli"/>, a number per parameter.</param>
    /// <param name="values">The function at each point; null where it has no value.</param>
    /// <param name="confidence">Between 0 and 1, both excluded.</param>
    /// <exception cref="SimulationException">The points are no Saltelli design, fewer than two pairs have all their values, the function does not vary, or the confidence is not between 0 and 1.</exception>
    public static SobolIndices Of(IReadOnlyList<string> parameters, IReadOnlyList<double[]> points, IReadOnlyList<double?> values, double confidence = 0.95)
    {
        const string Statistic = "Sobol' indices";
        Numbers.CheckConfidence(Statistic, confidence);
        Designs.Check(Statistic, parameters, points, values, extra: 2);
        Designs.CheckSaltelli(parameters, points);
        var size = parameters.Count + 2;
        var blocks = values.Chunk(size).Where(block => block.All(value => value is not null)).Select(block => block.Select(value => value!.Value).ToArray()).ToArray();
        if (blocks.Length < 2)
            throw new SimulationException($"{Statistic}: of {points.Count / size} pairs of points, {blocks.Length} have a value in all their subsets; at least 2 are needed.");
        var whole = Estimate(Centred(blocks))
            ?? throw new SimulationException($"{Statistic}: the metric is the same at all points, so there is no variance to share out. Widen the ranges, or ask for another metric.");
        var resampled = Resampled(Centred(blocks));
        var indices = parameters.Select((name, place) =>
        {
            var (first, total) = (Ends(resampled, sample => sample[place].First, confidence), Ends(resampled, sample => sample[place].Total, confidence));
            return new SobolIndex(name, whole[place].First, first.Low, first.High, whole[place].Total, total.Low, total.High);
        });
        return new SobolIndices([.. indices], blocks.Length, (points.Count / size) - blocks.Length, confidence);
    }

    static double[][] Centred(double[][] blocks)
    {
        var mean = Numbers.Mean([.. blocks.SelectMany(block => block[..2])]);
        return [.. blocks.Select(block => block.Select(value => value - mean).ToArray())];
    }

    /// <summary>First and total index of each parameter from blocks A, B, AB_0, AB_1, ...; null without variance.</summary>
    static (double First, double Total)[]? Estimate(IReadOnlyList<double[]> blocks)
    {
        var indices = new (double First, double Total)[blocks[0].Length - 2];
        var (sum, squares) = (0.0, 0.0);
        foreach (var block in blocks)
        {
            var (a, b) = (block[0], block[1]);
            sum += a + b;
            squares += (a * a) + (b * b);
            for (var place = 0; place < indices.Length; place++)
            {
                var change = block[place + 2] - a;
                indices[place].First += b * change;
                indices[place].Total += change * change / 2;
            }
        }

        var mean = sum / (2 * blocks.Count);
        var variance = (squares / (2 * blocks.Count)) - (mean * mean);
        return variance > 0 ? [.. indices.Select(index => (index.First / blocks.Count / variance, index.Total / blocks.Count / variance))] : null;
    }

    static List<(double First, double Total)[]> Resampled(double[][] blocks)
    {
        var random = new RandomStream(seed: 0);
        var resampled = new List<(double, double)[]>();
        var drawn = new double[blocks.Length][];
        for (var resample = 0; resample < Resamples; resample++)
        {
            for (var place = 0; place < drawn.Length; place++)
                drawn[place] = blocks[random.Next(blocks.Length)];
            if (Estimate(drawn) is { } indices)
                resampled.Add(indices);
        }

        return resampled;
    }

    static (double Low, double High) Ends(List<(double First, double Total)[]> resampled, Func<(double First, double Total)[], double> index, double confidence)
    {
        double[] sorted = [.. resampled.Select(index).Order()];
        return (SortedArrayStatistics.QuantileCustom(sorted, (1 - confidence) / 2, QuantileDefinition.R7), SortedArrayStatistics.QuantileCustom(sorted, (1 + confidence) / 2, QuantileDefinition.R7));
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => ToTable().ToMimeBundle();

    /// <summary>The indices as aligned text.</summary>
    public override string ToString() => ToTable().ToString();

    Table ToTable() => new(
        ["parameter", "first order", "low", "high", "total", "low", "high"],
        [.. Parameters.Select(index => new object?[] { index.Parameter, index.First, index.FirstLow, index.FirstHigh, index.Total, index.TotalLow, index.TotalHigh })],
        [$"Shares of the variance, from {Points} pairs of points; intervals of {Numbers.Percent(Confidence)} by bootstrap.", .. LeftOut > 0 ? [$"{LeftOut} pairs with a subset without a value are left out."] : Array.Empty<string>()]);
}
