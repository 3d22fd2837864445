using System.Globalization;
using System.Text.Json;

namespace Sim.Models.Fei.Tests;

/// <summary>Reads the recorded cases of the original model and compares rows of numbers with them.</summary>
static class Vectors
{
    public static JsonElement Load(string file)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Vectors", file));
        return JsonDocument.Parse(stream).RootElement.Clone();
    }

    /// <summary>The index and the note of each case, so that both stand in the test's name.</summary>
    public static TheoryData<int, string> Cases(string file)
    {
        var rows = new TheoryData<int, string>();
        var index = 0;
        foreach (var item in Load(file).GetProperty("cases").EnumerateArray())
            rows.Add(index++, item.TryGetProperty("note", out var note) ? note.GetString()! : "");
        return rows;
    }

    public static JsonElement Case(string file, int index) => Load(file).GetProperty("cases")[index];

    public static double Number(this JsonElement item, string name) => item.GetProperty(name).GetDouble();

    public static double[] Numbers(this JsonElement item, string name) => item.GetProperty(name).Numbers();

    public static double[] Numbers(this JsonElement array) =>
        [.. array.EnumerateArray().Select(static number => number.ValueKind == JsonValueKind.Null ? double.NaN : number.GetDouble())];

    public static double[][] Rows(this JsonElement item, string name) =>
        [.. item.GetProperty(name).EnumerateArray().Select(static row => row.ValueKind == JsonValueKind.Null ? [] : row.Numbers())];

    public static double[] UpperTriangle(double[][] matrix) =>
        [.. matrix.SelectMany(static (row, first) => row.Skip(first + 1))];

    public static bool Raises(this JsonElement item) =>
        item.TryGetProperty("raises", out var raises) && raises.ValueKind != JsonValueKind.Null;

    /// <summary>Fails at the first entry that is further than the tolerance from the recorded one.</summary>
    /// <returns>The largest difference, for reports.</returns>
    public static double Compare(string where, ReadOnlySpan<double> recorded, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.True(recorded.Length == actual.Length, $"{where}: {actual.Length} entries, recorded {recorded.Length}");
        var worst = 0.0;
        for (var row = 0; row < recorded.Length; row++)
        {
            var difference = Math.Abs(recorded[row] - actual[row]);
            Assert.True(difference <= tolerance, string.Create(CultureInfo.InvariantCulture,
                $"{where}, row {row}: {actual[row]:R}, recorded {recorded[row]:R}, difference {difference:E2} above {tolerance:E2}"));
            worst = Math.Max(worst, difference);
        }

        return worst;
    }

    public static double Compare(string where, double recorded, double actual, double tolerance) =>
        Compare(where, [recorded], [actual], tolerance);

    /// <summary>Leaves a measured agreement in the test's output.</summary>
    public static void Report(string quantity, double worstRelative) =>
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"agreement {quantity}: {worstRelative:E2}"));
}
