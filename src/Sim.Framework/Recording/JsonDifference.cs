using System.Text.Json.Nodes;

namespace Sim.Framework.Recording;

/// <summary>Where two pieces of JSON differ, in words.</summary>
static class JsonDifference
{
    /// <summary>One line a difference, such as <c>parameters.prey_birth.value: 1 in the dataset, 1.2 asked for</c>.</summary>
    public static IEnumerable<string> Between(string place, JsonNode? found, JsonNode? wanted)
    {
        if (JsonNode.DeepEquals(found, wanted))
            return [];
        return (found, wanted) switch
        {
            (JsonObject left, JsonObject right) => left.Select(entry => entry.Key).Union(right.Select(entry => entry.Key))
                .SelectMany(key => Between($"{place}.{key}", left[key], right[key])),
            (JsonArray left, JsonArray right) when left.Count == right.Count =>
                Enumerable.Range(0, left.Count).SelectMany(item => Between($"{place}[{item}]", left[item], right[item])),
            (JsonArray left, JsonArray right) => [$"{place}: {left.Count} in the dataset, {right.Count} asked for"],
            _ => [$"{place}: {Text(found)} in the dataset, {Text(wanted)} asked for"],
        };
    }

    static string Text(JsonNode? value)
    {
        const int Longest = 60;
        var text = value?.ToJsonString() ?? "nothing";
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }
}
