using System.Text.Json.Nodes;

namespace Sim.Kernel.Tests;

/// <summary>What came back of a cell.</summary>
public sealed class Cell(JsonNode reply)
{
    /// <summary>ok, error, or hang when it did not end.</summary>
    public string Status => (string)reply["status"]!;

    public double Seconds => (double)reply["seconds"]!;

    /// <summary>The message of the error.</summary>
    public string Error => (string?)reply["evalue"] ?? "";

    /// <summary>The error as it is shown.</summary>
    public string Traceback => string.Join('\n', reply["traceback"]?.AsArray().Select(line => (string?)line) ?? []);

    /// <summary>What was printed.</summary>
    public string Stdout => string.Concat(Streams("stdout"));

    public string Stderr => string.Concat(Streams("stderr"));

    /// <summary>How many messages the printed text came in.</summary>
    public int StreamMessages => Streams("stdout").Count();

    /// <summary>The last expression, as text.</summary>
    public string Text => Status == "ok" ? Result("text/plain") : Traceback;

    /// <summary>What was shown by <c>display</c>, as text, in order.</summary>
    public IReadOnlyList<string> Displays => [.. Outputs("display_data").Select(output => (string)output["data"]!["text/plain"]!)];

    /// <summary>The last expression as one media type; empty when it has none.</summary>
    public string Result(string mediaType) => Outputs("execute_result").Select(output => output["data"]![mediaType]?.ToString()).SingleOrDefault() ?? "";

    IEnumerable<string> Streams(string name) => Outputs("stream").Where(output => (string)output["name"]! == name).Select(output => (string)output["text"]!);

    IEnumerable<JsonNode> Outputs(string type) => reply["outputs"]!.AsArray().Where(output => (string)output!["output_type"]! == type).Select(output => output!);
}
