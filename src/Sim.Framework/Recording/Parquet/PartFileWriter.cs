using System.Buffers;
using System.IO.Compression;
using System.Numerics;
using System.Reflection;
using System.Text;
using Parquet;
using Parquet.Schema;

namespace Sim.Framework.Recording.Parquet;

/// <summary>Writes one file of a dataset with Parquet.Net, with a checksum of every byte. A file is whole once it is completed, and has no footer before.</summary>
sealed class PartFileWriter : IDisposable
{
    static readonly string[] TextsOfColumn = ["unit", "description"];

    readonly PartOutput _output;
    readonly ParquetWriter _writer;
    readonly List<Field> _fields;
    readonly IReadOnlyDictionary<string, string> _metadata;
    readonly StringBuilder _chunks = new();
    readonly List<bool> _hidden = [];

    /// <summary>Begins a file.</summary>
    /// <param name="file">Where it goes; it stays open.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="codec">How they are compressed.</param>
    /// <param name="metadata">Texts for the footer; those under <c>unit.NAME</c> and <c>description.NAME</c> stand beside column NAME too.</param>
    public PartFileWriter(Stream file, IReadOnlyList<StoredColumn> columns, Codec codec, IReadOnlyDictionary<string, string> metadata)
    {
        _fields = [.. columns.Select(PartSchema.FieldOf)];
        _metadata = metadata;
        _output = new PartOutput(file);
        _writer = Done(ParquetWriter.CreateAsync(new ParquetSchema(_fields), _output, OptionsOf(columns, codec)));
        // The four bytes that every Parquet file begins with are checked as they are.
        _output.TakeChecksum();
    }

    /// <summary>The packages that determine the bytes of a file, with their versions.</summary>
    public static IReadOnlyList<string> WrittenBy(Codec codec) => codec switch
    {
        Codec.Snappy => [Package("Parquet.Net", typeof(ParquetWriter)), Package("Snappier", typeof(Snappier.Snappy))],
        Codec.Zstd => [Package("Parquet.Net", typeof(ParquetWriter)), Package("ZstdSharp.Port", typeof(ZstdSharp.Compressor))],
        _ => [Package("Parquet.Net", typeof(ParquetWriter))],
    };

    /// <summary>Writes a row group.</summary>
    /// <param name="columns">The columns, in the order of the file.</param>
    /// <param name="rows">How many of their rows are written.</param>
    /// <exception cref="SimulationException">A text is not valid Unicode, or null where its column has no nulls.</exception>
    public void WriteRows(IReadOnlyList<RowColumn> columns, int rows)
    {
        using var group = _writer.CreateRowGroup();
        for (var place = 0; place < columns.Count; place++)
        {
            var isHidden = !HasRange(columns[place], rows);
            if (isHidden)
                _output.Hold();
            Done(Write(group, PartSchema.LeafOf(_fields[place]), columns[place], rows));
            if (isHidden)
            {
                Ranges.HideInPages(_output.Held);
                _output.Release();
            }

            _hidden.Add(isHidden);
            _chunks.Append(Checksums.Text(_output.TakeChecksum()));
        }

        group.CompleteValidate();
    }

    /// <summary>Writes the footer, which makes the file one.</summary>
    public void Complete()
    {
        // Only the library's disposal writes a footer: after an error it is not called.
        _writer.CustomMetadata = new Dictionary<string, string>(_metadata) { [Checksums.ChunksKey] = _chunks.ToString(), [Checksums.FooterKey] = Checksums.Blank };
        _output.Hold();
        Done(_writer.DisposeAsync().AsTask());
        Ranges.HideInFooter(_output.Held, _hidden);
        Checksums.Seal(_output.Held);
        _output.Release();
    }

    /// <summary>Gives memory back; a file that is not complete stays without a footer.</summary>
    public void Dispose() => _output.Dispose();

    static string Package(string name, Type type) =>
        $"{name} {type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]}";

    static ParquetOptions OptionsOf(IReadOnlyList<StoredColumn> columns, Codec codec)
    {
        var options = new ParquetOptions
        {
            CompressionLevel = CompressionLevel.Optimal,
            CompressionMethod = codec switch { Codec.Snappy => CompressionMethod.Snappy, Codec.Zstd => CompressionMethod.Zstd, _ => CompressionMethod.None },
        };
        foreach (var column in columns)
        {
            options.ColumnEncodingHints[column.Name] = column.Type switch
            {
                ColumnType.Int32 or ColumnType.Int64 => EncodingHint.DeltaBinaryPacked,
                ColumnType.String => EncodingHint.Dictionary,
                // Numbers compress best byte by byte, which takes time, and leaves them without a range: filters want that of swept parameters.
                ColumnType.Double when codec == Codec.Zstd && !column.IsSwept => EncodingHint.ByteSplitStream,
                _ => EncodingHint.Default,
            };
        }

        return options;
    }

    /// <summary>Whether the range that the library states can be trusted.</summary>
    static bool HasRange(RowColumn column, int rows) =>
        column.Column.Type switch
        {
            ColumnType.String => false,
            ColumnType.Double => AreNumbers(column.Doubles.AsSpan(0, rows)),
            ColumnType.DoubleList => column.Offsets[rows] > 0 && AreNumbers(column.Doubles.AsSpan(0, column.Offsets[rows])),
            _ => true,
        }
        && (column.Column.Type == ColumnType.String || !column.Column.IsNullable || column.Present.AsSpan(0, rows).Contains(true));

    /// <summary>Whether no value is NaN.</summary>
    static bool AreNumbers(ReadOnlySpan<double> values)
    {
        while (values.Length >= Vector<double>.Count)
        {
            var several = new Vector<double>(values);
            if (!System.Numerics.Vector.EqualsAll(several, several))
                return false;
            values = values[Vector<double>.Count..];
        }

        foreach (var value in values)
        {
            if (double.IsNaN(value))
                return false;
        }

        return true;
    }

    Task Write(ParquetRowGroupWriter group, DataField field, RowColumn column, int rows) => (column.Column.Type, column.Column.IsNullable) switch
    {
        (ColumnType.Boolean, false) => group.WriteAsync<bool>(field, column.Booleans.AsMemory(0, rows), null, TextsOf(column)),
        (ColumnType.Boolean, true) => WriteNullable(group, field, column, column.Booleans, rows),
        (ColumnType.Int32, false) => group.WriteAsync<int>(field, column.Ints.AsMemory(0, rows), null, TextsOf(column)),
        (ColumnType.Int32, true) => WriteNullable(group, field, column, column.Ints, rows),
        (ColumnType.Int64, false) => group.WriteAsync<long>(field, column.Longs.AsMemory(0, rows), null, TextsOf(column)),
        (ColumnType.Int64, true) => WriteNullable(group, field, column, column.Longs, rows),
        (ColumnType.Double, false) => group.WriteAsync<double>(field, column.Doubles.AsMemory(0, rows), null, TextsOf(column)),
        (ColumnType.Double, true) => WriteNullable(group, field, column, column.Doubles, rows),
        (ColumnType.String, _) => WriteTexts(group, field, column, rows),
        _ => WriteLists(group, field, column, rows),
    };

    // The rented array may go back at once: the write is done.
    Task WriteNullable<T>(ParquetRowGroupWriter group, DataField field, RowColumn column, T[] values, int rows)
        where T : struct
    {
        var rented = ArrayPool<T?>.Shared.Rent(rows);
        for (var row = 0; row < rows; row++)
            rented[row] = column.Present[row] ? values[row] : null;
        var written = group.WriteAsync<T>(field, rented.AsMemory(0, rows), null, TextsOf(column));
        ArrayPool<T?>.Shared.Return(rented);
        return written;
    }

    Task WriteTexts(ParquetRowGroupWriter group, DataField field, RowColumn column, int rows)
    {
        if (column.Column.IsNullable)
            return group.WriteAsync<ReadOnlyMemory<char>>(field, Texts(column, rows, text => (ReadOnlyMemory<char>?)(text?.AsMemory())), null, TextsOf(column));
        return group.WriteAsync<ReadOnlyMemory<char>>(field, Texts(column, rows, text => text.AsMemory()), null, TextsOf(column));
    }

    static Memory<T> Texts<T>(RowColumn column, int rows, Func<string?, T> convert)
    {
        var texts = new T[rows];
        for (var row = 0; row < rows; row++)
            texts[row] = convert(Checked(column, row));
        return texts;
    }

    static string? Checked(RowColumn column, int row)
    {
        var text = column.Texts[row];
        if (text is null && !column.Column.IsNullable)
            throw new SimulationException($"Column '{column.Column.Name}' has no text in row {row} of its row group, and is not nullable.");
        for (var place = 0; text is not null && place < text.Length; place++)
        {
            if (!char.IsSurrogate(text[place]))
                continue;
            if (!char.IsSurrogatePair(text, place))
                throw new SimulationException($"Column '{column.Column.Name}' has a text in row {row} of its row group that is not valid Unicode: half of a surrogate pair at {place}. Leave it out of the text.");
            place++;
        }

        return text;
    }

    /// <remarks>The library takes no texts beside a column of lists, whose levels are given.</remarks>
    static Task WriteLists(ParquetRowGroupWriter group, DataField field, RowColumn column, int rows)
    {
        // An empty list has one entry that holds no element.
        var entries = column.Offsets[rows] + Enumerable.Range(0, rows).Count(row => column.Offsets[row] == column.Offsets[row + 1]);
        var (definition, repetition) = (new int[entries], new int[entries]);
        for (int row = 0, entry = 0; row < rows; row++)
        {
            var length = column.Offsets[row + 1] - column.Offsets[row];
            definition.AsSpan(entry, Math.Max(length, 1)).Fill(length > 0 ? field.MaxDefinitionLevel : field.MaxDefinitionLevel - 1);
            if (length > 1)
                repetition.AsSpan(entry + 1, length - 1).Fill(field.MaxRepetitionLevel);
            entry += Math.Max(length, 1);
        }

        return group.WriteAllPartsAsync<double>(field, column.Doubles.AsMemory(0, column.Offsets[rows]), definition, repetition, CancellationToken.None);
    }

    /// <summary>What stands beside the chunks of a column in the first row group.</summary>
    Dictionary<string, string>? TextsOf(RowColumn column)
    {
        if (_hidden.Count >= _fields.Count)
            return null;
        var texts = new Dictionary<string, string>();
        foreach (var key in TextsOfColumn)
        {
            if (_metadata.GetValueOrDefault($"{key}.{column.Column.Name}") is { Length: > 0 } text)
                texts.Add(key, text);
        }

        return texts;
    }

    /// <summary>Waits for nothing: all that is written to completes at once.</summary>
    static void Done(Task task) => task.GetAwaiter().GetResult();

    static T Done<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
