using System.Globalization;
using Sim.Framework;
using Sim.Framework.Recording;
using Spectre.Console;

namespace Sim.Experiments.Output;

/// <summary>One row a subset: swept parameters, runs, failures, and each metric's mean with its 95 % interval.</summary>
/// <remarks>Metrics that do not fit the terminal beside the others go into further tables.</remarks>
static class SummaryTable
{
    const int SubsetsShown = 40;
    const int DecimalsShown = 9;
    const int Padding = 3;

    /// <param name="console">Where it goes.</param>
    /// <param name="subsets">The rows.</param>
    /// <param name="until">The metric whose interval ended the runs of each subset; null when none did.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<SubsetSummary> subsets, string? until)
    {
        if (subsets.Count == 0)
            return;
        var shown = subsets.Take(SubsetsShown).ToList();
        var keys = Keys(shown).ToList();
        var metrics = shown[0].Metrics.Select((metric, place) => new Column(metric.Name, [.. shown.Select(subset => Interval(subset.Metrics[place], subset.Runs - subset.Failed))])).ToList();
        do
        {
            var fitting = Fitting(keys, metrics, console.Profile.Width);
            console.Write(Table([.. keys, .. metrics.Take(fitting)]));
            metrics.RemoveRange(0, fitting);
            keys.RemoveRange(1, keys.Count - 1);
        }
        while (metrics.Count > 0);
        if (subsets.Count > SubsetsShown)
            console.WriteProse(Text($"… and {subsets.Count - SubsetsShown:N0} more subsets in the dataset."));
        if (subsets[0].Metrics.Count > 0)
            console.WriteProse($"Metrics: mean over completed runs ± half the 95 % confidence interval{(until is null ? "" : $"; for {until} the interval of the last look, which holds for all looks together")}.");
    }

    static IEnumerable<Column> Keys(List<SubsetSummary> subsets)
    {
        var several = subsets.Exists(subset => subset.Simulation > 0);
        yield return new Column(
            several ? "simulation/subset" : "subset",
            [.. subsets.Select(subset => several ? Text($"{subset.SimulationName}/{subset.Subset}") : Text($"{subset.Subset}"))]);
        foreach (var name in subsets.SelectMany(subset => subset.Swept.Select(value => value.Key)).Distinct())
            yield return new Column(name, [.. subsets.Select(subset => Value(subset.Swept.FirstOrDefault(value => value.Key == name).Value))]);
        yield return new Column("runs", [.. subsets.Select(subset => Text($"{subset.Runs:N0}"))]);
        if (subsets.Exists(subset => subset.Failed > 0))
            yield return new Column("failed", [.. subsets.Select(subset => Text($"{subset.Failed:N0}"))]);
    }

    static int Fitting(List<Column> keys, List<Column> metrics, int width)
    {
        var left = width - keys.Sum(column => column.Width) - Padding;
        var fitting = metrics.TakeWhile(metric => (left -= metric.Width) >= 0).Count();
        // A first table may hold keys alone; the next have only the subset beside their metrics.
        return keys.Count > 1 ? fitting : Math.Max(Math.Min(1, metrics.Count), fitting);
    }

    static Table Table(List<Column> columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(Shown(column.Name)).RightAligned().NoWrap());
        for (var row = 0; row < columns[0].Cells.Count; row++)
            table.AddRow(columns.Select(column => Shown(column.Cells[row])).ToArray());
        return table;
    }

    static string Interval(MetricSummary metric, long completed)
    {
        if (metric.Mean is not { } mean)
            return "none";
        var only = metric.Count < completed ? Text($" ({metric.Count:N0} {(metric.Count == 1 ? "run" : "runs")})") : "";
        return (metric.HalfWidth95 is { } half and > 0 ? $"{Rounded(mean, half)} ± {Rounded(half, half)}" : Exact(mean)) + only;
    }

    /// <summary>As many digits as the interval is worth: two digits of the half width.</summary>
    static string Rounded(double value, double half)
    {
        var decimals = 1 - (int)Math.Floor(Math.Log10(half));
        var unit = Math.Pow(10, -decimals);
        return decimals > DecimalsShown ? value.ToString("G4", CultureInfo.InvariantCulture)
            : decimals >= 0 ? value.ToString(Text($"N{decimals}"), CultureInfo.InvariantCulture)
            : (Math.Round(value / unit) * unit).ToString("N0", CultureInfo.InvariantCulture);
    }

    /// <summary>Six digits, and all digits before the point.</summary>
    static string Exact(double value)
    {
        var decimals = value == 0 ? 0 : Math.Max(0, 5 - (int)Math.Floor(Math.Log10(Math.Abs(value))));
        return decimals > DecimalsShown ? value.ToString("G6", CultureInfo.InvariantCulture)
            : decimals == 0 ? value.ToString("N0", CultureInfo.InvariantCulture)
            : value.ToString(Text($"N{decimals}"), CultureInfo.InvariantCulture).TrimEnd('0').TrimEnd('.');
    }

    // The same from a run as from its manifest.
    static string Value(object? value) => value is Vector vector ? $"[{string.Join(',', vector.Span.ToArray().Select(Invariant.Text))}]" : Invariant.Text(value);

    // Names come from a manifest, which may hold anything.
    static string Shown(string text) => Markup.Escape(Printable.Text(text));

    static string Text(FormattableString text) => FormattableString.Invariant(text);

    sealed record Column(string Name, IReadOnlyList<string> Cells)
    {
        public int Width { get; } = Cells.Select(cell => cell.Length).Append(Name.Length).Max() + Padding;
    }
}
