using System.Text.Json;
using Sim.Models.Bridge.Prices;
using Sim.Models.Bridge.Tests.Prices;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests;

/// <summary>Reads recorded cases.</summary>
static class VectorFile
{
    internal static TheoryData<int, string> Cases(string file, string list, Func<JsonElement, string> name, Func<JsonElement, bool>? where = null)
    {
        using var document = Golden.Read(file);
        var data = new TheoryData<int, string>();
        foreach (var (index, item) in document.RootElement.GetProperty(list).EnumerateArray().Index())
        {
            if (where?.Invoke(item) != false)
                data.Add(index, name(item));
        }

        return data;
    }

    internal static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetDouble())];

    internal static double Number(this JsonElement item, string name) => item.GetProperty(name).ValueKind == JsonValueKind.Null ? 0 : item.GetProperty(name).GetDouble();

    internal static string Text(this JsonElement item, string name) => item.GetProperty(name).ToString();

    /// <summary>The recorded prices of a pair; null if the file leaves the pair out.</summary>
    internal static PriceSeries? Prices(string id, string quote)
    {
        using var document = Golden.Read("a_returns.json");
        return document.RootElement.GetProperty("cases").EnumerateArray()
            .Where(item => item.Text("id") == id && item.Text("quote") == quote)
            .Select(item => Sample.Series(Numbers(item.GetProperty("prices"))))
            .FirstOrDefault();
    }
}
