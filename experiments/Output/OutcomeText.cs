using Sim.Framework;
using Spectre.Console;

namespace Sim.Experiments.Output;

/// <summary>The last lines of a command: what was done, what failed, and where the dataset is.</summary>
static class OutcomeText
{
    const int FailuresShown = 5;

    public static void Write(IAnsiConsole console, Outcome outcome, string directory)
    {
        console.WriteLine(FormattableString.Invariant(
            $"{outcome.Completed + outcome.Failed:N0} runs, {outcome.Timesteps:N0} timesteps in {outcome.Elapsed.TotalSeconds:F2} s: {outcome.TimestepsPerSecond / 1e6:F2} million timesteps per second, {outcome.Failed:N0} failed."));
        foreach (var failure in outcome.Failures.Take(FailuresShown))
            console.WriteLine($"  {failure}");
        if (outcome.Failures.Count > FailuresShown)
            console.WriteLine(FormattableString.Invariant($"  … and {outcome.Failures.Count - FailuresShown:N0} more in failures.parquet."));
        if (outcome.IsCutShort)
        {
            console.WriteLine(FormattableString.Invariant(
                $"Cut short: {outcome.Completed + outcome.Failed:N0} of {outcome.Planned:N0} runs are complete and in the dataset; the others were not started."));
        }

        console.WriteLine($"Dataset: {directory}");
        if (System.IO.Directory.Exists(Path.Combine(directory, "trajectories")))
            console.WriteLine($"Read it, for instance in DuckDB: SELECT * FROM '{directory.Replace('\\', '/')}/trajectories/*.parquet'");
    }

    public static void WriteSizes(IAnsiConsole console, Dataset dataset)
    {
        var files = System.IO.Directory.EnumerateFiles(dataset.Directory, "*.parquet", SearchOption.AllDirectories).Select(file => new FileInfo(file)).ToList();
        var failures = dataset.Failures<FailedRun>().Count();
        console.WriteLine(FormattableString.Invariant(
            $"Seed {(long)dataset.Manifest["seed"]!}, {dataset.RunColumn<int>("run").Length:N0} runs, {failures:N0} failed; {files.Count} Parquet files, {files.Sum(file => file.Length) / 1e6:F1} MB."));
    }

    sealed record FailedRun(int Run);
}
