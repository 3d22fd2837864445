using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Sim.Kernel.Tests;

/// <summary>The kernel under a real Jupyter client; with SIM_REQUIRE_JUPYTER set, tests fail where Jupyter is not installed.</summary>
public sealed class Jupyter : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sim-jupyter-");
    readonly Process? _client;

    public Jupyter()
    {
        if (Python is null)
            return;
        var spec = _folder.CreateSubdirectory("kernels/sim-csharp");
        var template = File.ReadAllText(Path.Combine(Notebooks, "kernel", "kernel.json"));
        var host = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Sim.Kernel", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Sim.Kernel.dll"));
        File.WriteAllText(Path.Combine(spec.FullName, "kernel.json"), template.Replace("@python@", Python).Replace("@notebooks@", Notebooks).Replace("@host@", host));
        var start = new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "jupyter.py")]) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = _folder.FullName };
        start.Environment["JUPYTER_DATA_DIR"] = _folder.FullName;
        _client = Process.Start(start)!;
        SecondsToReady = (double)Read()["ready"]!;
    }

    static string Notebooks { get; } = Path.Combine(Root(), "notebooks");

    static string? Python { get; } = new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(HasJupyter);

    /// <summary>From the start of the kernel's process to its first answer.</summary>
    public double SecondsToReady { get; }

    /// <summary>Runs a cell.</summary>
    public Cell Execute(string code, double? interruptAfter = null, double? killHostAfter = null) =>
        new(Ask(new JsonObject { ["do"] = "execute", ["code"] = code, ["interrupt_after"] = interruptAfter, ["kill_host_after"] = killHostAfter }));

    /// <summary>What tab shows at the end of the code.</summary>
    public IReadOnlyList<string> Complete(string code) => [.. Ask(new JsonObject { ["do"] = "complete", ["code"] = code, ["cursor_pos"] = code.Length })["matches"]!.AsArray().Select(match => (string)match!)];

    /// <summary>What shift-tab shows at the end of the code.</summary>
    public string Inspect(string code) => (string?)Ask(new JsonObject { ["do"] = "inspect", ["code"] = code, ["cursor_pos"] = code.Length })["data"]!["text/plain"] ?? "";

    /// <summary>Whether a console would run the code.</summary>
    public string IsComplete(string code) => (string)Ask(new JsonObject { ["do"] = "is_complete", ["code"] = code })["status"]!;

    /// <summary>Restarts the kernel, as from the menu.</summary>
    public void Restart() => Ask(new JsonObject { ["do"] = "restart" });

    public void Dispose()
    {
        if (_client is not null)
        {
            _client.StandardInput.Close();
            if (!_client.WaitForExit(TimeSpan.FromSeconds(20)))
                _client.Kill(entireProcessTree: true);
            _client.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    JsonNode Ask(JsonObject request)
    {
        Assert.SkipUnless(_client is not null || Environment.GetEnvironmentVariable("SIM_REQUIRE_JUPYTER") is "1", "Jupyter is not installed: apt-get install jupyter-notebook jupyter-nbconvert python3-ipykernel.");
        _client!.StandardInput.WriteLine(request.ToJsonString());
        _client.StandardInput.Flush();
        return Read();
    }

    JsonNode Read() => JsonNode.Parse(_client!.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The Jupyter client has ended."))!;

    static bool HasJupyter(string python)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import ipykernel, jupyter_client"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Simulations.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
