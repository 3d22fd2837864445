using System.Globalization;
using System.Reflection;

namespace Sim.Framework.Recording;

/// <summary>Where the files of a dataset lie.</summary>
static class DatasetLayout
{
    public const string Manifest = "manifest.json";
    public const string Trajectories = "trajectories";
    public const string Runs = "runs";
    public const string Failures = "failures";

    /// <summary>What locks are called, and begin with.</summary>
    public const string Lock = ".lock";

    const string Unfinished = ".unfinished";

    static readonly string[] Tables = [Trajectories, Runs, Failures];

    public static string Version { get; } =
        typeof(DatasetLayout).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static string Part(string directory, string table, int number) =>
        Path.Combine(directory, table, string.Create(CultureInfo.InvariantCulture, $"part-{number:D5}.parquet"));

    /// <summary>The parts of a table in order; none when it has no folder.</summary>
    public static IEnumerable<string> Parts(string directory, string table) =>
        Path.Combine(directory, table) is var folder && Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "part-*.parquet").OrderBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal)
            : [];

    /// <summary>The numbers of the parts of a table.</summary>
    public static IEnumerable<int> Numbers(string directory, string table) => Parts(directory, table)
        .Select(path => int.TryParse(Path.GetFileNameWithoutExtension(path)["part-".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)
        .Where(number => number >= 0);

    /// <summary>Whether a folder holds a dataset, or what an experiment would write over.</summary>
    public static bool IsTaken(string directory) => Tables.Append(Manifest).Any(name => Path.Exists(Path.Combine(directory, name)));

    /// <summary>Refuses what cannot be a dataset's folder, and makes it where it is missing.</summary>
    public static void Prepare(string directory)
    {
        if (directory.Contains('\0', StringComparison.Ordinal))
            throw new SimulationException($"Cannot write a dataset to {directory}: no folder's name holds a NUL character. Choose another folder.");
        if (File.Exists(directory))
            throw new SimulationException($"Cannot write a dataset to {directory}: it is a file. Choose a folder.");
        DatasetFile.Guarded(directory, () => Directory.CreateDirectory(directory));
    }

    /// <summary>Makes the folders of the tables.</summary>
    public static void PrepareTables(string directory, bool withRows) => DatasetFile.Guarded(directory, () =>
    {
        Directory.CreateDirectory(Path.Combine(directory, Runs));
        if (withRows)
            Directory.CreateDirectory(Path.Combine(directory, Trajectories));
        return 0;
    });

    /// <summary>Deletes a dataset, and what was exported from it, which would not fit the next. Nothing but a dataset's own files is ever deleted.</summary>
    /// <param name="directory">The dataset's folder.</param>
    /// <param name="spareDataset">Deletes what was exported only.</param>
    public static void Clear(string directory, bool spareDataset = false)
    {
        if (!IsOwn(directory))
            throw new SimulationException($"Cannot write a dataset to {directory}: there are files of the same names that no experiment wrote. Choose another folder, or move them away.");
        DatasetFile.Guarded(directory, () =>
        {
            // The manifest goes first: parts without one are nobody's.
            foreach (var name in (spareDataset ? [] : new[] { Manifest }).Concat(Tables.Select(table => table + ".csv")))
            {
                if (File.Exists(Path.Combine(directory, name)))
                    File.Delete(Path.Combine(directory, name));
            }

            foreach (var table in spareDataset ? [] : TablesIn(directory))
                Directory.Delete(table, recursive: true);
            return 0;
        });
    }

    /// <summary>Deletes what a process left that was killed while it wrote; only who holds the whole dataset may.</summary>
    public static void DeleteUnfinished(string directory) => DatasetFile.Guarded(directory, () =>
    {
        var halves = TablesIn(directory).Append(directory).SelectMany(folder => Directory.EnumerateFiles(folder, "*" + Unfinished)).Where(IsOurs);
        foreach (var file in halves.Concat(Directory.EnumerateFiles(directory, Lock + "-*")).ToList())
            File.Delete(file);
        return 0;
    });

    static bool IsOwn(string directory) =>
        (!Path.Exists(Path.Combine(directory, Manifest)) || IsManifest(Path.Combine(directory, Manifest)))
        && TablesIn(directory).SelectMany(Directory.EnumerateFileSystemEntries).All(IsPart);

    // One that was cut off while being written, or damaged since, still begins as a manifest does.
    static bool IsManifest(string path) =>
        File.Exists(path) && File.ReadLines(path).Take(3).Any(line => line.Contains("\"status\"", StringComparison.Ordinal) || line.Contains("\"experiment\"", StringComparison.Ordinal));

    // An unfinished part of another process may have its final name meanwhile, and so be there no more.
    static bool IsPart(string path) =>
        !Directory.Exists(path) && IsOurs(path) && (path.EndsWith(".parquet", StringComparison.Ordinal) || path.EndsWith(Unfinished, StringComparison.Ordinal));

    static bool IsOurs(string path) =>
        Path.GetFileName(path) is var name && (name.StartsWith("part-", StringComparison.Ordinal) || name.StartsWith(Manifest, StringComparison.Ordinal) || name.StartsWith(Lock, StringComparison.Ordinal));

    static IEnumerable<string> TablesIn(string directory) => Tables.Select(table => Path.Combine(directory, table)).Where(Directory.Exists);
}
