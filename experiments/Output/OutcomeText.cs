using Sim.Framework;
using Spectre.Console;

namespace Sim.Experiments.Output;

/// <summary>The last lines of a run: what was done, what failed, where the dataset is and how to read it.</summary>
static class OutcomeText
{
    const int FailuresShown = 5;

    /// <param name="console">Where it goes.</param>
    /// <param name="outcome">What was done.</param>
    /// <param name="shown">The dataset's folder as the user named it.</param>
    /// <param name="shard">The shard that was asked for; null for all of the dataset.</param>
    /// <param name="isCancelled">Whether the user stopped it, if it is cut short; otherwise a failure did.</param>
    public static void Write(IAnsiConsole console, Outcome outcome, string shown, Shard? shard, bool isCancelled)
    {
        console.WriteProse(FormattableString.Invariant(
            $"{outcome.Completed + outcome.Failed:N0} runs, {outcome.Timesteps:N0} timesteps in {outcome.Elapsed.TotalSeconds:F2} s: {Speed(outcome.TimestepsPerSecond)}; {outcome.Failed:N0} failed."));
        if (outcome.Kept > 0)
            console.WriteProse(FormattableString.Invariant($"{outcome.Kept:N0} of these runs were in the dataset already."));
        foreach (var failure in outcome.Failures.Take(FailuresShown))
            console.WriteProse($"  {failure}");
        if (outcome.Failed > FailuresShown)
            console.WriteProse(FormattableString.Invariant($"  … and {outcome.Failed - FailuresShown:N0} more in failures/."));
        if (outcome.IsCutShort)
            console.WriteProse(CutShort(outcome, shard, isCancelled));
        console.WriteWhole($"Dataset: {shown}");
        if (outcome.Directory is { } directory && PartsIn(directory, "runs") > 0)
        {
            var table = PartsIn(directory, "trajectories") > 0 ? "trajectories" : "runs";
            console.WriteWhole($"In DuckDB: SELECT * FROM read_parquet('{Path.Combine(shown, table).Replace('\\', '/').Replace("'", "''", StringComparison.Ordinal)}/*.parquet', hive_partitioning = false);");
        }
    }

    /// <summary>Timesteps per second, in a unit that leaves digits to see.</summary>
    public static string Speed(double timesteps) => timesteps >= 100_000
        ? FormattableString.Invariant($"{timesteps / 1e6:F2} million timesteps/s")
        : FormattableString.Invariant($"{timesteps:N0} timesteps/s");

    static string CutShort(Outcome outcome, Shard? shard, bool isCancelled)
    {
        var (done, reason) = (outcome.Completed + outcome.Failed, isCancelled ? "Cancelled" : "Stopped at a failure");
        return shard is null
            ? FormattableString.Invariant($"{reason}: {done:N0} of {outcome.Planned:N0} runs are complete, in {PartsIn(outcome.Directory!, "runs"):N0} parts; the others were not run. To go on, give the same command with --resume.")
            : FormattableString.Invariant($"{reason}: {done:N0} runs of shard {shard} are complete; the others were not run. To go on, give the same command again.");
    }

    static int PartsIn(string directory, string table) =>
        Path.Combine(directory, table) is var folder && Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "part-*.parquet").Count() : 0;
}
