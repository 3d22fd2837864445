using Sim.Framework;
using Spectre.Console;

namespace Sim.Experiments.Output;

/// <summary>A dataset on disk in words: what it is, and how large.</summary>
static class DatasetText
{
    /// <summary>Opens the dataset that a user named.</summary>
    public static Dataset Open(string workingDirectory, string shown) => string.IsNullOrWhiteSpace(shown)
        ? throw new SimulationException("Give the folder of a dataset, such as results/NAME.")
        : Dataset.Open(Path.Combine(workingDirectory, shown));

    public static void WriteHead(IAnsiConsole console, Dataset dataset)
    {
        var status = dataset.Status == "running" ? "running: it is being written, or its process was ended; complete parts are shown" : dataset.Status;
        console.WriteProse($"{dataset.Experiment}: {status}");
        if (dataset.Manifest["question"]?.ToString() is { Length: > 0 } question)
            console.WriteProse(question);
    }

    public static void WriteSizes(IAnsiConsole console, Dataset dataset, IReadOnlyList<SubsetSummary> subsets)
    {
        var files = Directory.EnumerateFiles(dataset.Directory, "*.parquet", SearchOption.AllDirectories).Select(file => new FileInfo(file)).ToList();
        var planned = dataset.Manifest["runs"]?["planned"] is { } given && dataset.Status != "complete" ? $" of {given}" : "";
        console.WriteProse(FormattableString.Invariant(
            $"Seed {dataset.Manifest["seed"]}, {subsets.Sum(subset => subset.Runs):N0}{planned} runs, {subsets.Sum(subset => subset.Failed):N0} failed; {files.Count:N0} Parquet files, {Size(files.Sum(file => file.Length))}."));
    }

    static string Size(long bytes) => bytes switch
    {
        < 10_000 => FormattableString.Invariant($"{bytes:N0} bytes"),
        < 1_000_000 => FormattableString.Invariant($"{bytes / 1e3:N0} kB"),
        < 1_000_000_000 => FormattableString.Invariant($"{bytes / 1e6:N1} MB"),
        _ => FormattableString.Invariant($"{bytes / 1e9:N1} GB"),
    };
}
