using System.Globalization;
using System.Text.Json.Nodes;
using Sim.Framework;

namespace Sim.Analysis.Charts;

public sealed partial class Chart
{
    const int MostLabelledCells = 100;
    const int MostScattered = 2000;
    const int MostScatteredNames = 6;

    /// <summary>Values of a parameter up to which a tornado takes the lowest and the highest alone.</summary>
    const int MostLevels = 10;

    /// <summary>A heat map: the mean of a metric over two swept parameters, averaged over all runs and whatever else is swept.</summary>
    /// <param name="recording">The dataset or the results.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="x">The swept parameter along the horizontal axis, by its column name.</param>
    /// <param name="y">The swept parameter along the vertical axis.</param>
    /// <exception cref="SimulationException">There is no such metric, a parameter is not swept, or no run has a value.</exception>
    public static Chart HeatMap(IRecording recording, string metric, string x, string y)
    {
        var (across, up) = (SweptValues(recording, x), SweptValues(recording, y));
        var cells = MetricRuns(recording, metric)
            .GroupBy(run => (X: across[(run.Run.Simulation, run.Run.Subset)], Y: up[(run.Run.Simulation, run.Run.Subset)]))
            .OrderBy(cell => cell.Key.X, Ordering.Instance).ThenBy(cell => cell.Key.Y, Ordering.Instance)
            .Select(cell => new JsonObject { ["x"] = Selection.TextOf(cell.Key.X), ["y"] = Selection.TextOf(cell.Key.Y), ["mean"] = Vega.Number(cell.Average(run => run.Value)) })
            .ToList();
        var title = $"mean {Axis.OfMetric(recording, metric)}";
        var format = Vega.Format(cells.Max(cell => Math.Abs((double?)cell["mean"] ?? 0)));
        var (xs, ys) = (Sorted(across), Sorted(up));
        var horizontal = Ordinal("x", Axis.OfParameter(recording, x), xs);
        var vertical = Ordinal("y", Axis.OfParameter(recording, y), [.. ys.Reverse()]);
        var layers = new JsonArray
        {
            new JsonObject
            {
                ["mark"] = new JsonObject { ["type"] = "rect", ["tooltip"] = true },
                ["encoding"] = new JsonObject { ["x"] = horizontal, ["y"] = vertical, ["color"] = Scale("mean", title, format) },
            },
        };
        if (cells.Count <= MostLabelledCells)
        {
            // Dark cells are those of low values.
            var middle = (cells.Min(cell => (double?)cell["mean"] ?? 0) + cells.Max(cell => (double?)cell["mean"] ?? 0)) / 2;
            var colour = new JsonObject { ["condition"] = new JsonObject { ["test"] = string.Create(CultureInfo.InvariantCulture, $"datum.mean > {middle:R}"), ["value"] = "black" }, ["value"] = "white" };
            layers.Add(new JsonObject
            {
                ["mark"] = "text",
                ["encoding"] = new JsonObject
                {
                    ["x"] = horizontal.DeepClone(),
                    ["y"] = vertical.DeepClone(),
                    ["text"] = new JsonObject { ["field"] = "mean", ["type"] = "quantitative", ["format"] = format },
                    ["color"] = colour,
                },
            });
        }

        return Of($"Heat map of the mean of {metric} over {x} and {y}", new JsonObject { ["data"] = Vega.Data(cells), ["width"] = DefaultWidth, ["height"] = DefaultHeight, ["layer"] = layers });
    }

    /// <summary>Every one of some metrics and swept parameters against every other, a point for each run, and the distribution of each on the diagonal.</summary>
    /// <param name="recording">The dataset or the results.</param>
    /// <param name="names">Two to six names of metrics or swept parameters; of more than 2,000 runs, as many are drawn at equal distances.</param>
    /// <exception cref="SimulationException">A name is of neither, or there are not two to six of them.</exception>
    public static Chart ScatterMatrix(IRecording recording, params IReadOnlyList<string> names)
    {
        if (names.Distinct().Count() != names.Count || names.Count is < 2 or > MostScatteredNames)
            throw new SimulationException($"A scatter matrix takes 2 to {MostScatteredNames} different names of metrics and swept parameters; here are {names.Count}.");
        var columns = names.Select(name => ColumnOf(recording, name)).ToList();
        var runs = columns[0].Keys.Where(run => columns.All(column => column.ContainsKey(run))).ToList();
        var stride = Math.Max(1, (runs.Count + MostScattered - 1) / MostScattered);
        var rows = runs.Where((_, place) => place % stride == 0).Select(run => new JsonObject(columns.Select((column, place) => KeyValuePair.Create($"c{place}", Vega.Number(column[run])))));
        var titles = names.Select(name => recording.Metrics.Any(metric => metric.Name == name) ? Axis.OfMetric(recording, name) : Axis.OfParameter(recording, name)).ToList();
        var side = DefaultWidth / names.Count * 3 / 2;
        var panels = names.Select((_, y) => new JsonObject { ["hconcat"] = new JsonArray([.. names.Select((_, x) => Pair(x, y, side, x == 0 || x == y ? titles[y] : null, y == names.Count - 1 ? titles[x] : null))]) });
        return Of($"Scatter matrix of {string.Join(", ", names)} over the runs", new JsonObject { ["data"] = Vega.Data(rows), ["vconcat"] = new JsonArray([.. panels]) });
    }

    /// <summary>A tornado of a metric: how far each swept parameter moves its mean, from the parameter's lowest values to its highest, the strongest on top.</summary>
    /// <remarks>
    /// The mean is over all runs and whatever else is swept, so the design should vary the parameters independently of one another: a grid, a Latin hypercube, a Sobol' sequence.
    /// With up to ten values of a parameter the lowest and the highest are compared, with more the lowest and the highest quarter of the runs.
    /// </remarks>
    /// <exception cref="SimulationException">There is no such metric, or nothing numeric is swept.</exception>
    public static Chart Tornado(IRecording recording, string metric)
    {
        var runs = MetricRuns(recording, metric);
        var swept = recording.Subsets.SelectMany(subset => subset.Swept.Where(entry => entry.Value is double).Select(entry => entry.Key)).Distinct().ToList();
        if (swept.Count == 0)
            throw new SimulationException("A tornado compares the low and the high values of swept parameters, and no number is swept here.");
        var bars = swept.Select(parameter => BarOf(parameter, runs, SweptValues(recording, parameter)));
        return Tornado(bars, runs.Average(run => run.Value), $"mean {Axis.OfMetric(recording, metric)}");
    }

    /// <summary>A tornado of any sensitivities.</summary>
    /// <param name="bars">What each parameter does.</param>
    /// <param name="centre">The value with all parameters at their usual values, where the bars meet.</param>
    /// <param name="title">The title of the axis, with its unit.</param>
    /// <exception cref="SimulationException">There are no bars.</exception>
    public static Chart Tornado(IEnumerable<TornadoBar> bars, double centre, string title)
    {
        var ordered = bars.OrderByDescending(bar => Math.Abs(bar.High - bar.Low)).ToList();
        if (ordered.Count == 0)
            throw new SimulationException("A tornado of no bars cannot be drawn.");
        var rows = ordered.SelectMany(bar => new[] { (Side: "low", Value: bar.Low), (Side: "high", Value: bar.High) }
            .Select(end => new JsonObject { ["parameter"] = bar.Parameter, ["side"] = end.Side, ["value"] = Vega.Number(end.Value), ["centre"] = centre }));
        var colour = new JsonObject { ["field"] = "side", ["type"] = "nominal", ["title"] = "parameter is", ["sort"] = null, ["scale"] = new JsonObject { ["domain"] = new JsonArray("low", "high"), ["range"] = new JsonArray("#4c78a8", "#f58518") } };
        var bar = new JsonObject
        {
            ["mark"] = new JsonObject { ["type"] = "bar", ["tooltip"] = true, ["opacity"] = 0.85 },
            ["encoding"] = new JsonObject { ["y"] = Vega.Name("parameter", null), ["x"] = Vega.Quantity("centre", title), ["x2"] = new JsonObject { ["field"] = "value" }, ["color"] = colour },
        };
        var middle = new JsonObject
        {
            ["mark"] = new JsonObject { ["type"] = "rule", ["color"] = "black" },
            ["encoding"] = new JsonObject { ["x"] = new JsonObject { ["datum"] = centre } },
        };
        return Of("Tornado of sensitivities", new JsonObject { ["data"] = Vega.Data(rows), ["width"] = DefaultWidth, ["height"] = 40 * ordered.Count, ["layer"] = new JsonArray(bar, middle) });
    }

    static TornadoBar BarOf(string parameter, IReadOnlyList<(RunId Run, double Value)> runs, IReadOnlyDictionary<(int, int), object?> swept)
    {
        var ordered = runs.Where(run => swept[(run.Run.Simulation, run.Run.Subset)] is double).OrderBy(run => (double)swept[(run.Run.Simulation, run.Run.Subset)]!).ToList();
        var levels = ordered.Select(run => (double)swept[(run.Run.Simulation, run.Run.Subset)]!).Distinct().ToList();
        if (levels.Count > MostLevels)
            return new TornadoBar(parameter, ordered.Take(Math.Max(1, ordered.Count / 4)).Average(run => run.Value), ordered.TakeLast(Math.Max(1, ordered.Count / 4)).Average(run => run.Value));
        double MeanAt(double level) => ordered.Where(run => (double)swept[(run.Run.Simulation, run.Run.Subset)]! == level).Average(run => run.Value);
        return new TornadoBar(parameter, MeanAt(levels[0]), MeanAt(levels[^1]));
    }

    static IReadOnlyList<(RunId Run, double Value)> MetricRuns(IRecording recording, string metric)
    {
        IReadOnlyList<(RunId, double)> runs = [.. recording.MetricValues(metric).Where(one => one.Value is { } value && double.IsFinite(value)).Select(one => (one.Run, one.Value!.Value))];
        return runs.Count > 0 ? runs : throw new SimulationException($"No run has a value of metric '{metric}': there is nothing to draw.");
    }

    static IReadOnlyDictionary<(int, int), object?> SweptValues(IRecording recording, string parameter)
    {
        var values = recording.Subsets.Where(subset => subset.Swept.Any(entry => entry.Key == parameter))
            .ToDictionary(subset => (subset.Simulation, subset.Subset), subset => subset.Swept.First(entry => entry.Key == parameter).Value);
        var known = recording.Subsets.SelectMany(subset => subset.Swept.Select(entry => entry.Key)).Distinct().ToList();
        return values.Count == recording.Subsets.Count
            ? values
            : throw new SimulationException($"Parameter '{parameter}' is not swept: {(known.Count == 0 ? "nothing is" : $"{string.Join(", ", known)} {(known.Count == 1 ? "is" : "are")}")}.");
    }

    static Dictionary<RunId, double> ColumnOf(IRecording recording, string name)
    {
        if (recording.Metrics.Any(metric => metric.Name == name))
            return MetricRuns(recording, name).ToDictionary(run => run.Run, run => run.Value);
        if (recording.Metrics.Count == 0)
            throw new SimulationException("A scatter matrix has a point for each run, and the experiment has no metric: give it one.");
        var swept = SweptValues(recording, name);
        return recording.MetricValues(recording.Metrics[0].Name).ToDictionary(one => one.Run, one => swept[(one.Run.Simulation, one.Run.Subset)] is double value
            ? value
            : throw new SimulationException($"Parameter '{name}' is not a number, so it has no place on the axis of a scatter matrix."));
    }

    static JsonObject Pair(int x, int y, int side, string? vertical, string? horizontal)
    {
        var across = Vega.Quantity($"c{x}", horizontal);
        var up = Vega.Quantity($"c{y}", vertical);
        JsonObject mark = new() { ["type"] = "point", ["size"] = 8, ["opacity"] = 0.5, ["filled"] = true };
        if (x == y)
        {
            across["bin"] = new JsonObject { ["maxbins"] = 20 };
            up = new JsonObject { ["aggregate"] = "count", ["type"] = "quantitative", ["title"] = x == 0 ? vertical : null, ["axis"] = new JsonObject { ["labels"] = false, ["ticks"] = false } };
            mark = new JsonObject { ["type"] = "bar" };
        }

        return new JsonObject { ["width"] = side, ["height"] = side, ["mark"] = mark, ["encoding"] = new JsonObject { ["x"] = across, ["y"] = up } };
    }

    static JsonObject Ordinal(string field, string title, IReadOnlyList<string> order) =>
        new() { ["field"] = field, ["type"] = "ordinal", ["title"] = title, ["sort"] = new JsonArray([.. order.Select(text => (JsonNode)text)]), ["axis"] = new JsonObject { ["labelAngle"] = 0 } };

    static JsonObject Scale(string field, string title, string format) =>
        new() { ["field"] = field, ["type"] = "quantitative", ["title"] = title, ["scale"] = new JsonObject { ["scheme"] = "viridis", ["zero"] = false }, ["legend"] = new JsonObject { ["titleLimit"] = 400, ["format"] = format } };

    static IReadOnlyList<string> Sorted(IReadOnlyDictionary<(int, int), object?> values) => [.. values.Values.Distinct().Order(Ordering.Instance).Select(Selection.TextOf)];

    /// <summary>Numbers by size, and before everything else, which goes by its text.</summary>
    sealed class Ordering : IComparer<object?>
    {
        public static readonly Ordering Instance = new();

        public int Compare(object? x, object? y) => (x, y) switch
        {
            (double left, double right) => left.CompareTo(right),
            (double, _) => -1,
            (_, double) => 1,
            _ => string.Compare(Selection.TextOf(x), Selection.TextOf(y), false, CultureInfo.InvariantCulture),
        };
    }
}
