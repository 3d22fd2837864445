using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Sim.Framework;
using Sim.Framework.Recording;
using Sim.Framework.Recording.Parquet;

namespace Sim.Experiments.Output;

/// <summary>Writes the tables of a dataset as CSV beside them, row group by row group, each by rename when complete.</summary>
static class CsvExport
{
    // Spaces at the ends of a text are kept by readers that trim what has no quotes.
    static readonly CsvWriterOptions Form = new() { Quoting = CsvQuoting.WhenNeededOrWhitespace };

    /// <returns>The names of the files, each when it is complete.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; the file in hand is left out.</exception>
    public static IEnumerable<string> Write(string directory, CancellationToken cancellationToken)
    {
        foreach (var (table, files) in new[]
        {
            ("trajectories", Parts(directory, "trajectories")),
            ("runs", Parts(directory, "runs")),
            ("failures", Parts(directory, "failures")),
        })
        {
            if (files.Count == 0)
                continue;
            Write(Path.Combine(directory, table + ".csv"), files, cancellationToken);
            yield return table + ".csv";
        }
    }

    static List<string> Parts(string directory, string table) =>
        Directory.Exists(Path.Combine(directory, table)) ? [.. Directory.EnumerateFiles(Path.Combine(directory, table), "part-*.parquet").OrderBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal)] : [];

    static void Write(string path, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        try
        {
            using (var csv = CsvWriter.ToFile(path + ".unfinished", Form))
            {
                for (var file = 0; file < files.Count; file++)
                    WriteFile(csv, files[file], withHeader: file == 0, cancellationToken);
            }

            File.Move(path + ".unfinished", path, overwrite: true);
        }
        catch (Exception exception)
        {
            File.Delete(path + ".unfinished");
            if (exception is not (IOException or UnauthorizedAccessException))
                throw;
            throw new SimulationException($"Cannot write {path}: {exception.Message} The Parquet files are complete.", exception);
        }
    }

    static void WriteFile(CsvWriter csv, string file, bool withHeader, CancellationToken cancellationToken)
    {
        using var reader = PartFileReader.Open(file);
        if (withHeader)
        {
            foreach (var column in reader.Columns)
                csv.WriteField(column.Name);
            csv.EndRecord();
        }

        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var columns = reader.Columns.Select(column => Column(reader, column, group)).ToList();
            for (var row = 0; row < columns[0].Length; row++)
            {
                foreach (var column in columns)
                    csv.WriteField(Text(column.GetValue(row)));
                csv.EndRecord();
            }
        }
    }

    static Array Column(PartFileReader reader, StoredColumn column, int group) => column.Type switch
    {
        ColumnType.Boolean => reader.ReadColumn<bool?>(column.Name, group),
        ColumnType.Int32 => reader.ReadColumn<int?>(column.Name, group),
        ColumnType.Int64 => reader.ReadColumn<long?>(column.Name, group),
        ColumnType.Double => reader.ReadColumn<double?>(column.Name, group),
        ColumnType.String => reader.ReadColumn<string>(column.Name, group),
        _ => reader.ReadColumn<double[]>(column.Name, group),
    };

    static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        double[] list => JsonSerializer.Serialize(list),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
