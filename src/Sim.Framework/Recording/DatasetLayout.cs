using System.Globalization;
using System.Reflection;

namespace Sim.Framework.Recording;

/// <summary>Where the files of a dataset lie.</summary>
static class DatasetLayout
{
    public const string Manifest = "manifest.json";
    public const string Failures = "failures.parquet";
    public const string Trajectories = "trajectories";
    public const string Runs = "runs";

    public static string Version { get; } =
        typeof(DatasetLayout).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static string Part(string directory, string table, int number) =>
        Path.Combine(directory, table, string.Create(CultureInfo.InvariantCulture, $"part-{number:D5}.parquet"));

    /// <summary>Whether a folder holds a dataset, or what an experiment would write over.</summary>
    public static bool IsTaken(string directory) =>
        new[] { Manifest, Failures, Trajectories, Runs }.Any(name => Path.Exists(Path.Combine(directory, name)));

    /// <summary>Makes the folders; refuses, or clears away, a dataset that is there. Nothing but a dataset's own files is ever deleted.</summary>
    public static void Prepare(string directory, bool overwrite, bool withRows)
    {
        if (File.Exists(directory))
            throw new SimulationException($"Cannot write a dataset to {directory}: it is a file. Choose a folder.");
        if (IsTaken(directory) && !overwrite)
            throw new SimulationException($"There is a dataset in {directory} already. Choose another folder, or overwrite it (--overwrite; overwrite: true).");
        if (IsTaken(directory) && !IsOwn(directory))
            throw new SimulationException($"Cannot write a dataset to {directory}: there are files of the same names that no experiment wrote. Choose another folder, or move them away.");
        DatasetFile.Guarded(directory, () =>
        {
            Clear(directory);
            Directory.CreateDirectory(Path.Combine(directory, Runs));
            if (withRows)
                Directory.CreateDirectory(Path.Combine(directory, Trajectories));
            return 0;
        });
    }

    static bool IsOwn(string directory) =>
        (!Path.Exists(Path.Combine(directory, Manifest)) || IsManifest(Path.Combine(directory, Manifest)))
        && Tables(directory).SelectMany(Directory.EnumerateFileSystemEntries).All(IsPart);

    // One that was cut off while being written, or damaged since, still begins as a manifest does.
    static bool IsManifest(string path) =>
        File.Exists(path) && File.ReadLines(path).Take(3).Any(line => line.Contains("\"status\"", StringComparison.Ordinal) || line.Contains("\"experiment\"", StringComparison.Ordinal));

    static bool IsPart(string path) =>
        File.Exists(path) && Path.GetFileName(path) is var name && name.StartsWith("part-", StringComparison.Ordinal)
        && (name.EndsWith(".parquet", StringComparison.Ordinal) || name.EndsWith(".parquet.unfinished", StringComparison.Ordinal));

    static IEnumerable<string> Tables(string directory) =>
        new[] { Trajectories, Runs }.Select(table => Path.Combine(directory, table)).Where(Directory.Exists);

    /// <summary>Deletes a dataset, and what was exported from it, which would not fit the next.</summary>
    static void Clear(string directory)
    {
        foreach (var name in new[] { Manifest, Failures, Trajectories + ".csv", Runs + ".csv", "failures.csv" })
        {
            if (File.Exists(Path.Combine(directory, name)))
                File.Delete(Path.Combine(directory, name));
        }

        foreach (var table in Tables(directory))
            Directory.Delete(table, recursive: true);
    }
}
