using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Sim.Framework;

namespace Sim.Analysis.Charts;

/// <summary>Draws specifications by Vega-Lite in one process of Node.js, which is started with the first chart and ends with this one.</summary>
static class SvgRenderer
{
    const string Advice = "Charts are drawn by Node.js with Vega-Lite: install Node.js and run notebooks/setup.";

    static readonly Lock Gate = new();
    static Process? _node;

    /// <summary>The picture; null where there is no Node.js or no Vega-Lite.</summary>
    /// <exception cref="SimulationException">Vega-Lite does not take the specification; the message is its own.</exception>
    /// <remarks>Another thread asks and this one waits: a cell that is interrupted here leaves neither a held lock nor its picture to the next chart.</remarks>
    public static string? Draw(string specification) => Task.Run(() => Ask(specification)).GetAwaiter().GetResult();

    static string? Ask(string specification)
    {
        lock (Gate)
        {
            if (Running() is not { } node)
                return null;
            node.StandardInput.WriteLine(specification.ReplaceLineEndings(" "));
            node.StandardInput.Flush();
            if (node.StandardOutput.ReadLine() is not { } line)
                throw new SimulationException($"Node.js ended while it drew a chart. {Advice}");
            var answer = JsonNode.Parse(line)!;
            return (string?)answer["svg"] ?? throw new SimulationException($"Vega-Lite cannot draw the chart: {answer["error"]}");
        }
    }

    /// <summary>What to do where there is no picture.</summary>
    public static SimulationException Missing() => new(Advice);

    static Process? Running()
    {
        if (_node is { HasExited: false })
            return _node;
        if (NodePackages.Find("vega-lite") is null || NodePackages.Folder is not { } folder || !File.Exists(Path.Combine(folder, "render.mjs")))
            return null;
        try
        {
            return _node = Process.Start(new ProcessStartInfo("node", ["render.mjs"]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
