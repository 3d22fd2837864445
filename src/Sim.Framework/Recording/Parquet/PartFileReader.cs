using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;
using Parquet;
using Parquet.Schema;

namespace Sim.Framework.Recording.Parquet;

/// <summary>Reads one file of a dataset with Parquet.Net, and believes nothing of it that does not have its checksum.</summary>
/// <remarks>Only the columns that are asked for are read. Not thread-safe; several readers may read one file.</remarks>
sealed class PartFileReader : IDisposable
{
    /// <summary>The least bytes that a Parquet file has: both magic words and the length of the footer.</summary>
    const int Shortest = 12;

    const int Tail = 8;

    readonly string _path;
    readonly SafeFileHandle _file;
    readonly PartInput _input;
    readonly ParquetReader _reader;
    readonly IReadOnlyList<Field> _fields;
    readonly IReadOnlyList<DataField> _leaves;
    readonly long _footer;

    /// <summary>The footer of a file with earlier checksums.</summary>
    readonly byte[]? _earlier;

    /// <summary>The checksums of the column chunks in the order of the file; null when it has none, or earlier ones.</summary>
    readonly string? _checksums;

    PartFileReader(string path, SafeFileHandle file, bool isSealed)
    {
        (_path, _file) = (path, file);
        var length = RandomAccess.GetLength(file);
        _input = new PartInput(file, length);
        (_footer, _earlier) = FooterOf(length, isSealed);
        (_reader, var schema) = Guarded("its footer", () =>
        {
            var reader = Done(ParquetReader.CreateAsync(_input, leaveStreamOpen: true));
            return (reader, reader.Schema);
        });
        (_fields, _leaves) = (schema.Fields, schema.DataFields);
        Metadata = _reader.CustomMetadata;
        _checksums = Metadata.GetValueOrDefault(Checksums.ChunksKey);
        CheckCounts();
        Columns = [.. _fields.Select(PartSchema.ColumnOf).OfType<StoredColumn>()];
    }

    /// <summary>The columns that can be read.</summary>
    public IReadOnlyList<StoredColumn> Columns { get; }

    /// <summary>The rows of all row groups together.</summary>
    public long RowCount => _reader.Metadata!.NumRows;

    /// <summary>The row groups, each of which is read as a whole.</summary>
    public int RowGroupCount => _reader.RowGroupCount;

    /// <summary>The texts of the footer.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its footer.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="isSealed">Whether it must have checksums, as all files of datasets do.</param>
    /// <exception cref="SimulationException">The file is not there, or is not what it should be; the message says what to do.</exception>
    public static PartFileReader Open(string path, bool isSealed = true)
    {
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SimulationException($"Cannot read {path}: {exception.Message}", exception);
        }

        try
        {
            return new PartFileReader(path, file, isSealed);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a column of all row groups.</summary>
    /// <typeparam name="T">bool, int, long, double, string or double[], as the column has it; a nullable bool?, int?, long? or double? where rows may hold nothing.</typeparam>
    /// <exception cref="SimulationException">There is no such column, it has another type, rows hold nothing, or the file is damaged.</exception>
    public T[] ReadColumn<T>(string name) => (T[])Read(typeof(T), Find(name, typeof(T)), 0..RowGroupCount);

    /// <summary>Reads a column of one row group, from 0; see <see cref="ReadColumn{T}(string)"/>.</summary>
    public T[] ReadColumn<T>(string name, int rowGroup) => (T[])Read(typeof(T), Find(name, typeof(T)), rowGroup..(rowGroup + 1));

    /// <summary>Reads rows one after the other, with one row group in memory; see <see cref="RowFactory{TRow}"/>.</summary>
    /// <exception cref="SimulationException">A column is missing or has another type, or the file is damaged.</exception>
    public IEnumerable<TRow> ReadRows<TRow>()
    {
        var factory = new RowFactory<TRow>();
        var leaves = factory.Members.Select(member => Find(member.Column, member.Type)).ToArray();
        for (var group = 0; group < RowGroupCount; group++)
        {
            var arrays = leaves.Select((leaf, place) => Read(factory.Members[place].Type, leaf, group..(group + 1))).ToArray();
            for (var row = 0; row < _reader.RowGroups[group].RowCount; row++)
                yield return factory.Create(arrays, row);
        }
    }

    /// <summary>Reads every byte and checks it against its checksum.</summary>
    /// <exception cref="SimulationException">The file is damaged; the message says where.</exception>
    public void Verify()
    {
        long end = sizeof(int);
        for (var group = 0; group < RowGroupCount; group++)
        {
            foreach (var leaf in _leaves)
            {
                var (start, length) = Let(leaf, group);
                if (start != end)
                    throw Damaged($"column '{leaf.Path.FirstPart}', row group {group} does not begin where the column before it ends");
                end = start + length;
            }
        }

        if (end != _footer)
            throw Damaged("its columns do not end where its footer begins");
    }

    public void Dispose() => _file.Dispose();

    Array Read(Type element, DataField leaf, Range groups)
    {
        var (first, count) = groups.GetOffsetAndLength(RowGroupCount);
        var rows = _reader.RowGroups.Skip(first).Take(count).Sum(group => group.RowCount);
        if (rows > Array.MaxLength)
            throw new SimulationException($"{_path} has {rows} rows, more than an array can hold: read its rows one after the other.");
        var target = Array.CreateInstance(element, rows);
        for (int group = first, row = 0; group < first + count; row += (int)_reader.RowGroups[group++].RowCount)
        {
            Let(leaf, group);
            var (what, place) = ($"column '{leaf.Path.FirstPart}', row group {group}", row);
            if (Guarded(what, () => ColumnReader.Read(_reader.RowGroups[group], leaf, target, place)) is { } problem)
                throw new SimulationException($"{_path}: {what}, {problem}");
        }

        return target;
    }

    /// <summary>Lets the bytes of a column chunk in, and checks them.</summary>
    (long Start, long Length) Let(DataField leaf, int group)
    {
        var chunk = Guarded("its footer", () => _reader.RowGroups[group].GetMetadata(leaf)!.MetaData!);
        var start = new[] { chunk.DataPageOffset, chunk.DictionaryPageOffset ?? 0 }.Where(offset => offset > 0).Min();
        if (!IsWhole(Stretch(start, chunk.TotalCompressedSize), (group * _leaves.Count) + IndexOf(leaf)))
            throw Damaged($"column '{leaf.Path.FirstPart}', row group {group} does not have its checksum");
        return (start, chunk.TotalCompressedSize);
    }

    bool IsWhole(Span<byte> chunk, int number) =>
        _checksums is not null ? _checksums.AsSpan(number * Checksums.Length, Checksums.Length).SequenceEqual(Checksums.Text(XxHash128.HashToUInt128(chunk)))
        : _earlier is null || EarlierChecksums.IsWhole(chunk, _earlier, number, RowGroupCount * _leaves.Count);

    Span<byte> Stretch(long start, long count)
    {
        try
        {
            return _input.Let(start, count);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            throw Damaged(exception.Message.TrimEnd('.'), exception);
        }
    }

    /// <summary>Finds the footer, checks it, and lets it in.</summary>
    /// <returns>Where it begins, and it itself when its checksums are earlier ones.</returns>
    (long Start, byte[]? Earlier) FooterOf(long length, bool isSealed)
    {
        if (length < Shortest)
            throw Damaged($"{length} bytes are too few for a Parquet file");
        if (!Stretch(0, sizeof(int)).SequenceEqual(PartInput.Magic))
            throw Damaged("it does not begin with 'PAR1'");
        var tail = Stretch(length - Tail, Tail);
        if (!tail[sizeof(int)..].SequenceEqual(PartInput.Magic))
            throw Damaged("it does not end with 'PAR1', so it is cut off");
        var start = length - Tail - BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (start < sizeof(int))
            throw Damaged("its footer is longer than the file");
        var footer = Stretch(start, length - start).ToArray();
        var (isWhole, isWholeEarlier) = (Checksums.IsWhole([.. footer]), EarlierChecksums.IsWhole(footer));
        return (isWhole ?? isWholeEarlier) switch
        {
            true => (start, isWhole is null ? footer : null),
            false => throw Damaged("its footer does not have its checksum"),
            null => isSealed ? throw Damaged("its footer states no checksum") : (start, null),
        };
    }

    /// <summary>Counts that stand in several places must agree before any of them is trusted.</summary>
    void CheckCounts()
    {
        var groups = _reader.Metadata!.RowGroups;
        if (groups.Any(group => group.NumRows < 0 || group.NumRows > Array.MaxLength || group.Columns.Count != _leaves.Count) || groups.Sum(group => group.NumRows) != RowCount)
            throw Damaged("the counts in its footer do not agree");
        if (_checksums is not null && _checksums.Length != groups.Count * _leaves.Count * Checksums.Length)
            throw Damaged("its footer does not have a checksum for each column");
    }

    DataField Find(string name, Type element)
    {
        var field = _fields.FirstOrDefault(field => field.Name == name)
            ?? throw new SimulationException($"{_path} has no column '{name}': there are {string.Join(", ", _fields.Select(field => field.Name))}.");
        if (PartSchema.ColumnOf(field) is not { } column)
            throw new SimulationException($"Column '{name}' of {_path} has a type that cannot be read: cast it to BOOLEAN, INTEGER, BIGINT, DOUBLE, VARCHAR or DOUBLE[] when writing.");
        if (ColumnReader.TypeOf(element) != column.Type)
            throw new SimulationException($"Column '{name}' of {_path} holds {column.Type}, and {element.Name} was asked for. There are {string.Join(", ", Columns.Select(one => $"{one.Name} ({one.Type})"))}.");
        return PartSchema.LeafOf(field);
    }

    int IndexOf(DataField leaf)
    {
        for (var place = 0; ; place++)
        {
            if (ReferenceEquals(_leaves[place], leaf))
                return place;
        }
    }

    /// <summary>Lets the library read what no checksum vouches for: whatever it meets, the message is ours.</summary>
    T Guarded<T>(string whatIs, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not SimulationException)
        {
            throw Damaged($"{whatIs} cannot be read", exception);
        }
    }

    SimulationException Damaged(string what, Exception? cause = null)
    {
        var message = $"{_path} is damaged: {what}. Restore the file, or compute its part again with --resume (WriteMode.Resume).";
        return cause is null ? new SimulationException(message) : new SimulationException(message, cause);
    }

    static T Done<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
