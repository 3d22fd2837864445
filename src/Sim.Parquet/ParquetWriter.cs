using System.Numerics;
using Sim.Parquet.Format;
using Sim.Parquet.Writing;

namespace Sim.Parquet;

/// <summary>Writes a Parquet file, row group by row group and column by column.</summary>
/// <remarks>
/// For each row group call <see cref="StartRowGroup"/>, then one Write for each column in schema order; at the end <see cref="Complete"/>.
/// The bytes are a function of these calls alone. Nothing is allocated per row, and buffers are reused. Not thread-safe.
/// Source: the Apache Parquet format, apache/parquet-format.
/// </remarks>
public sealed class ParquetWriter : IDisposable
{
    readonly PageWriter _pages;
    readonly ParquetSchema _schema;
    readonly FileMetadata _metadata = new();
    readonly ChunkWriter _chunks;
    readonly PresentValues _present = new();
    readonly FixedDictionary _dictionary = new();
    readonly TextDictionary _textDictionary = new();
    readonly TextBuffer _texts = new();
    RowGroupMetadata? _group;
    int _rows;
    int _column;
    bool _isClosed;

    /// <summary>A writer that has written the beginning of a file.</summary>
    /// <param name="destination">Where the file goes: it is written forwards only, and stays open.</param>
    /// <param name="schema">The columns, at least one.</param>
    /// <param name="options">Choices for the file; null is the same as new options.</param>
    /// <exception cref="ParquetException">The schema has no columns, or an option is out of range.</exception>
    public ParquetWriter(Stream destination, ParquetSchema schema, ParquetWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(schema);
        options ??= new ParquetWriterOptions();
        if (schema.Columns.Count == 0)
            throw new ParquetException("The schema has no columns: a file to be written needs at least one.");
        if (options.PageSize < 1)
            throw new ParquetException($"The page size is {options.PageSize} bytes: it must be at least 1.");
        _schema = schema;
        _pages = new PageWriter(destination, options.Compression);
        _chunks = new ChunkWriter(_pages, options.PageSize);
        _metadata.Schema.AddRange(ColumnShape.Elements(schema));
        _metadata.KeyValues.AddRange(options.Metadata.OrderBy(static pair => pair.Key, StringComparer.Ordinal));
        _metadata.Rows = 0;
        _pages.WriteRaw(Footer.Magic);
    }

    /// <summary>Starts a row group; the one before must have all its columns.</summary>
    /// <param name="rows">The rows that each column will have; with 0 the group is left out of the file.</param>
    /// <exception cref="ParquetException">Columns are missing in the row group before, rows are negative, or the file is complete.</exception>
    public void StartRowGroup(int rows)
    {
        CheckBetweenGroups();
        if (rows < 0)
            throw new ParquetException($"A row group cannot have {rows} rows.");
        _group = new RowGroupMetadata { Rows = rows };
        _rows = rows;
        _column = 0;
    }

    /// <summary>Writes the next column, which must be of doubles.</summary>
    /// <param name="values">A value for each row.</param>
    /// <exception cref="ParquetException">The next column has another type, or the row group another number of rows.</exception>
    public void Write(ReadOnlySpan<double> values) => WriteFixed(values, [], ParquetType.Double);

    /// <summary>Writes the next column, which must be of doubles and nullable.</summary>
    /// <param name="values">A value for each row; what stands where <paramref name="present"/> is false is ignored.</param>
    /// <param name="present">For each row, whether it holds its value or nothing.</param>
    /// <exception cref="ParquetException">The next column has another type or is not nullable, or the row group has another number of rows.</exception>
    public void Write(ReadOnlySpan<double> values, ReadOnlySpan<bool> present) => WritePresent(values, present, ParquetType.Double);

    /// <inheritdoc cref="Write(ReadOnlySpan{double})"/>
    /// <summary>Writes the next column, which must be of 32-bit integers.</summary>
    public void Write(ReadOnlySpan<int> values) => WriteFixed(values, [], ParquetType.Int32);

    /// <inheritdoc cref="Write(ReadOnlySpan{double}, ReadOnlySpan{bool})"/>
    /// <summary>Writes the next column, which must be of 32-bit integers and nullable.</summary>
    public void Write(ReadOnlySpan<int> values, ReadOnlySpan<bool> present) => WritePresent(values, present, ParquetType.Int32);

    /// <inheritdoc cref="Write(ReadOnlySpan{double})"/>
    /// <summary>Writes the next column, which must be of 64-bit integers.</summary>
    public void Write(ReadOnlySpan<long> values) => WriteFixed(values, [], ParquetType.Int64);

    /// <inheritdoc cref="Write(ReadOnlySpan{double}, ReadOnlySpan{bool})"/>
    /// <summary>Writes the next column, which must be of 64-bit integers and nullable.</summary>
    public void Write(ReadOnlySpan<long> values, ReadOnlySpan<bool> present) => WritePresent(values, present, ParquetType.Int64);

    /// <inheritdoc cref="Write(ReadOnlySpan{double})"/>
    /// <summary>Writes the next column, which must be of truth values.</summary>
    public void Write(ReadOnlySpan<bool> values)
    {
        var column = Next(ParquetType.Boolean, values.Length);
        Add(column, ColumnLevels.OfValues(_rows, column.IsNullable, []), new BooleanValues(values));
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{double}, ReadOnlySpan{bool})"/>
    /// <summary>Writes the next column, which must be of truth values and nullable.</summary>
    public void Write(ReadOnlySpan<bool> values, ReadOnlySpan<bool> present)
    {
        var column = NextNullable(ParquetType.Boolean, values.Length, present.Length);
        Add(column, ColumnLevels.OfValues(_rows, true, present), new BooleanValues(_present.Compact(values, present)));
    }

    /// <summary>Writes the next column, which must be of texts.</summary>
    /// <param name="values">A text for each row; in a nullable column null is nothing.</param>
    /// <exception cref="ParquetException">
    /// The next column has another type, the row group another number of rows, a text is null in a column that is not nullable,
    /// or a text is not valid Unicode.
    /// </exception>
    public void Write(ReadOnlySpan<string?> values)
    {
        var column = Next(ParquetType.String, values.Length);
        WriteTexts(column, values, column.IsNullable ? _present.NotNull(values) : []);
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{double}, ReadOnlySpan{bool})"/>
    /// <summary>Writes the next column, which must be of texts and nullable.</summary>
    public void Write(ReadOnlySpan<string?> values, ReadOnlySpan<bool> present) =>
        WriteTexts(NextNullable(ParquetType.String, values.Length, present.Length), values, present);

    /// <summary>Writes the next column, which must be of lists.</summary>
    /// <param name="values">The elements of all lists, one list after the other.</param>
    /// <param name="offsets">One more than there are rows, never falling: list i is values[offsets[i]..offsets[i+1]].</param>
    /// <exception cref="ParquetException">The next column has another type, or offsets do not fit rows and values.</exception>
    public void WriteLists(ReadOnlySpan<double> values, ReadOnlySpan<int> offsets)
    {
        var column = Next(ParquetType.DoubleList, offsets.Length - 1);
        CheckOffsets(column, values.Length, offsets);
        var elements = values[offsets[0]..offsets[^1]];
        Add(column, ColumnLevels.OfLists(column.IsNullable, [], offsets), new FixedValues<double>(elements, _dictionary));
    }

    /// <summary>Writes the next column, which must be of lists and nullable.</summary>
    /// <param name="values">The elements of all lists, one list after the other.</param>
    /// <param name="offsets">One more than there are rows, never falling: list i is values[offsets[i]..offsets[i+1]].</param>
    /// <param name="present">For each row, whether it holds its list or nothing, which is not the same as an empty list.</param>
    /// <exception cref="ParquetException">The next column has another type or is not nullable, or offsets do not fit rows and values.</exception>
    public void WriteLists(ReadOnlySpan<double> values, ReadOnlySpan<int> offsets, ReadOnlySpan<bool> present)
    {
        var column = NextNullable(ParquetType.DoubleList, offsets.Length - 1, present.Length);
        CheckOffsets(column, values.Length, offsets);
        var elements = _present.CompactLists(values, offsets, present, out var compacted);
        Add(column, ColumnLevels.OfLists(true, present, compacted), new FixedValues<double>(elements, _dictionary));
    }

    /// <summary>Writes the footer; without it the file is invalid on purpose, so that nobody takes half of it for the whole.</summary>
    /// <exception cref="ParquetException">Columns are missing in the last row group, or the file is complete already.</exception>
    public void Complete()
    {
        CheckBetweenGroups();
        var footer = new ByteBuffer();
        Footer.Write(_metadata, footer);
        _pages.WriteRaw(footer.Written);
        _isClosed = true;
    }

    /// <summary>Ends writing; it neither completes the file nor closes the stream.</summary>
    public void Dispose() => _isClosed = true;

    void WriteFixed<T>(ReadOnlySpan<T> values, ReadOnlySpan<bool> present, ParquetType type)
        where T : unmanaged, INumber<T>
    {
        var column = Next(type, values.Length);
        Add(column, ColumnLevels.OfValues(_rows, column.IsNullable, present), new FixedValues<T>(values, _dictionary));
    }

    void WritePresent<T>(ReadOnlySpan<T> values, ReadOnlySpan<bool> present, ParquetType type)
        where T : unmanaged, INumber<T>
    {
        var column = NextNullable(type, values.Length, present.Length);
        var compacted = _present.Compact(values, present);
        Add(column, ColumnLevels.OfValues(_rows, true, present), new FixedValues<T>(compacted, _dictionary));
    }

    void WriteTexts(ParquetColumn column, ReadOnlySpan<string?> values, ReadOnlySpan<bool> present)
    {
        _texts.Clear();
        for (int row = 0; row < values.Length; row++)
        {
            if (present.IsEmpty || present[row])
                _texts.Add(values[row], column.Name, row);
        }

        Add(column, ColumnLevels.OfValues(_rows, column.IsNullable, present), new TextValues(_texts, _textDictionary));
    }

    void Add<TValues>(ParquetColumn column, ColumnLevels levels, TValues values)
        where TValues : IColumnValues, allows ref struct
    {
        if (_rows > 0)
            _group!.Chunks.Add(_chunks.Write(column, levels, values));
        _column++;
        if (_column < _schema.Columns.Count)
            return;
        if (_rows > 0)
            _metadata.RowGroups.Add(_group!);
        _metadata.Rows += _rows;
        _group = null;
    }

    ParquetColumn Next(ParquetType type, int rows)
    {
        if (_group is null)
        {
            throw new ParquetException(
                $"A column of {type} was written outside a row group: call StartRowGroup, then write {_schema.Columns.Count} columns.");
        }

        var column = _schema.Columns[_column];
        string place = $"Column '{column.Name}' ({_column + 1} of {_schema.Columns.Count})";
        if (column.Type != type)
            throw new ParquetException($"{place} has type {column.Type} but was written as {type}: write the columns in schema order.");
        if (rows != _rows)
            throw new ParquetException($"{place} was written with {rows} rows but its row group has {_rows}.");
        return column;
    }

    ParquetColumn NextNullable(ParquetType type, int rows, int present)
    {
        var column = Next(type, rows);
        if (!column.IsNullable)
            throw new ParquetException($"Column '{column.Name}' is not nullable: write it without 'present', or make it nullable in the schema.");
        if (present != rows)
            throw new ParquetException($"Column '{column.Name}' was written with {rows} values but {present} marks of presence.");
        return column;
    }

    void CheckBetweenGroups()
    {
        if (_isClosed)
            throw new ParquetException("The file is complete or the writer disposed: nothing can be added.");
        if (_group is not null)
        {
            throw new ParquetException(
                $"The row group has {_column} of {_schema.Columns.Count} columns: write '{_schema.Columns[_column].Name}' and those after it first.");
        }
    }

    static void CheckOffsets(ParquetColumn column, int values, ReadOnlySpan<int> offsets)
    {
        int before = 0;
        foreach (int offset in offsets)
        {
            if (offset < before || offset > values)
            {
                throw new ParquetException(
                    $"Column '{column.Name}' has a list offset {offset} after {before}, with {values} values: offsets must not fall or pass the values.");
            }

            before = offset;
        }
    }
}
