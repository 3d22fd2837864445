using Sim.Framework;
namespace Sim.Analysis.Sql;

/// <summary>A database in memory and a connection to it.</summary>
sealed class DuckSession : IDisposable
{
    nint _database;
    nint _connection;

    /// <exception cref="SimulationException">DuckDB is not installed; the message says how to get it.</exception>
    public DuckSession()
    {
        if (DuckDB.Path is null)
            throw new SimulationException("Sql needs DuckDB's library, which is not installed: run notebooks/setup, which takes it from npm. Everything but Sql works without.");
        DuckDB.Load();
        if (DuckDB.Open(null, out _database) != 0 || DuckDB.Connect(_database, out _connection) != 0)
            throw new SimulationException($"DuckDB's library {DuckDB.Path} cannot be opened: run notebooks/setup again.");
    }

    /// <summary>Asks one question and reads the whole answer.</summary>
    /// <exception cref="SimulationException">DuckDB does not understand it, or a column has no counterpart.</exception>
    public SqlTable Ask(string query)
    {
        var state = DuckDB.Query(_connection, query, out var result);
        try
        {
            if (state != 0)
                throw new SimulationException($"{DuckDB.Text(DuckDB.ResultError(ref result))}\nThe query was: {query}");
            return Read(ref result);
        }
        finally
        {
            DuckDB.DestroyResult(ref result);
        }
    }

    public void Dispose()
    {
        DuckDB.Disconnect(ref _connection);
        DuckDB.Close(ref _database);
    }

    static SqlTable Read(ref DuckDB.Result result)
    {
        var decoders = new ColumnDecoder[(int)DuckDB.ColumnCount(ref result)];
        for (var column = 0; column < decoders.Length; column++)
        {
            var type = DuckDB.ColumnLogicalType(ref result, (ulong)column);
            try
            {
                decoders[column] = ColumnDecoder.Of(DuckDB.Text(DuckDB.ColumnName(ref result, (ulong)column)), type);
            }
            finally
            {
                DuckDB.DestroyLogicalType(ref type);
            }
        }

        var values = decoders.Select(_ => new List<object?>()).ToList();
        for (var chunk = DuckDB.FetchChunk(result); chunk != 0; chunk = DuckDB.FetchChunk(result))
        {
            try
            {
                var rows = (int)DuckDB.ChunkSize(chunk);
                for (var column = 0; column < decoders.Length; column++)
                    decoders[column].Decode(DuckDB.ChunkVector(chunk, (ulong)column), 0, rows, values[column].Add);
            }
            finally
            {
                DuckDB.DestroyChunk(ref chunk);
            }
        }

        return new SqlTable([.. decoders.Select(decoder => new SqlColumn(decoder.Name, decoder.ValueType))], [.. values.Select(column => column.ToArray())]);
    }
}
