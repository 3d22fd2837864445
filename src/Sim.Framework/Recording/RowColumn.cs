namespace Sim.Framework.Recording;

/// <summary>One column of recorded rows while they wait to be written: the arrays for its type, the others empty.</summary>
sealed class RowColumn
{
    public RowColumn(StoredColumn column, int capacity)
    {
        Column = column;
        Doubles = column.Type == ColumnType.Double ? new double[capacity] : [];
        Ints = column.Type == ColumnType.Int32 ? new int[capacity] : [];
        Longs = column.Type == ColumnType.Int64 ? new long[capacity] : [];
        Booleans = column.Type == ColumnType.Boolean ? new bool[capacity] : [];
        Texts = column.Type == ColumnType.String ? new string?[capacity] : [];
        Present = column is { IsNullable: true, Type: not ColumnType.String } ? new bool[capacity] : [];
        Offsets = column.Type == ColumnType.DoubleList ? new int[capacity + 1] : [];
    }

    public StoredColumn Column { get; }

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
            case ColumnType.Double:
                Doubles.AsSpan(start, count).Fill(Convert.ToDouble(value ?? 0.0, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ColumnType.Int32:
                Ints.AsSpan(start, count).Fill(Convert.ToInt32(value ?? 0, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ColumnType.Int64:
                Longs.AsSpan(start, count).Fill(Convert.ToInt64(value ?? 0L, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ColumnType.Boolean:
                Booleans.AsSpan(start, count).Fill((bool)(value ?? false));
                break;
            case ColumnType.String:
                Texts.AsSpan(start, count).Fill(value is null ? null : Invariant.Text(value));
                break;
            default:
                for (var row = start; row < start + count; row++)
                    SetList(row, (Vector?)value);
                break;
        }
    }
}
