using Sim.Experiments.Output;
using Sim.Framework;

namespace Sim.Experiments.Tests;

/// <summary>A user in an empty folder: runs commands in this process and sees what they print.</summary>
public sealed class Session : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sim-cli-");

    public string Folder => _folder.FullName;

    public Catalog Catalog { get; init; } = Catalog.Default;

    public int Width { get; init; } = 200;

    public CancellationToken CancellationToken { get; init; }

    public Said Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = Cli.Run(args, Catalog, Terminal.Create(output, plain: true, Width), Terminal.Create(error, plain: true, null), Folder, CancellationToken);
        Assert.DoesNotContain('\u001b', output.ToString() + error);
        return new Said(exit, Trimmed(output), Trimmed(error));
    }

    /// <summary>A run that must succeed without a word of complaint.</summary>
    public string Succeed(params string[] args)
    {
        var said = Run(args);
        Assert.Equal((ExitCode.Success, ""), (said.Exit, said.Error));
        return said.Output;
    }

    public string PathOf(params string[] names) => Path.Combine([Folder, .. names]);

    public Dataset Open(params string[] names) => Dataset.Open(PathOf(names));

    public void Dispose() => _folder.Delete(recursive: true);

    // Tables are filled up with spaces.
    static string Trimmed(StringWriter written) =>
        string.Join('\n', written.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));
}

/// <summary>What a command answered.</summary>
public sealed record Said(int Exit, string Output, string Error);
