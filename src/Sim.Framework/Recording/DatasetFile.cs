using Sim.Parquet;

namespace Sim.Framework.Recording;

/// <summary>One file of a dataset while it is written: it appears under its name by rename when complete, and otherwise not at all.</summary>
sealed class DatasetFile : IDisposable
{
    readonly string _path;
    readonly string _unfinished;
    readonly FileStream _stream;
    readonly ParquetWriter _writer;
    bool _isComplete;

    public DatasetFile(string path, IReadOnlyList<ParquetColumn> columns, IReadOnlyDictionary<string, string> metadata)
    {
        (_path, _unfinished) = (path, path + ".unfinished");
        _stream = Guarded(path, () => new FileStream(_unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16));
        _writer = new ParquetWriter(_stream, new ParquetSchema(columns), new ParquetWriterOptions { Metadata = metadata });
    }

    public void WriteRows(IReadOnlyList<RowColumn> columns, int rows) => Guarded(_path, () =>
    {
        _writer.StartRowGroup(rows);
        foreach (var column in columns)
            column.WriteTo(_writer, rows);
        return 0;
    });

    public void Complete()
    {
        Guarded(_path, () =>
        {
            _writer.Complete();
            _stream.Dispose();
            File.Move(_unfinished, _path, overwrite: true);
            return 0;
        });
        _isComplete = true;
    }

    public void Dispose()
    {
        _writer.Dispose();
        if (_isComplete)
            return;
        // What is buffered may not fit on a full disk; the half file goes either way.
        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
        }

        File.Delete(_unfinished);
    }

    /// <summary>Does something with files, and says in the user's words why it cannot be done.</summary>
    public static T Guarded<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SimulationException(
                $"Cannot write {path}: {exception.Message} Nothing half-written is left. Free some room or choose another folder, and run again.", exception);
        }
    }
}
