using System.Globalization;
using Sim.Framework.Recording.Parquet;

namespace Sim.Framework.Recording;

/// <summary>One file of a dataset while it is written: it appears under its name by rename when complete, and otherwise not at all.</summary>
sealed class DatasetFile : IDisposable
{
    readonly string _path;
    readonly string _unfinished;
    readonly FileStream _stream;
    readonly PartFileWriter _writer;
    bool _isComplete;

    public DatasetFile(string path, IReadOnlyList<StoredColumn> columns, Codec codec, IReadOnlyDictionary<string, string> metadata)
    {
        (_path, _unfinished) = (path, Unfinished(path));
        _stream = Guarded(path, () => new FileStream(_unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16));
        _writer = Guarded(path, () => new PartFileWriter(_stream, columns, codec, metadata));
    }

    public void WriteRows(IReadOnlyList<RowColumn> columns, int rows) => Guarded(_path, () =>
    {
        _writer.WriteRows(columns, rows);
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

        try
        {
            File.Delete(_unfinished);
        }
        // Its folder may have gone meanwhile.
        catch (IOException)
        {
        }
    }

    /// <summary>Writes a small text file as a whole: a reader sees the old one or the new one.</summary>
    public static void Replace(string path, string text) => Guarded(path, () =>
    {
        var unfinished = Unfinished(path);
        File.WriteAllText(unfinished, text);
        File.Move(unfinished, path, overwrite: true);
        return 0;
    });

    /// <summary>A name of this thread's own, so that two that write the same file are not in each other's way.</summary>
    static string Unfinished(string path) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.MachineName}-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.unfinished");

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
                $"Cannot write {path}: {exception.Message.TrimEnd('.')}. No half file is left, and complete parts stay. Mend the cause, and go on with --resume (WriteMode.Resume).", exception);
        }
    }
}
