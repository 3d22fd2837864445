using System.Buffers;
using Parquet;
using Parquet.Schema;

namespace Sim.Framework.Recording.Parquet;

/// <summary>Reads the chunk of a column into an array of the type that was asked for.</summary>
static class ColumnReader
{
    /// <summary>Texts of a chunk that are made once each; repeated ones are few or many.</summary>
    const int MostTexts = 1_000;

    /// <summary>What a column must hold to be read as elements of a type; null where no column can.</summary>
    public static ColumnType? TypeOf(Type element) =>
        (System.Nullable.GetUnderlyingType(element) ?? element) is var bare && bare == typeof(bool) ? ColumnType.Boolean
        : bare == typeof(int) ? ColumnType.Int32
        : bare == typeof(long) ? ColumnType.Int64
        : bare == typeof(double) ? ColumnType.Double
        : bare == typeof(string) ? ColumnType.String
        : bare == typeof(double[]) ? ColumnType.DoubleList
        : null;

    /// <summary>The type of elements that holds whatever a column has.</summary>
    public static Type ElementOf(StoredColumn column) => column.Type switch
    {
        ColumnType.Boolean => column.IsNullable ? typeof(bool?) : typeof(bool),
        ColumnType.Int32 => column.IsNullable ? typeof(int?) : typeof(int),
        ColumnType.Int64 => column.IsNullable ? typeof(long?) : typeof(long),
        ColumnType.Double => column.IsNullable ? typeof(double?) : typeof(double),
        ColumnType.String => typeof(string),
        _ => typeof(double[]),
    };

    /// <summary>Reads a chunk.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="leaf">The column.</param>
    /// <param name="target">An array of elements of a type that fits the column.</param>
    /// <param name="row">Where in it the row group begins.</param>
    /// <returns>What hinders; null when nothing does.</returns>
    public static string? Read(ParquetRowGroupReader group, DataField leaf, Array target, int row) => target switch
    {
        bool[] values => Plain(group, leaf, values, row),
        bool?[] values => Nullable(group, leaf, values, row),
        int[] values => Plain(group, leaf, values, row),
        int?[] values => Nullable(group, leaf, values, row),
        long[] values => Plain(group, leaf, values, row),
        long?[] values => Nullable(group, leaf, values, row),
        double[] values => Plain(group, leaf, values, row),
        double?[] values => Nullable(group, leaf, values, row),
        string?[] values => Texts(group, leaf, values, row),
        _ => Lists(group, leaf, (double[]?[])target, row),
    };

    static string? Plain<T>(ParquetRowGroupReader group, DataField leaf, T[] target, int row)
        where T : struct
    {
        var rows = (int)group.RowCount;
        using var levels = new Rented<int>(leaf.MaxDefinitionLevel > 0 ? rows : 0);
        Raw(group, leaf, target.AsMemory(row, rows), levels, null);
        var missing = leaf.MaxDefinitionLevel > 0 ? rows - levels.Span.Count(leaf.MaxDefinitionLevel) : 0;
        return missing == 0 ? null : $"{missing} of {rows} rows hold nothing: read it as {typeof(T).Name}?.";
    }

    static string? Nullable<T>(ParquetRowGroupReader group, DataField leaf, T?[] target, int row)
        where T : struct
    {
        var rows = (int)group.RowCount;
        using var values = new Rented<T>(rows);
        using var levels = new Rented<int>(leaf.MaxDefinitionLevel > 0 ? rows : 0);
        Raw(group, leaf, values.Memory, levels, null);
        for (int place = 0, next = 0; place < rows; place++)
            target[row + place] = levels.Length == 0 || levels.Span[place] == leaf.MaxDefinitionLevel ? values.Span[next++] : null;
        return null;
    }

    static string? Texts(ParquetRowGroupReader group, DataField leaf, string?[] target, int row)
    {
        var rows = (int)group.RowCount;
        using var values = new Rented<ReadOnlyMemory<char>>(rows);
        using var levels = new Rented<int>(leaf.MaxDefinitionLevel > 0 ? rows : 0);
        Raw(group, leaf, values.Memory, levels, null);
        // Values that come from a dictionary share their memory.
        var texts = new Dictionary<ReadOnlyMemory<char>, string>();
        for (int place = 0, next = 0; place < rows; place++)
        {
            if (levels.Length > 0 && levels.Span[place] < leaf.MaxDefinitionLevel)
                continue;
            var value = values.Span[next++];
            if (!texts.TryGetValue(value, out var text))
            {
                text = value.ToString();
                if (texts.Count < MostTexts)
                    texts.Add(value, text);
            }

            target[row + place] = text;
        }

        return null;
    }

    static string? Lists(ParquetRowGroupReader group, DataField leaf, double[]?[] target, int row)
    {
        var entries = checked((int)group.GetMetadata(leaf)!.MetaData!.NumValues);
        using var values = new Rented<double>(entries);
        using var definition = new Rented<int>(entries);
        using var repetition = new Rented<int>(entries);
        Raw(group, leaf, values.Memory, definition, repetition);
        // From the deepest up: an element, an element that is null, an empty list, no list.
        var empty = leaf.MaxDefinitionLevel - (leaf.IsNullable ? 2 : 1);
        int end = row + (int)group.RowCount, taken = 0;
        for (var entry = 0; entry < entries; row++)
        {
            var start = entry++;
            while (entry < entries && repetition.Span[entry] > 0)
                entry++;
            if (row == end || repetition.Span[start] != 0)
                return "has lists that do not make up its rows: it is damaged.";
            var levels = definition.Span[start..entry];
            if (levels[0] <= empty)
            {
                target[row] = levels[0] == empty ? [] : null;
                continue;
            }

            if (levels.IndexOfAnyExcept(leaf.MaxDefinitionLevel) >= 0)
                return "has a list with an element that is null, which double[] cannot hold: write lists without null elements.";
            target[row] = values.Span.Slice(taken, levels.Length).ToArray();
            taken += levels.Length;
        }

        return row == end ? null : "has lists that do not make up its rows: it is damaged.";
    }

    static void Raw<T>(ParquetRowGroupReader group, DataField leaf, Memory<T> values, Rented<int> definition, Rented<int>? repetition)
        where T : struct
    {
        if (repetition is null && group.GetMetadata(leaf)!.MetaData!.NumValues != group.RowCount)
            throw new InvalidDataException("it has another number of values than its row group has rows");
        // The library decompresses some codecs on a thread of its own.
        group.ReadRawAsync(leaf, values, leaf.MaxDefinitionLevel > 0 ? definition.Memory : (Memory<int>?)null, repetition?.Memory).AsTask().GetAwaiter().GetResult();
    }

    /// <summary>An array of the pool for as long as a chunk is read.</summary>
    sealed class Rented<T>(int length) : IDisposable
    {
        readonly T[] _array = length == 0 ? [] : ArrayPool<T>.Shared.Rent(length);

        public int Length => length;

        public Memory<T> Memory => _array.AsMemory(0, length);

        public Span<T> Span => _array.AsSpan(0, length);

        public void Dispose()
        {
            if (length > 0)
                ArrayPool<T>.Shared.Return(_array, clearArray: System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }
}
