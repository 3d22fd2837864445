using System.Globalization;
using Sim.Analysis.Charts;
using Sim.Framework;

namespace Sim.Analysis;

/// <summary>The metrics of a sweep as a table.</summary>
public static class SubsetTable
{
    const int MostDecimals = 9;

    /// <summary>An interval narrower than this part of the mean is rounding.</summary>
    const double Rounding = 1e-12;

    /// <summary>A row for each subset: what is swept in it, and of each metric the mean over the runs ± half its 95 % interval.</summary>
    /// <remarks>Means have as many digits as their intervals are worth. A metric without a value in some runs says in how many it has one.</remarks>
    /// <param name="subsets">The summaries: <c>results.Outcome.Subsets</c>, or <c>dataset.Summarize()</c>.</param>
    /// <param name="metrics">The metrics by name; all of them when none is given.</param>
    /// <exception cref="SimulationException">There is no such metric.</exception>
    public static Table ToTable(this IReadOnlyList<SubsetSummary> subsets, params IReadOnlyList<string> metrics)
    {
        IReadOnlyList<string> known = subsets.Count > 0 ? [.. subsets[0].Metrics.Select(metric => metric.Name)] : [];
        var names = metrics.Count > 0 ? metrics : known;
        if (subsets.Count > 0 && names.FirstOrDefault(name => !known.Contains(name)) is { } wrong)
            throw new SimulationException($"There is no metric '{wrong}'. There are: {string.Join(", ", known)}.");
        var swept = subsets.SelectMany(subset => subset.Swept.Select(value => value.Key)).Distinct().ToList();
        var isOneSimulation = subsets.All(subset => subset.Simulation == 0);
        var hasFailures = subsets.Any(subset => subset.Failed > 0);
        var rows = subsets.Take(Table.RowsShown).Select(subset => (IReadOnlyList<object?>)
        [
            .. isOneSimulation ? Enumerable.Empty<object?>() : [subset.SimulationName],
            .. swept.Select(name => Selection.TextOf(subset.Swept.FirstOrDefault(value => value.Key == name).Value)),
            subset.Runs,
            .. hasFailures ? [(object?)subset.Failed] : Enumerable.Empty<object?>(),
            .. names.Select(name => Interval(subset.Metrics.First(metric => metric.Name == name), subset.Runs - subset.Failed)),
        ]);
        var notes = new List<string> { "Mean over the runs ± half the 95 % interval of the mean." };
        if (subsets.Count > Table.RowsShown)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"… and {subsets.Count - Table.RowsShown:N0} more subsets"));
        return new Table([.. isOneSimulation ? Enumerable.Empty<string>() : ["simulation"], .. swept, "runs", .. hasFailures ? ["failed"] : Enumerable.Empty<string>(), .. names], [.. rows], notes);
    }

    static string Interval(MetricSummary metric, long completed)
    {
        if (metric.Mean is not { } mean)
            return "none";
        var only = metric.Count < completed ? string.Create(CultureInfo.InvariantCulture, $" ({metric.Count:N0} {(metric.Count == 1 ? "run" : "runs")})") : "";
        return (metric.HalfWidth95 is { } half && half > Rounding * Math.Abs(mean) ? $"{Rounded(mean, half)} ± {Rounded(half, half)}" : Exact(mean)) + only;
    }

    // Two digits of the half width.
    static string Rounded(double value, double half)
    {
        var decimals = 1 - (int)Math.Floor(Math.Log10(half));
        var unit = Math.Pow(10, -decimals);
        return decimals > MostDecimals ? value.ToString("G3", CultureInfo.InvariantCulture)
            : decimals >= 0 ? value.ToString($"N{decimals}", CultureInfo.InvariantCulture)
            : (Math.Round(value / unit) * unit).ToString("N0", CultureInfo.InvariantCulture);
    }

    static string Exact(double value) => Math.Abs(value) is 0 or (>= 1e-4 and < 1e15)
        ? value.ToString(Math.Abs(value) >= 1e5 ? "N0" : "#,0.#####", CultureInfo.InvariantCulture)
        : value.ToString("G6", CultureInfo.InvariantCulture);
}
