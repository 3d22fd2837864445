using Sim.Framework;

namespace Sim.Analysis.Statistics;

/// <summary>Takes one metric out of the runs of an experiment, on disk or in memory.</summary>
public static class Samples
{
    /// <summary>One metric of all runs of a dataset.</summary>
    /// <param name="dataset">The dataset; of one that is being written, the parts that are complete are read.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="simulation">The variant of the model, from 0.</param>
    /// <exception cref="SimulationException">The dataset has no such metric or simulation, or it is damaged.</exception>
    public static MetricSample Sample(this Dataset dataset, string metric, int simulation = 0)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var subsets = dataset.Summarize();
        var metrics = dataset.Manifest["metrics"]!.AsArray().ToDictionary(known => known!["name"]!.GetValue<string>(), known => known!["column"]!.GetValue<string>());
        CheckMetric(metric, metrics.Keys);
        var (simulations, places, runs, values) = (dataset.RunColumn<int>("simulation"), dataset.RunColumn<int>("subset"), dataset.RunColumn<int>("run"), dataset.RunColumn<double?>(metrics[metric]));
        return new MetricSample(metric, simulation, subsets, [.. runs.Select((run, row) => (new RunId(simulations[row], places[row], run), values[row]))]);
    }

    /// <summary>One metric of all runs in memory.</summary>
    /// <param name="results">The results.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="simulation">The variant of the model, from 0.</param>
    /// <exception cref="SimulationException">The results have no such metric or simulation.</exception>
    public static MetricSample Sample<TState, TParameters>(this Results<TState, TParameters> results, string metric, int simulation = 0)
        where TState : struct
        where TParameters : class
    {
        ArgumentNullException.ThrowIfNull(results);
        CheckMetric(metric, results.MetricNames);
        var values = results.Metric(metric);
        return new MetricSample(metric, simulation, results.Outcome.Subsets, [.. results.Runs.Select((run, row) => (run.Id, values[row]))]);
    }

    static void CheckMetric(string metric, IReadOnlyCollection<string> known)
    {
        if (!known.Contains(metric))
            throw new SimulationException($"There is no metric '{metric}'. {(known.Count > 0 ? $"There are: {string.Join(", ", known)}." : "The experiment declares none: add one with .Metric(\"name\", run => …).")}");
    }
}
