using Sim.Parquet;

namespace Sim.Framework.Recording;

/// <summary>One column of recorded rows while they wait to be written: the arrays for its type, the others empty.</summary>
sealed class RowColumn
{
    public RowColumn(ParquetColumn column, int capacity)
    {
        Column = column;
        Doubles = column.Type == ParquetType.Double ? new double[capacity] : [];
        Ints = column.Type == ParquetType.Int32 ? new int[capacity] : [];
        Longs = column.Type == ParquetType.Int64 ? new long[capacity] : [];
        Booleans = column.Type == ParquetType.Boolean ? new bool[capacity] : [];
        Texts = column.Type == ParquetType.String ? new string?[capacity] : [];
        Present = column is { IsNullable: true, Type: not ParquetType.String } ? new bool[capacity] : [];
        Offsets = column.Type == ParquetType.DoubleList ? new int[capacity + 1] : [];
    }

    public ParquetColumn Column { get; }

    public double[] Doubles { get; private set; }

    public int[] Ints { get; }

    public long[] Longs { get; }

    public bool[] Booleans { get; }

    public string?[] Texts { get; }

    /// <summary>Which rows have a value, of a nullable column.</summary>
    public bool[] Present { get; }

    /// <summary>Where the list of each row starts in <see cref="Doubles"/>, of a list column.</summary>
    public int[] Offsets { get; }

    public void SetList(int row, Vector? vector)
    {
        var start = Offsets[row];
        var length = vector?.Length ?? 0;
        if (Doubles.Length < start + length)
        {
            var longer = new double[Math.Max(start + length, 2 * Doubles.Length)];
            Doubles.AsSpan(0, start).CopyTo(longer);
            Doubles = longer;
        }

        vector?.Span.CopyTo(Doubles.AsSpan(start));
        Offsets[row + 1] = start + length;
    }

    /// <summary>Writes one value into a stretch of rows.</summary>
    public void Fill(int start, int count, object? value)
    {
        if (Present.Length > 0)
            Present.AsSpan(start, count).Fill(value is not null);
        switch (Column.Type)
        {
            case ParquetType.Double:
                Doubles.AsSpan(start, count).Fill(Convert.ToDouble(value ?? 0.0, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ParquetType.Int32:
                Ints.AsSpan(start, count).Fill(Convert.ToInt32(value ?? 0, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ParquetType.Int64:
                Longs.AsSpan(start, count).Fill(Convert.ToInt64(value ?? 0L, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ParquetType.Boolean:
                Booleans.AsSpan(start, count).Fill((bool)(value ?? false));
                break;
            case ParquetType.String:
                Texts.AsSpan(start, count).Fill(value is null ? null : Invariant.Text(value));
                break;
            default:
                for (var row = start; row < start + count; row++)
                    SetList(row, (Vector?)value);
                break;
        }
    }

    public void WriteTo(ParquetWriter writer, int rows)
    {
        var present = Present.AsSpan(0, Math.Min(rows, Present.Length));
        var isNullable = Present.Length > 0;
        switch (Column.Type)
        {
            case ParquetType.Double when isNullable:
                writer.Write(Doubles.AsSpan(0, rows), present);
                break;
            case ParquetType.Double:
                writer.Write(Doubles.AsSpan(0, rows));
                break;
            case ParquetType.Int32 when isNullable:
                writer.Write(Ints.AsSpan(0, rows), present);
                break;
            case ParquetType.Int32:
                writer.Write(Ints.AsSpan(0, rows));
                break;
            case ParquetType.Int64 when isNullable:
                writer.Write(Longs.AsSpan(0, rows), present);
                break;
            case ParquetType.Int64:
                writer.Write(Longs.AsSpan(0, rows));
                break;
            case ParquetType.Boolean when isNullable:
                writer.Write(Booleans.AsSpan(0, rows), present);
                break;
            case ParquetType.Boolean:
                writer.Write(Booleans.AsSpan(0, rows));
                break;
            case ParquetType.String:
                writer.Write(Texts.AsSpan(0, rows));
                break;
            default:
                writer.WriteLists(Doubles.AsSpan(0, Offsets[rows]), Offsets.AsSpan(0, rows + 1));
                break;
        }
    }
}
