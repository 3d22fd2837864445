using System.Diagnostics;

namespace Sim.Deploy.Tests;

/// <summary>The files under test, and programs run as a user runs them.</summary>
static class Checkout
{
    public static string Root { get; } = Find();

    public static string Deploy(params string[] names) => Path.Combine([Root, "deploy", .. names]);

    /// <summary>The program that the images and the jobs start.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Sim.Experiments.dll");

    /// <summary>Runs a program to its end.</summary>
    public static async Task<Said> Run(string file, IEnumerable<string> arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        return new Said(process.ExitCode, await output, await error);
    }

    /// <summary>Runs a program that must succeed.</summary>
    public static async Task<string> Succeed(string file, IEnumerable<string> arguments, params (string Name, string? Value)[] environment)
    {
        var said = await Run(file, arguments, environment);
        Assert.True(said.Exit == 0, $"{file} ended with {said.Exit}:\n{said.Output}{said.Error}");
        return said.Output;
    }

    /// <summary>Every file of a dataset, hidden ones included, but for the times in its manifest.</summary>
    public static SortedDictionary<string, string> Bytes(string folder) => new(
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).ToDictionary(
            file => Path.GetRelativePath(folder, file),
            file => file.EndsWith("manifest.json", StringComparison.Ordinal)
                ? string.Join('\n', File.ReadLines(file).Where(line => !line.Contains("\"seconds\"", StringComparison.Ordinal) && !line.Contains("\"started\"", StringComparison.Ordinal)))
                : Convert.ToHexString(File.ReadAllBytes(file))),
        StringComparer.Ordinal);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Simulations.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Simulations.sln.");
    }
}

/// <summary>What a program answered.</summary>
sealed record Said(int Exit, string Output, string Error);
