using System.Diagnostics;
using System.Text.Json;

namespace Sim.Interop.Tests;

/// <summary>Runs the scripts of this folder; tests that need them are skipped where they cannot run, unless they are required.</summary>
static class Node
{
    const string Required = "SIM_REQUIRE_INTEROP";

    static readonly string Folder = FindFolder();

    /// <summary>The table that a foreign reader finds in each file.</summary>
    public static JsonElement[] Read(string reader, params IEnumerable<string> files) =>
        Run(["read.mjs", reader, .. files]).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonDocument.Parse(line).RootElement).ToArray();

    /// <summary>Runs SQL in DuckDB.</summary>
    public static void DuckDB(params IEnumerable<string> statements) => Run(["write.mjs", .. statements]);

    static string Run(IEnumerable<string> arguments)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
            SkipOrFail("The packages of the foreign readers are missing: run `npm ci` in tests/Interop.");
        var start = new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            SkipOrFail("Node.js is missing: install it and run `npm ci` in tests/Interop.");
            throw;
        }
    }

    static void SkipOrFail(string reason)
    {
        if (Environment.GetEnvironmentVariable(Required) == "1")
            Assert.Fail(reason);
        Assert.Skip(reason);
    }

    static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Simulations.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Simulations.sln is in no folder above the tests.");
        return Path.Combine(folder.FullName, "tests", "Interop");
    }
}
