namespace Sim.Framework;

/// <summary>The runs of one subset, summed up.</summary>
/// <param name="Simulation">The variant of the model, from 0.</param>
/// <param name="SimulationName">The variant's name.</param>
/// <param name="Subset">The point of the sweep, from 0.</param>
/// <param name="Swept">The swept parameters: column name and value.</param>
/// <param name="Runs">How many runs were done.</param>
/// <param name="Failed">How many of them failed.</param>
/// <param name="Metrics">Each metric over the completed runs.</param>
public sealed record SubsetSummary(
    int Simulation, string SimulationName, int Subset, IReadOnlyList<KeyValuePair<string, object?>> Swept, long Runs, long Failed, IReadOnlyList<MetricSummary> Metrics);

/// <summary>One metric over the completed runs of a subset.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="Count">How many runs have a value.</param>
/// <param name="Mean">The mean of the values; null without any.</param>
/// <param name="StandardDeviation">The sample standard deviation; null with fewer than two values.</param>
/// <param name="HalfWidth95">Half the width of the 95 % confidence interval of the mean, by Student's t; null with fewer than two values.</param>
public sealed record MetricSummary(string Name, long Count, double? Mean, double? StandardDeviation, double? HalfWidth95);
