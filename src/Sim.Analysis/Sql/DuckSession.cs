using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Sim.Framework;

namespace Sim.Analysis.Sql;

/// <summary>A database in memory with a view for each table of a dataset.</summary>
sealed partial class DuckSession : IDisposable
{
    readonly List<string> _tables = [];

    readonly DuckDBConnection _connection = new("Data Source=:memory:");

    /// <summary>Opens a database over the parts that are complete; parts come in their order.</summary>
    /// <exception cref="SimulationException">The package has no library for this platform, or a file cannot be read.</exception>
    public DuckSession(Dataset dataset)
    {
        try
        {
            _connection.Open();
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException })
        {
            throw new SimulationException($"Sql needs DuckDB's library, which DuckDB.NET does not bring for {RuntimeInformation.RuntimeIdentifier}: ask the dataset on another platform. Everything but Sql and data frames works here.", exception);
        }

        // Whole numbers of 128 bits and flags keep their types.
        Do("set arrow_lossless_conversion = true");
        foreach (var table in new[] { "trajectories", "runs", "failures" })
        {
            var patterns = Patterns(Path.Combine(Path.GetFullPath(dataset.Directory), table));
            if (patterns.Length == 0)
                continue;
            Do($"create view {table} as select * from read_parquet([{string.Join(", ", patterns)}], hive_partitioning = false)");
            _tables.Add(table);
        }
    }

    /// <summary>The views that there are.</summary>
    public IReadOnlyList<string> Tables => _tables;

    /// <summary>Asks one question and reads the whole answer; a statement that answers nothing, such as COPY, gives a table without columns.</summary>
    /// <exception cref="SimulationException">DuckDB does not understand it, it is not one statement, or a column has no counterpart.</exception>
    public SqlTable Ask(string query)
    {
        var count = NativeMethods.ExtractStatements.DuckDBExtractStatements(_connection.NativeConnection, query, out var statements);
        using (statements)
        {
            if (count > 1 || (count == 0 && NativeMethods.ExtractStatements.DuckDBExtractStatementsError(statements) is null or ""))
                throw new SimulationException($"Ask one statement at a time: there are {count}.\nThe query was: {query}");
        }

        return Guarded(query, Read);
    }

    public void Dispose() => _connection.Dispose();

    void Do(string statement) => Guarded(statement, command => command.ExecuteNonQuery());

    static SqlTable Read(DuckDBCommand command)
    {
        using var stream = Stream(command);
        var batches = new List<RecordBatch>();
        try
        {
            while (stream?.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult() is { } batch)
                batches.Add(batch);
            return new SqlTable([.. (stream?.Schema.FieldsList ?? []).Select((field, place) => ArrowColumn.Of(field, batches.Select(batch => batch.Column(place))))]);
        }
        finally
        {
            batches.ForEach(batch => batch.Dispose());
        }
    }

    // A statement without an answer has been executed when its stream is refused.
    static IArrowArrayStream? Stream(DuckDBCommand command)
    {
        try
        {
            return command.ExecuteArrowStream();
        }
        catch (InvalidOperationException exception) when (exception.Message.StartsWith("The command did not return", StringComparison.Ordinal))
        {
            return null;
        }
    }

    T Guarded<T>(string query, Func<DuckDBCommand, T> ask)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = query;
        try
        {
            return ask(command);
        }
        catch (Exception exception) when (exception is DuckDBException or InvalidOperationException)
        {
            var message = UnsupportedType().Match(exception.Message) is { Success: true } found
                ? $"A column of the query is of type {found.Groups[1].Value}, which has no counterpart in C#: cast it, such as x::VARCHAR."
                : exception.Message;
            throw new SimulationException($"{message}\nThe query was: {query}", exception);
        }
    }

    /// <summary>Names of equal length sort as their numbers do, so there is a pattern for each length; none when there are no parts.</summary>
    static string[] Patterns(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFiles(folder, "part-*.parquet").Select(path => Path.GetFileName(path).Length).Distinct().Order()
            .Select(length => $"'{Escaped(folder)}/part-{new string('?', length - "part-.parquet".Length)}.parquet'"),
    ];

    // Quotes end a text; brackets, stars and question marks are patterns of file names.
    static string Escaped(string path) => string.Concat(path.Replace('\\', '/').Select(letter => letter switch
    {
        '\'' => "''",
        '[' or '*' or '?' => $"[{letter}]",
        _ => letter.ToString(),
    }));

    [GeneratedRegex("Unsupported Arrow type (\\w+)")]
    private static partial Regex UnsupportedType();
}
