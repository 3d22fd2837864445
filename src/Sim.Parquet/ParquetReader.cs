using Sim.Parquet.Format;
using Sim.Parquet.Reading;

namespace Sim.Parquet;

/// <summary>Reads Parquet files: all that <see cref="ParquetWriter"/> writes, and flat columns and lists of doubles of other writers.</summary>
/// <remarks>
/// Checksums are verified wherever they are stored; files of this library are covered by them entirely. Only what is asked for is
/// read. Not thread-safe. Source: the Apache Parquet format, apache/parquet-format.
/// </remarks>
public sealed class ParquetReader : IDisposable
{
    readonly Stream _file;
    readonly bool _ownsFile;
    readonly string _fileName;
    readonly FileMetadata _metadata;
    readonly List<StoredColumn> _columns;
    readonly ColumnReader _reader;

    ParquetReader(Stream file, bool ownsFile)
    {
        _file = file;
        _ownsFile = ownsFile;
        _fileName = file is FileStream named ? $"{named.Name}: " : "";
        try
        {
            _metadata = Footer.Read(file, out long end);
            _columns = SchemaTree.Read(_metadata.Schema, out int leaves);
            CheckCounts(leaves);
            Schema = new ParquetSchema(_columns.Select(static column => column.Column).OfType<ParquetColumn>());
            _reader = new ColumnReader(file, _fileName, _metadata, end);
        }
        catch (Exception cause) when (cause is ParquetException or ArgumentException or OverflowException or EndOfStreamException)
        {
            throw new ParquetException($"{_fileName}{(cause is ParquetException ? cause.Message : "The footer is damaged.")}", cause);
        }

        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in _metadata.KeyValues)
            pairs.TryAdd(key, value);
        Metadata = pairs;
    }

    /// <summary>The columns that can be read. Columns of other types are left out; asking for one says which type it has.</summary>
    public ParquetSchema Schema { get; }

    /// <summary>The rows of all row groups together.</summary>
    public long RowCount => _metadata.Rows;

    /// <summary>The row groups, each of which is read as a whole.</summary>
    public int RowGroupCount => _metadata.RowGroups.Count;

    /// <summary>The free text of the footer; of equal keys the first counts.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and reads its footer.</summary>
    /// <param name="path">Where the file is.</param>
    /// <exception cref="ParquetException">The file is not Parquet, is cut off, was not completed or is damaged.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    public static ParquetReader Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        try
        {
            return new ParquetReader(file, ownsFile: true);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file in a stream and reads its footer.</summary>
    /// <param name="seekable">A stream that can seek and holds the file from its beginning to its end; it stays open.</param>
    /// <exception cref="ParquetException">The file is not Parquet, is cut off, was not completed or is damaged.</exception>
    public static ParquetReader Open(Stream seekable)
    {
        ArgumentNullException.ThrowIfNull(seekable);
        return seekable.CanSeek
            ? new ParquetReader(seekable, ownsFile: false)
            : throw new ParquetException("The stream cannot seek: copy it into a MemoryStream or a file first.");
    }

    /// <summary>Reads a column of all row groups.</summary>
    /// <typeparam name="T">
    /// bool, int, long, double, string or double[], as the column has it; a nullable bool?, int?, long? or double? where rows may
    /// hold nothing. In string and double[] null is nothing.
    /// </typeparam>
    /// <param name="name">The column.</param>
    /// <returns>A value for each row.</returns>
    /// <exception cref="ParquetException">There is no such column, it has another type, rows hold nothing, or the file is damaged.</exception>
    public T[] ReadColumn<T>(string name) => (T[])_reader.Read(typeof(T), Find(name, typeof(T)), 0..RowGroupCount);

    /// <summary>Reads a column of one row group.</summary>
    /// <typeparam name="T">As in <see cref="ReadColumn{T}(string)"/>.</typeparam>
    /// <param name="name">The column.</param>
    /// <param name="rowGroup">The row group, from 0.</param>
    /// <returns>A value for each row of the group.</returns>
    /// <exception cref="ParquetException">As above, or there is no such row group.</exception>
    public T[] ReadColumn<T>(string name, int rowGroup)
    {
        if (rowGroup < 0 || rowGroup >= RowGroupCount)
            throw new ParquetException($"{_fileName}There is no row group {rowGroup}: the file has {RowGroupCount}, counted from 0.");
        return (T[])_reader.Read(typeof(T), Find(name, typeof(T)), rowGroup..(rowGroup + 1));
    }

    /// <summary>Reads rows one after the other, with only one row group in memory.</summary>
    /// <typeparam name="TRow">
    /// A class, struct or record: the parameters of its longest constructor, if it has none without, and its settable properties are
    /// read from the columns of their names in snake case (PreyBirth from prey_birth). Other columns are not read.
    /// </typeparam>
    /// <returns>The rows in file order; the file must stay open meanwhile.</returns>
    /// <exception cref="ParquetException">A column is missing or has another type, or the file is damaged.</exception>
    public IEnumerable<TRow> ReadRows<TRow>()
    {
        var factory = new RowFactory<TRow>();
        var columns = factory.Members.Select(member => Find(member.Column, member.Type)).ToArray();
        return ReadRows(factory, columns);
    }

    /// <summary>Reads every page of every column and checks its checksum and counts.</summary>
    /// <exception cref="ParquetException">The file is damaged; the message says where.</exception>
    public void Verify()
    {
        foreach (var column in _columns)
            _reader.Verify(column, 0..RowGroupCount);
    }

    /// <summary>Closes the file if <see cref="Open(string)"/> opened it.</summary>
    public void Dispose()
    {
        if (_ownsFile)
            _file.Dispose();
    }

    IEnumerable<TRow> ReadRows<TRow>(RowFactory<TRow> factory, StoredColumn[] columns)
    {
        for (int group = 0; group < RowGroupCount; group++)
        {
            var part = group..(group + 1);
            var arrays = columns.Select((column, index) => _reader.Read(factory.Members[index].Type, column, part)).ToArray();
            int rows = (int)_metadata.RowGroups[group].Rows;
            for (int row = 0; row < rows; row++)
                yield return factory.Create(arrays, row);
        }
    }

    StoredColumn Find(string name, Type element)
    {
        var column = _columns.Find(column => column.Name == name)
            ?? throw new ParquetException(
                $"{_fileName}There is no column '{name}': there are {string.Join(", ", _columns.Select(static column => column.Name))}.");
        if (column.Column is null)
        {
            throw new ParquetException(
                $"{_fileName}Column '{name}' has type {column.Description}, which cannot be read: "
                + "cast it to BOOLEAN, INTEGER, BIGINT, DOUBLE, VARCHAR or DOUBLE[] when writing.");
        }

        if (ColumnReader.TypeOf(element) != column.Column.Type)
        {
            throw new ParquetException(
                $"{_fileName}Column '{name}' holds {column.Column.Type} but {element.Name} was asked for. There are {DescribeColumns()}.");
        }

        return column;
    }

    string DescribeColumns() => string.Join(
        ", ", _columns.Select(static column => $"{column.Name} ({column.Column?.Type.ToString() ?? column.Description})"));

    /// <summary>Counts that stand in several places must agree before any of them is trusted.</summary>
    void CheckCounts(int leaves)
    {
        long rows = 0;
        foreach (var group in _metadata.RowGroups)
        {
            rows = checked(rows + group.Rows);
            if (group.Chunks.Count != leaves || group.Rows > Array.MaxLength)
            {
                throw new ParquetException(
                    $"A row group has {group.Chunks.Count} columns and {group.Rows} rows where the schema has {leaves} columns: "
                    + "the footer is damaged or the group too large.");
            }

            foreach (var column in _columns.Where(static column => column.Column is not null))
            {
                long values = group.Chunks[column.Leaf].Values;
                if (column.IsList ? values < group.Rows : values != group.Rows)
                    throw new ParquetException($"Column '{column.Name}' has {values} values in a row group of {group.Rows} rows: the footer is damaged.");
            }
        }

        if (rows != _metadata.Rows)
            throw new ParquetException($"The file should have {_metadata.Rows} rows but its row groups have {rows}: the footer is damaged.");
    }
}
