using System.Text.Json.Nodes;

namespace Sim.Kernel;

/// <summary>What the host says: one JSON object on one line.</summary>
static class Message
{
    public static JsonObject Ready() => new() { ["type"] = "ready" };

    public static JsonObject Stream(string name, string text) => new() { ["type"] = "stream", ["name"] = name, ["text"] = text };

    /// <summary>A value to draw: <c>display</c>, or <c>result</c> for the last expression of a cell.</summary>
    public static JsonObject Bundle(string type, IReadOnlyDictionary<string, string> bundle)
    {
        var data = new JsonObject();
        foreach (var (mediaType, content) in bundle)
            data[mediaType] = mediaType.EndsWith("json", StringComparison.Ordinal) ? JsonNode.Parse(content) : content;
        return new JsonObject { ["type"] = type, ["data"] = data };
    }

    public static JsonObject Done(int id, CellError? error)
    {
        var done = new JsonObject { ["type"] = "done", ["id"] = id };
        if (error is not null)
            done["error"] = new JsonObject { ["name"] = error.Name, ["message"] = error.Message, ["traceback"] = Array(error.Traceback) };
        return done;
    }

    public static JsonObject Reply(int id, JsonObject reply)
    {
        reply["type"] = "reply";
        reply["id"] = id;
        return reply;
    }

    public static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
