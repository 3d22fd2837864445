using System.Globalization;
using Sim.Framework;

namespace Sim.Analysis.Statistics;

/// <summary>One metric of all runs of a simulation, subset by subset: what the statistics are asked of.</summary>
/// <remarks>A run has no value when it failed, or when the metric is null in it, such as the first time of what never happened. Such runs are left out, and each statistic says how many.</remarks>
public sealed class MetricSample
{
    readonly int _simulation;
    readonly SortedDictionary<int, double?[]> _values = [];
    readonly List<SubsetSummary> _subsets;

    internal MetricSample(string metric, int simulation, IReadOnlyList<SubsetSummary> subsets, IReadOnlyList<(RunId Id, double? Value)> runs)
    {
        (Metric, _simulation) = (metric, simulation);
        _subsets = [.. subsets.Where(subset => subset.Simulation == simulation)];
        if (_subsets.Count == 0)
            throw new SimulationException($"There is no run of simulation {simulation}. {(subsets.Count > 0 ? $"There are: {string.Join(", ", subsets.Select(subset => subset.Simulation).Distinct())}." : "No run has completed.")}");
        foreach (var subset in runs.Where(run => run.Id.Simulation == simulation).GroupBy(run => run.Id.Subset))
        {
            var values = new double?[subset.Max(run => run.Id.Run)];
            foreach (var (id, value) in subset)
                values[id.Run - 1] = value;
            _values[subset.Key] = values;
        }
    }

    /// <summary>The metric's name.</summary>
    public string Metric { get; }

    /// <summary>The subsets that have runs, in order.</summary>
    public IReadOnlyCollection<int> Subsets => _values.Keys;

    /// <summary>The values of a subset: place r - 1 is run r, null where that run has no value.</summary>
    /// <exception cref="SimulationException">There is no such subset.</exception>
    public IReadOnlyList<double?> Values(int subset = 0) => _values.TryGetValue(subset, out var values)
        ? values
        : throw new SimulationException($"Simulation {_simulation} has no runs of subset {subset}. It has subsets {_values.Keys.First()} to {_values.Keys.Last()}.");

    /// <summary>The mean over the runs of a subset. See <see cref="MeanInterval.Of"/>.</summary>
    /// <exception cref="SimulationException">Fewer than two runs have a value.</exception>
    public MeanInterval Mean(int subset = 0, double confidence = 0.95)
    {
        var present = Present(subset);
        return MeanInterval.Of(present, confidence) with { LeftOut = Values(subset).Count - present.Count };
    }

    /// <summary>A quantile over the runs of a subset. See <see cref="Statistics.Quantile.Of"/>.</summary>
    /// <exception cref="SimulationException">No run has a value, or the probability is not between 0 and 1.</exception>
    public Quantile Quantile(double probability, int subset = 0, double confidence = 0.95)
    {
        var present = Present(subset);
        return Statistics.Quantile.Of(present, probability, confidence) with { LeftOut = Values(subset).Count - present.Count };
    }

    /// <summary>How the mean of a subset settles as runs are added. See <see cref="Statistics.Convergence.Of"/>.</summary>
    /// <exception cref="SimulationException">Fewer than two runs have a value.</exception>
    public Convergence Convergence(int subset = 0, double confidence = 0.95)
    {
        var present = Present(subset);
        return Statistics.Convergence.Of(present, confidence) with { LeftOut = Values(subset).Count - present.Count };
    }

    /// <summary>The mean of one subset less that of another, run by run. See <see cref="PairedDifference.Of"/>.</summary>
    /// <exception cref="SimulationException">Fewer than two runs have a value in both.</exception>
    public PairedDifference Difference(int subset, int baseline = 0, double confidence = 0.95) => Difference(subset, this, baseline, confidence);

    /// <summary>As the other overload, from a subset of another sample: another variant of the model, or another metric.</summary>
    /// <exception cref="SimulationException">Fewer than two runs have a value in both.</exception>
    public PairedDifference Difference(int subset, MetricSample other, int baseline = 0, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (values, from) = (Values(subset), other.Values(baseline));
        var runs = Enumerable.Range(0, Math.Min(values.Count, from.Count)).Where(run => values[run] is not null && from[run] is not null).ToList();
        var paired = PairedDifference.Of([.. runs.Select(run => values[run]!.Value)], [.. runs.Select(run => from[run]!.Value)], confidence);
        return paired with { LeftOut = Math.Max(values.Count, from.Count) - runs.Count };
    }

    /// <summary>The Sobol' indices of the swept parameters, from <see cref="Sweep{TParameters}.Saltelli"/>. See <see cref="SobolIndices.Of"/>.</summary>
    /// <remarks>The output at a point is the mean over the runs there.</remarks>
    /// <exception cref="SimulationException">The subsets are no such design, or the metric does not vary over them.</exception>
    public SobolIndices Sobol(double confidence = 0.95) => SobolIndices.Of(Parameters(), Points("Saltelli"), Means(), confidence);

    /// <summary>The elementary effects of the swept parameters, from <see cref="Sweep{TParameters}.Morris"/>. See <see cref="MorrisIndices.Of"/>.</summary>
    /// <remarks>The output at a point is the mean over the runs there.</remarks>
    /// <exception cref="SimulationException">The subsets are no such design.</exception>
    public MorrisIndices Morris() => MorrisIndices.Of(Parameters(), Points("Morris"), Means());

    List<double> Present(int subset) => [.. Values(subset).OfType<double>()];

    List<string> Parameters() => [.. _subsets[0].Swept.Select(parameter => parameter.Key)];

    List<double?> Means() => [.. _subsets.Select(subset => Present(subset.Subset) is { Count: > 0 } present ? present.Average() : (double?)null)];

    List<double[]> Points(string design)
    {
        for (var place = 0; place < _subsets.Count; place++)
        {
            if (_subsets[place].Subset != place)
                throw new SimulationException($"Subset {place} has no runs: a {design} design is analysed whole. Run the experiment to its end.");
        }

        return [.. _subsets.Select(subset => subset.Swept.Select(parameter => Number(subset.Subset, parameter)).ToArray())];
    }

    static double Number(int subset, KeyValuePair<string, object?> parameter) => parameter.Value switch
    {
        double or float or int or long => Convert.ToDouble(parameter.Value, CultureInfo.InvariantCulture),
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new SimulationException($"Parameter {parameter.Key} is '{parameter.Value}' in subset {subset}: sensitivity indices are of parameters that are numbers."),
    };
}
