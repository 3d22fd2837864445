using System.Globalization;
using System.Text.Json.Nodes;
using MathNet.Numerics.Statistics;
using Microsoft.Data.Analysis;
using Sim.Framework;

namespace Sim.Analysis.Charts;

public sealed partial class Chart
{
    /// <summary>Timesteps of a curve that are drawn, at the most: more than there are pixels is of no use to anyone.</summary>
    const int MostTimesteps = 500;

    const int OverlaidSubsets = 3;

    /// <summary>A fan chart: the median over the runs at each timestep, and the bands that the middle of the runs lies in.</summary>
    /// <remarks>
    /// Quantiles interpolate linearly between order statistics (definition 7 of Hyndman and Fan 1996). Of a long run, about 500 timesteps are drawn, at equal distances.
    /// Up to three subsets share a panel; more have one each.
    /// </remarks>
    /// <param name="recording">The dataset or the results.</param>
    /// <param name="variable">The state variable's column.</param>
    /// <param name="subsets">Places in <see cref="IRecording.Subsets"/>; all of them when null.</param>
    /// <param name="bands">The shares of the runs in the bands, each between 0 and 1; half and nine tenths when null.</param>
    /// <exception cref="SimulationException">There is no such variable or subset, there are too many subsets, or a band is not between 0 and 1.</exception>
    public static Chart Fan(IRecording recording, string variable, IReadOnlyList<int>? subsets = null, IReadOnlyList<double>? bands = null)
    {
        IReadOnlyList<double> shares = [.. (bands ?? [0.5, 0.9]).OrderDescending()];
        if (shares.Any(share => !(share > 0 && share < 1)))
            throw new SimulationException($"A band holds a share of the runs between 0 and 1, such as 0.9; here are {string.Join(", ", shares)}.");
        var selection = Selection.Of(recording, subsets, MostSubsets);
        var rows = new List<JsonObject>();
        foreach (var group in Thinned(Chosen(recording, variable, selection).GroupBy(value => (value.Subset, value.Timestep)).OrderBy(group => group.Key), group => group.Key.Timestep))
        {
            var sorted = group.Select(value => value.Value).Order().ToArray();
            var row = new JsonObject { ["subset"] = selection.Labels[group.Key.Subset], ["timestep"] = group.Key.Timestep, ["median"] = Quantile(sorted, 0.5) };
            for (var band = 0; band < shares.Count; band++)
                (row[$"low{band}"], row[$"high{band}"]) = (Quantile(sorted, (1 - shares[band]) / 2), Quantile(sorted, (1 + shares[band]) / 2));
            rows.Add(row);
        }

        var title = Axis.OfVariable(recording, variable);
        var layers = shares.Select((_, band) => Layer(
            new JsonObject { ["type"] = "area", ["opacity"] = 0.2 }, Vega.Quantity("timestep", Axis.Timestep), Vega.Quantity($"low{band}", title), selection, ("y2", new JsonObject { ["field"] = $"high{band}" })));
        var middle = Layer(new JsonObject { ["type"] = "line", ["tooltip"] = true }, Vega.Quantity("timestep", Axis.Timestep), Vega.Quantity("median", title), selection);
        return Panelled(
            $"Fan chart of {variable}: the median and bands of {string.Join(" and ", shares.Order().Select(share => $"{100 * share:0.##} %"))} of the runs", rows, [.. layers, middle], selection);
    }

    /// <summary>The trajectories of single runs.</summary>
    /// <param name="recording">The dataset or the results.</param>
    /// <param name="variable">The state variable's column.</param>
    /// <param name="subsets">Places in <see cref="IRecording.Subsets"/>; all of them when null.</param>
    /// <param name="runs">How many runs of each subset, from the first.</param>
    /// <exception cref="SimulationException">There is no such variable or subset, or there are too many subsets.</exception>
    public static Chart Lines(IRecording recording, string variable, IReadOnlyList<int>? subsets = null, int runs = 10)
    {
        var selection = Selection.Of(recording, subsets, MostSubsets);
        var values = Thinned(Chosen(recording, variable, selection).Where(value => value.Run <= runs), value => value.Timestep);
        var rows = values.Select(value => new JsonObject
        {
            ["subset"] = selection.Labels[value.Subset],
            ["run"] = value.Run,
            ["timestep"] = value.Timestep,
            ["value"] = Vega.Number(value.Value),
        });
        var line = Layer(
            new JsonObject { ["type"] = "line", ["strokeWidth"] = 1, ["opacity"] = 0.7 }, Vega.Quantity("timestep", Axis.Timestep), Vega.Quantity("value", Axis.OfVariable(recording, variable)), selection,
            ("detail", new JsonObject { ["field"] = "run" }));
        return Panelled($"Trajectories of {variable}, a line for each run", rows, [line], selection);
    }

    /// <summary>Lines through points of any origin, one for each series.</summary>
    /// <param name="points">The points; those of a series in the order in which the line goes through them.</param>
    /// <param name="x">The title of the horizontal axis, with its unit.</param>
    /// <param name="y">The title of the vertical axis, with its unit.</param>
    /// <exception cref="SimulationException">There are no points.</exception>
    public static Chart Lines(IEnumerable<(string Series, double X, double Y)> points, string x, string y)
    {
        var rows = points.Select((point, order) => new JsonObject { ["subset"] = point.Series, ["x"] = Vega.Number(point.X), ["y"] = Vega.Number(point.Y), ["order"] = order }).ToList();
        if (rows.Count == 0)
            throw new SimulationException("A line through no points cannot be drawn.");
        var encoding = new JsonObject { ["x"] = Vega.Quantity("x", x), ["y"] = Vega.Quantity("y", y), ["order"] = new JsonObject { ["field"] = "order" } };
        if (rows.Select(row => (string)row["subset"]!).Distinct().Skip(1).Any())
            encoding["color"] = Vega.Colour(null);
        return Of($"Lines of {y} over {x}", new JsonObject
        {
            ["data"] = Vega.Data(rows),
            ["width"] = DefaultWidth,
            ["height"] = DefaultHeight,
            ["mark"] = new JsonObject { ["type"] = "line", ["point"] = rows.Count <= 100, ["tooltip"] = true },
            ["encoding"] = encoding,
        });
    }

    /// <summary>Lines through the rows of a data frame, in their order.</summary>
    /// <param name="frame">The data frame.</param>
    /// <param name="x">The column along the horizontal axis.</param>
    /// <param name="y">The column along the vertical axis; a null breaks the line.</param>
    /// <param name="series">The column whose values have a line each; one line when null.</param>
    /// <exception cref="SimulationException">There is no such column, it does not hold numbers, or there are no rows.</exception>
    public static Chart Lines(DataFrame frame, string x, string y, string? series = null)
    {
        var (xs, ys, names) = (Numbers(frame, x), Numbers(frame, y), series is null ? null : ColumnOf(frame, series));
        return Lines(xs.Select((value, row) => (names is null ? y : Selection.TextOf(names[row]), value, ys[row])), x, y);
    }

    static DataFrameColumn ColumnOf(DataFrame frame, string name) => frame.Columns.FirstOrDefault(column => column.Name == name)
        ?? throw new SimulationException($"The data frame has no column '{name}': it has {string.Join(", ", frame.Columns.Select(column => column.Name))}.");

    static IReadOnlyList<double> Numbers(DataFrame frame, string name)
    {
        var column = ColumnOf(frame, name);
        return column.IsNumericColumn()
            ? [.. column.Cast<object?>().Select(value => value is null ? double.NaN : Convert.ToDouble(value, CultureInfo.InvariantCulture))]
            : throw new SimulationException($"Column '{name}' of the data frame holds {column.DataType.Name}, and numbers are needed.");
    }

    static IReadOnlyList<(int Subset, int Run, int Timestep, double Value)> Chosen(IRecording recording, string variable, Selection selection)
    {
        var values = new List<(int Subset, int Run, int Timestep, double Value)>();
        foreach (var value in recording.Values(variable))
        {
            if (selection.PlaceOf(value.Run) is { } subset)
                values.Add((subset, value.Run.Run, value.Timestep, value.Value));
        }

        return values.Exists(value => value.Timestep != values[0].Timestep)
            ? values
            : throw new SimulationException($"There are not two timesteps of '{variable}' to draw a line through: record timesteps of the experiment, such as Record.Every(10), and not its end or its metrics alone.");
    }

    // The last timestep is drawn, and from it backwards every so many.
    static IEnumerable<T> Thinned<T>(IEnumerable<T> values, Func<T, int> timestep)
    {
        var all = values.ToList();
        var timesteps = all.Select(timestep).Distinct().Order().ToList();
        if (timesteps.Count <= MostTimesteps)
            return all;
        var stride = (timesteps.Count + MostTimesteps - 1) / MostTimesteps;
        var drawn = timesteps.Where((_, place) => (timesteps.Count - 1 - place) % stride == 0).ToHashSet();
        return all.Where(value => drawn.Contains(timestep(value)));
    }

    static JsonNode? Quantile(double[] sorted, double probability) => Vega.Number(SortedArrayStatistics.QuantileCustom(sorted, probability, QuantileDefinition.R7));

    static JsonObject Layer(JsonObject mark, JsonObject x, JsonObject y, Selection selection, params ReadOnlySpan<(string Channel, JsonObject Value)> more)
    {
        var encoding = new JsonObject { ["x"] = x, ["y"] = y };
        if (selection.Labels.Count is > 1 and <= OverlaidSubsets)
            encoding["color"] = Vega.Colour(null);
        foreach (var (channel, value) in more)
            encoding[channel] = value;
        return new JsonObject { ["mark"] = mark, ["encoding"] = encoding };
    }

    static Chart Panelled(string description, IEnumerable<JsonObject> rows, JsonArray layers, Selection selection)
    {
        var isPanelled = selection.Labels.Count > OverlaidSubsets;
        var panel = new JsonObject { ["width"] = isPanelled ? DefaultWidth / 2 : DefaultWidth, ["height"] = isPanelled ? DefaultHeight / 2 : DefaultHeight, ["layer"] = layers };
        if (!isPanelled)
        {
            panel["data"] = Vega.Data(rows);
            return Of(description, panel);
        }

        var header = new JsonObject { ["title"] = null, ["labelLimit"] = 0, ["labelFontSize"] = 9 };
        return Of(description, new JsonObject
        {
            ["data"] = Vega.Data(rows),
            ["facet"] = new JsonObject { ["field"] = "subset", ["type"] = "nominal", ["sort"] = null, ["header"] = header },
            ["columns"] = 3,
            ["spec"] = panel,
        });
    }
}
