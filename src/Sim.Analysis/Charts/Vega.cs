using System.Text.Json.Nodes;

namespace Sim.Analysis.Charts;

/// <summary>Pieces of specifications.</summary>
static class Vega
{
    /// <summary>The data of a chart: rows of values by field.</summary>
    public static JsonObject Data(IEnumerable<JsonObject> rows) => new() { ["values"] = new JsonArray([.. rows]) };

    /// <summary>A number on an axis, whose zero need not be shown.</summary>
    public static JsonObject Quantity(string field, string? title, bool startsAtZero = false) =>
        new() { ["field"] = field, ["type"] = "quantitative", ["title"] = title, ["scale"] = new JsonObject { ["zero"] = startsAtZero } };

    /// <summary>A name on an axis or in a legend, in the order of the rows.</summary>
    public static JsonObject Name(string field, string? title) => new() { ["field"] = field, ["type"] = "nominal", ["title"] = title, ["sort"] = null };

    /// <summary>Colour by subset, with the legend below, where long names have room.</summary>
    public static JsonObject Colour(string? title) => new()
    {
        ["field"] = "subset",
        ["type"] = "nominal",
        ["title"] = title,
        ["sort"] = null,
        ["legend"] = new JsonObject { ["orient"] = "bottom", ["columns"] = 2, ["labelLimit"] = 0 },
    };

    /// <summary>Three digits of numbers up to this size: as they are, in thousands and millions, or as powers of ten.</summary>
    public static string Format(double largest) => largest switch
    {
        >= 1e4 => ".3~s",
        >= 1e-3 => ".3~r",
        _ => ".3~e",
    };

    /// <summary>A value for JSON, which has no infinities and no NaN.</summary>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
