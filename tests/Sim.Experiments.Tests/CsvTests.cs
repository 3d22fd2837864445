using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Sim.Framework.Recording;
using Sim.Framework.Recording.Parquet;

namespace Sim.Experiments.Tests;

public sealed class CsvTests : IDisposable
{
    readonly Session _session = new() { Catalog = Samples.Catalog() };

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Csv_HoldsWhatTheParquetFilesHold()
    {
        var (exit, output, _) = _session.Run("run", "sample", "--set", "fail_at=3", "--sweep", "growth=0.1,0.3", "--csv");
        Assert.Equal(ExitCode.SomeRunsFailed, exit);
        Assert.EndsWith("CSV: results/sample/trajectories.csv\nCSV: results/sample/runs.csv\nCSV: results/sample/failures.csv\n", output, StringComparison.Ordinal);
        Assert.Equal(28, Same("trajectories.csv", "trajectories/part-00000.parquet"));
        Assert.Equal(8, Same("runs.csv", "runs/part-00000.parquet"));
        Assert.Equal(4, Same("failures.csv", "failures/part-00000.parquet"));
    }

    [Fact]
    public void Csv_SeveralParts_HaveOneHeader()
    {
        using var session = new Session();
        session.Succeed("run", "predator-prey", "--runs", "30", "--every", "500", "--csv");
        var dataset = session.Open("results", "predator-prey");
        var runs = File.ReadAllLines(session.PathOf("results", "predator-prey", "runs.csv"));
        Assert.True(Directory.EnumerateFiles(session.PathOf("results", "predator-prey", "runs")).Count() > 1);
        Assert.Equal("simulation,subset,run,prey_birth,predator_death,status,timesteps,peak_prey,mean_predators,first_scarcity", runs[0]);
        Assert.Equal(dataset.RunColumn<double?>("peak_prey"), runs.Skip(1).Select(line => (double?)double.Parse(line.Split(',')[7], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Overwrite_TakesOldCsvAway()
    {
        _session.Run("run", "sample", "--set", "fail_at=3", "--csv");
        _session.Succeed("run", "sample", "--overwrite");
        Assert.Equal(["manifest.json", "runs", "trajectories"], Directory.EnumerateFileSystemEntries(_session.PathOf("results", "sample")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Csv_CannotBeWritten_SaysThatTheDatasetIsComplete()
    {
        Directory.CreateDirectory(_session.PathOf("results", "sample", "trajectories.csv"));
        var (exit, output, error) = _session.Run("run", "sample", "--csv");
        Assert.Equal(ExitCode.BadUsage, exit);
        Assert.Contains("4 runs, 12 timesteps", output, StringComparison.Ordinal);
        Assert.Contains("The Parquet files are complete.", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_session.Folder, "*.unfinished", SearchOption.AllDirectories));
    }

    int Same(string csv, string parquet)
    {
        using var reader = CsvReader.FromFile(_session.PathOf("results", "sample", csv), new CsvReaderOptions { Separator = ',', MalformedData = CsvMalformedDataHandling.Throw });
        using var stored = PartFileReader.Open(_session.PathOf("results", "sample", parquet));
        Assert.Equal(stored.Columns.Select(column => column.Name), reader.Headers);
        var columns = stored.Columns.Select(column => Values(stored, column)).ToList();
        var row = 0;
        for (; reader.Read(); row++)
        {
            for (var column = 0; column < columns.Count; column++)
                Assert.Equal(columns[column][row], Parsed(stored.Columns[column].Type, reader.GetString(column)));
        }

        Assert.Equal(stored.RowCount, row);
        return row;
    }

    static object?[] Values(PartFileReader reader, StoredColumn column) => column.Type switch
    {
        ColumnType.Boolean => [.. reader.ReadColumn<bool>(column.Name).Cast<object?>()],
        ColumnType.Int32 => [.. reader.ReadColumn<int>(column.Name).Cast<object?>()],
        ColumnType.Int64 => [.. reader.ReadColumn<long>(column.Name).Cast<object?>()],
        ColumnType.Double => [.. reader.ReadColumn<double?>(column.Name).Cast<object?>()],
        ColumnType.String => [.. reader.ReadColumn<string?>(column.Name)],
        _ => [.. reader.ReadColumn<double[]>(column.Name)],
    };

    static object? Parsed(ColumnType type, string text) => text.Length == 0 ? null : type switch
    {
        ColumnType.Boolean => bool.Parse(text),
        ColumnType.Int32 => int.Parse(text, CultureInfo.InvariantCulture),
        ColumnType.Int64 => long.Parse(text, CultureInfo.InvariantCulture),
        ColumnType.Double => double.Parse(text, CultureInfo.InvariantCulture),
        ColumnType.String => text,
        _ => JsonSerializer.Deserialize<double[]>(text),
    };
}
