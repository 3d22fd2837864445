using System.Globalization;
using Sim.Framework.Recording.Parquet;

namespace Sim.Framework.Recording;

/// <summary>Whether a part of a dataset is complete and valid, and what its runs say.</summary>
/// <param name="Problem">What is wrong; null when nothing is.</param>
/// <param name="IsMissing">Whether it simply is not there.</param>
/// <param name="Share">The metrics of its runs; null when it is not valid.</param>
/// <param name="Failed">How many of its runs failed.</param>
sealed record PartCheck(string? Problem, bool IsMissing, Summary.Share? Share, long Failed)
{
    /// <summary>The key in the metadata of a part's runs that says how many rows belong to them.</summary>
    public const string RowsKey = "sim.rows";

    /// <summary>Reads a part whole: footers, checksums, counts, and that it holds its runs and no others, in order.</summary>
    /// <param name="directory">The dataset.</param>
    /// <param name="layout">Which runs belong to which part.</param>
    /// <param name="number">The part.</param>
    /// <param name="withRows">Whether rows are recorded.</param>
    /// <param name="metrics">The columns of the metrics.</param>
    public static PartCheck Of(string directory, PartLayout layout, int number, bool withRows, IReadOnlyList<string> metrics)
    {
        var path = DatasetLayout.Part(directory, DatasetLayout.Runs, number);
        if (!File.Exists(path))
            return new PartCheck(Text($"part {number:D5} is missing"), true, null, 0);
        try
        {
            using var runs = PartFileReader.Open(path);
            runs.Verify();
            var (share, failed) = Read(runs, metrics, layout, layout[number]);
            if (withRows)
                CheckTable(directory, DatasetLayout.Trajectories, number, long.Parse(runs.Metadata.GetValueOrDefault(RowsKey) ?? "", CultureInfo.InvariantCulture));
            if (failed > 0)
                CheckTable(directory, DatasetLayout.Failures, number, failed);
            return new PartCheck(null, false, share, failed);
        }
        catch (Exception exception) when (exception is SimulationException or IOException or UnauthorizedAccessException or FormatException or PartException)
        {
            return new PartCheck(Text($"part {number:D5}: {exception.Message}"), false, null, 0);
        }
    }

    static void CheckTable(string directory, string table, int number, long rows)
    {
        using var reader = PartFileReader.Open(DatasetLayout.Part(directory, table, number));
        reader.Verify();
        if (reader.RowCount != rows)
            throw new PartException(Text($"its {table} have {reader.RowCount} rows and should have {rows}"));
    }

    static (Summary.Share Share, long Failed) Read(PartFileReader reader, IReadOnlyList<string> metrics, PartLayout layout, PlannedPart part)
    {
        if (reader.RowCount != part.Count)
            throw new PartException(Text($"it has {reader.RowCount} of {part.Count} runs"));
        var (simulation, subset, run, status) = (reader.ReadColumn<int>("simulation"), reader.ReadColumn<int>("subset"), reader.ReadColumn<int>("run"), reader.ReadColumn<string>("status"));
        var values = metrics.Select(column => reader.ReadColumn<double?>(column)).ToList();
        var share = new Summary.Share();
        long failed = 0;
        for (var row = 0; row < run.Length; row++)
        {
            var id = new RunId(simulation[row], subset[row], run[row]);
            if (id != layout.IdOf(part.First + row))
                throw new PartException(Text($"run {row} of it is {id} and should be {layout.IdOf(part.First + row)}"));
            var isFailed = status[row] != nameof(RunStatus.Completed);
            failed += isFailed ? 1 : 0;
            share.Add(id, isFailed, [.. values.Select(column => column[row])]);
        }

        return (share, failed);
    }

    static string Text(FormattableString text) => FormattableString.Invariant(text);

    sealed class PartException(string message) : Exception(message);
}
