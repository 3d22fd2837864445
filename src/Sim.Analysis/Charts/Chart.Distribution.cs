using System.Text.Json.Nodes;
using MathNet.Numerics.Statistics;
using Sim.Framework;

namespace Sim.Analysis.Charts;

public sealed partial class Chart
{
    const int DensityPoints = 200;

    /// <summary>How often a metric takes which values: the runs in bins of equal width, the same for all subsets.</summary>
    /// <param name="recording">The dataset or the results.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="subsets">Places in <see cref="IRecording.Subsets"/>; all of them when null.</param>
    /// <param name="bins">How many bins between the smallest and the largest value.</param>
    /// <exception cref="SimulationException">There is no such metric or subset, no run has a value, there are too many subsets, or no bins.</exception>
    public static Chart Histogram(IRecording recording, string metric, IReadOnlyList<int>? subsets = null, int bins = 30)
    {
        if (bins < 1)
            throw new SimulationException($"A histogram of {bins} bins cannot be drawn: give one or more.");
        var selection = Selection.Of(recording, subsets, MostSubsets);
        var values = ValuesBySubset(recording, metric, selection);
        var (least, most) = (values.SelectMany(some => some).Min(), values.SelectMany(some => some).Max());
        var width = most > least ? (most - least) / bins : 1;
        var rows = values.SelectMany((some, subset) => some
            .GroupBy(value => Math.Min(bins - 1, (int)((value - least) / width))).OrderBy(group => group.Key)
            .Select(group => new JsonObject
            {
                ["subset"] = selection.Labels[subset],
                ["from"] = least + (group.Key * width),
                ["to"] = least + ((group.Key + 1) * width),
                ["runs"] = group.Count(),
            }));
        var bar = Layer(
            new JsonObject { ["type"] = "bar", ["opacity"] = 0.6, ["tooltip"] = true }, Binned(Axis.OfMetric(recording, metric)), Vega.Quantity("runs", "runs", startsAtZero: true), selection,
            ("x2", new JsonObject { ["field"] = "to" }), ("y2", new JsonObject { ["datum"] = 0 }));
        return Panelled($"Histogram of {metric} over the runs", rows, [bar], selection);
    }

    /// <summary>The density of a metric over the runs: a Gaussian kernel, its width by Silverman's rule of thumb.</summary>
    /// <remarks>Source: Silverman 1986, "Density estimation for statistics and data analysis", equation 3.31.</remarks>
    /// <param name="recording">The dataset or the results.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="subsets">Places in <see cref="IRecording.Subsets"/>; all of them when null.</param>
    /// <exception cref="SimulationException">There is no such metric or subset, a subset has not two different values, or there are too many subsets.</exception>
    public static Chart Density(IRecording recording, string metric, IReadOnlyList<int>? subsets = null)
    {
        var selection = Selection.Of(recording, subsets, MostSubsets);
        var values = ValuesBySubset(recording, metric, selection);
        var rows = values.SelectMany((some, subset) => DensityOf(some, metric, selection.Labels[subset])
            .Select(point => new JsonObject { ["subset"] = selection.Labels[subset], ["value"] = point.Value, ["density"] = point.Density }));
        var title = Axis.OfMetric(recording, metric);
        var area = Layer(
            new JsonObject { ["type"] = "area", ["opacity"] = 0.35, ["line"] = true }, Vega.Quantity("value", title), Vega.Quantity("density", "density", startsAtZero: true), selection);
        area["encoding"]!["y"]!["stack"] = null;
        return Panelled($"Density of {metric} over the runs", rows, [area], selection);
    }

    static JsonObject Binned(string title)
    {
        var axis = Vega.Quantity("from", title);
        axis["bin"] = new JsonObject { ["binned"] = true };
        return axis;
    }

    static IReadOnlyList<IReadOnlyList<double>> ValuesBySubset(IRecording recording, string metric, Selection selection)
    {
        var values = selection.Labels.Select(_ => new List<double>()).ToList();
        foreach (var one in recording.MetricValues(metric))
        {
            if (one.Value is { } value && double.IsFinite(value) && selection.PlaceOf(one.Run) is { } subset)
                values[subset].Add(value);
        }

        return values.Any(some => some.Count > 0) ? values : throw new SimulationException($"No run has a value of metric '{metric}': there is nothing to draw.");
    }

    static IEnumerable<(double Value, double Density)> DensityOf(IReadOnlyList<double> values, string metric, string subset)
    {
        var sorted = values.Order().ToArray();
        var spread = Math.Min(values.StandardDeviation(), SortedArrayStatistics.InterquartileRange(sorted) / 1.34);
        if (!(spread > 0))
            spread = values.StandardDeviation();
        if (!(spread > 0))
            throw new SimulationException($"Metric '{metric}' has not two different values in subset '{subset}': a density cannot be drawn; use a histogram.");
        var bandwidth = 0.9 * spread * Math.Pow(values.Count, -0.2);
        var (from, to) = (sorted[0] - (3 * bandwidth), sorted[^1] + (3 * bandwidth));
        return Enumerable.Range(0, DensityPoints).Select(point => from + ((to - from) * point / (DensityPoints - 1)))
            .Select(value => (value, Kernels(value, bandwidth, sorted)));
    }

    // In order: MathNet's estimate adds up in parallel, and differs in the last digit from one time to the next.
    static double Kernels(double at, double bandwidth, IReadOnlyList<double> values) =>
        values.Sum(value => Math.Exp(-(at - value) * (at - value) / (2 * bandwidth * bandwidth))) / (values.Count * bandwidth * Math.Sqrt(2 * Math.PI));
}
