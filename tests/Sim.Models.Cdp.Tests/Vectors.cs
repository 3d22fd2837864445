using System.Globalization;
using System.Text.Json;

namespace Sim.Models.Cdp.Tests;

/// <summary>Reads the vectors; numbers stand as texts of up to 30 digits, which are read to the nearest double.</summary>
static class Vectors
{
    public static JsonElement Load(string file)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Vectors", file));
        return JsonDocument.Parse(stream).RootElement.Clone();
    }

    public static TheoryData<int, string> Names(string file, string list = "vectors")
    {
        var data = new TheoryData<int, string>();
        var index = 0;
        foreach (var item in Load(file).GetProperty(list).EnumerateArray())
            data.Add(index++, item.TryGetProperty("name", out var name) ? name.GetString()! : "");
        return data;
    }

    public static JsonElement At(string file, int index, string list = "vectors") => Load(file).GetProperty(list)[index];

    public static double Number(this JsonElement item, string name) => Number(item.GetProperty(name));

    public static double Number(this JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? double.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture) : value.GetDouble();

    public static double[] Numbers(this JsonElement item, string name) => [.. item.GetProperty(name).EnumerateArray().Select(Number)];

    /// <summary>Within a relative tolerance, or equal.</summary>
    public static void Near(string where, double expected, double actual, double relative) => Within(where, expected, actual, relative * Math.Abs(expected));

    public static void Within(string where, double expected, double actual, double absolute) => Assert.True(
        expected == actual || Math.Abs(expected - actual) <= absolute,
        string.Create(CultureInfo.InvariantCulture, $"{where}: {actual:R}, {expected:R} expected, off by {Math.Abs(actual - expected):E2} where {absolute:E2} is allowed"));
}
