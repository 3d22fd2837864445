using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sim.Analysis.Jupyter;
using Sim.Framework;

namespace Sim.Analysis.Charts;

/// <summary>A chart: a Vega-Lite specification that holds its own numbers, and the picture of it.</summary>
/// <remarks>
/// JupyterLab and VS Code draw the specification, and everything else (the classic notebook, exported pages, GitHub) shows the picture beside it.
/// Source: Satyanarayan, Moritz, Wongsuphasawat and Heer 2017, "Vega-Lite: a grammar of interactive graphics"; https://vega.github.io/schema/vega-lite/v6.json.
/// </remarks>
public sealed partial class Chart : IMimeBundle
{
    const int DefaultWidth = 460;
    const int DefaultHeight = 280;
    const int MostSubsets = 12;

    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly JsonObject _specification;

    Chart(JsonObject specification) => _specification = specification;

    /// <summary>The same chart with a title above it.</summary>
    public Chart Titled(string title) => With(("title", title));

    /// <summary>The same chart in another size, in pixels; of a chart in panels, the size of each.</summary>
    /// <exception cref="SimulationException">A side is not positive.</exception>
    public Chart Sized(int width, int height)
    {
        if (width <= 0 || height <= 0)
            throw new SimulationException($"A chart of {width} by {height} pixels cannot be drawn: give two positive numbers.");
        var specification = _specification.DeepClone().AsObject();
        foreach (var panel in Panels(specification))
            (panel["width"], panel["height"]) = (width, height);
        return new Chart(specification);
    }

    /// <summary>The specification, as JSON.</summary>
    public string ToVegaLite() => _specification.ToJsonString(Plain);

    /// <summary>The picture.</summary>
    /// <exception cref="SimulationException">Node.js or Vega-Lite is not installed; the message says what to do.</exception>
    public string ToSvg() => SvgRenderer.Draw(ToVegaLite()) ?? throw SvgRenderer.Missing();

    /// <summary>Writes the picture (<c>.svg</c>) or the specification (<c>.json</c>) to a file.</summary>
    /// <exception cref="SimulationException">The name ends otherwise, the file cannot be written, or the picture cannot be drawn.</exception>
    public void Save(string path)
    {
        var text = Path.GetExtension(path) switch
        {
            ".svg" => ToSvg(),
            ".json" => ToVegaLite(),
            _ => throw new SimulationException($"A chart can be saved as .svg or .json, not as '{path}'."),
        };
        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SimulationException($"Cannot write the chart {path}: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ToMimeBundle()
    {
        var bundle = new Dictionary<string, string> { ["application/vnd.vegalite.v6+json"] = ToVegaLite() };
        if (SvgRenderer.Draw(ToVegaLite()) is { } picture)
            bundle["image/svg+xml"] = picture;
        bundle["text/plain"] = bundle.Count == 2 ? ToString() : $"{ToString()}. {SvgRenderer.Missing().Message}";
        return bundle;
    }

    /// <summary>What it is, in words.</summary>
    public override string ToString() => (string?)_specification["description"] ?? "A chart";

    Chart With(params ReadOnlySpan<(string Name, JsonNode Value)> entries)
    {
        var specification = _specification.DeepClone().AsObject();
        foreach (var (name, value) in entries)
            specification[name] = value;
        return new Chart(specification);
    }

    static Chart Of(string description, JsonObject content)
    {
        content["$schema"] = "https://vega.github.io/schema/vega-lite/v6.json";
        content["description"] = description;
        content["config"] = new JsonObject { ["view"] = new JsonObject { ["stroke"] = "#dddddd" }, ["axis"] = new JsonObject { ["titleFontWeight"] = "normal", ["gridColor"] = "#eeeeee" } };
        return new Chart(content);
    }

    static IEnumerable<JsonObject> Panels(JsonObject specification)
    {
        if (specification["spec"] is JsonObject inner)
            return Panels(inner);
        foreach (var key in new[] { "hconcat", "vconcat" })
        {
            if (specification[key] is JsonArray parts)
                return parts.SelectMany(part => Panels(part!.AsObject()));
        }

        return [specification];
    }
}
