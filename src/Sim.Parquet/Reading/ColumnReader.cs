using Sim.Parquet.Format;

namespace Sim.Parquet.Reading;

/// <summary>Reads a column of some row groups into an array of the type that was asked for.</summary>
sealed class ColumnReader(Stream file, string fileName, FileMetadata metadata, long end)
{
    static readonly Dictionary<Type, ParquetType> Types = new()
    {
        [typeof(bool)] = ParquetType.Boolean,
        [typeof(int)] = ParquetType.Int32,
        [typeof(long)] = ParquetType.Int64,
        [typeof(double)] = ParquetType.Double,
        [typeof(string)] = ParquetType.String,
        [typeof(double[])] = ParquetType.DoubleList,
    };

    /// <summary>What an element type is read from; null if nothing is.</summary>
    public static ParquetType? TypeOf(Type element) =>
        Types.TryGetValue(Nullable.GetUnderlyingType(element) ?? element, out var type) ? type : null;

    /// <summary>An array of <paramref name="element"/> with the rows of the given groups.</summary>
    public Array Read(Type element, StoredColumn column, Range groups)
    {
        bool isNullable = Nullable.GetUnderlyingType(element) is not null;
        return TypeOf(element) switch
        {
            ParquetType.Boolean => ReadValues(new BooleanDecoder(), column, groups, isNullable),
            ParquetType.Int32 => ReadValues(new FixedDecoder<int>(), column, groups, isNullable),
            ParquetType.Int64 => ReadValues(new FixedDecoder<long>(), column, groups, isNullable),
            ParquetType.Double => ReadValues(new FixedDecoder<double>(), column, groups, isNullable),
            ParquetType.String => ReadTexts(column, groups),
            _ => ReadLists(column, groups),
        };
    }

    /// <summary>Reads the pages of a column as they are stored, for their checksums alone.</summary>
    public void Verify(StoredColumn column, Range groups) => ForEach(column, groups, static chunk =>
    {
        for (int page = 0; page < chunk.PageCount; page++)
            chunk.Stored(page);
    });

    Array ReadValues<T>(IValueDecoder<T> decoder, StoredColumn column, Range groups, bool isNullable)
        where T : struct
    {
        var result = isNullable ? [] : new T[RowCount(groups)];
        var nullable = isNullable ? new T?[RowCount(groups)] : [];
        var chunks = new ChunkDecoder<T>(decoder, column.Depth, isList: false);
        int row = 0;
        ForEach(column, groups, chunk =>
        {
            int rows = (int)chunk.Metadata.Values;
            var values = isNullable ? new T[rows] : result.AsSpan(row, rows);
            int[] definition = new int[column.Depth > 0 ? rows : 0];
            int count = chunks.Decode(chunk, values, definition, []);
            if (isNullable)
                Spread(values, definition, nullable.AsSpan(row, rows));
            else if (count < rows)
                throw new ParquetException($"{rows - count} of {rows} rows hold nothing: read it as {typeof(T).Name}?.");
            row += rows;
        });
        return isNullable ? nullable : result;
    }

    string?[] ReadTexts(StoredColumn column, Range groups)
    {
        var result = new string?[RowCount(groups)];
        var chunks = new ChunkDecoder<string>(new TextDecoder(), column.Depth, isList: false);
        int row = 0;
        ForEach(column, groups, chunk =>
        {
            int rows = (int)chunk.Metadata.Values;
            int[] definition = new int[column.Depth > 0 ? rows : 0];
            var texts = result.AsSpan(row, rows);
            int next = chunks.Decode(chunk, texts!, definition, []);
            for (int index = rows - 1; index >= 0 && next < rows; index--)
                texts[index] = definition[index] == 0 ? null : texts[--next];
            row += rows;
        });
        return result;
    }

    double[]?[] ReadLists(StoredColumn column, Range groups)
    {
        var result = new double[]?[RowCount(groups)];
        var chunks = new ChunkDecoder<double>(new FixedDecoder<double>(), column.Depth, isList: true);
        int row = 0, group = groups.Start.Value;
        ForEach(column, groups, chunk =>
        {
            int rows = (int)metadata.RowGroups[group++].Rows;
            double[] values = new double[chunk.Metadata.Values];
            int[] definition = new int[chunk.Metadata.Values];
            int[] repetition = new int[chunk.Metadata.Values];
            int count = chunks.Decode(chunk, values, definition, repetition);
            ListAssembler.Assemble(values.AsSpan(0, count), definition, repetition, column, result.AsSpan(row, rows));
            row += rows;
        });
        return result;
    }

    static void Spread<T>(ReadOnlySpan<T> values, int[] definition, Span<T?> target)
        where T : struct
    {
        for (int row = 0, next = 0; row < target.Length; row++)
            target[row] = definition.Length == 0 || definition[row] > 0 ? values[next++] : null;
    }

    int RowCount(Range groups)
    {
        long rows = metadata.RowGroups[groups].Sum(static group => group.Rows);
        return rows <= Array.MaxLength
            ? (int)rows
            : throw new ParquetException($"{fileName}{rows} rows are more than an array can hold: read row group by row group.");
    }

    /// <summary>Reads the chunks of a column; errors say where they were.</summary>
    void ForEach(StoredColumn column, Range groups, Action<ColumnChunk> action)
    {
        for (int group = groups.Start.Value; group < groups.End.Value; group++)
        {
            try
            {
                var chunk = metadata.RowGroups[group].Chunks[column.Leaf];
                if (chunk.Type != column.Physical)
                    throw new ParquetException($"Its values are stored as {chunk.Type} but the schema says {column.Physical}: the footer is damaged.");
                action(ColumnChunk.Read(file, chunk, end));
            }
            catch (ParquetException cause)
            {
                throw new ParquetException($"{fileName}Column '{column.Name}', row group {group}: {cause.Message}", cause);
            }
            catch (Exception cause) when (cause is ArgumentException or IndexOutOfRangeException or OverflowException or EndOfStreamException)
            {
                // Only files without checksums come here: a length in them leads outside the data.
                throw new ParquetException($"{fileName}Column '{column.Name}', row group {group}: the data is damaged.", cause);
            }
        }
    }
}
