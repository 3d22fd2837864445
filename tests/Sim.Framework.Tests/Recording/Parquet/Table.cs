using Sim.Framework.Recording;
using Sim.Framework.Recording.Parquet;

namespace Sim.Framework.Tests.Recording.Parquet;

/// <summary>Columns in memory, which are written to a file and which reading it must give back.</summary>
sealed class Table(IReadOnlyList<StoredColumn> columns, List<List<Array>> groups)
{
    public IReadOnlyList<StoredColumn> Columns => columns;

    public List<List<Array>> Groups => groups;

    /// <summary>A table of one column of each type, plain and nullable; lists are never nothing.</summary>
    public static Table OfAllTypes(params int[] groupRows)
    {
        var columns = new List<StoredColumn>();
        foreach (var type in Enum.GetValues<ColumnType>())
        {
            columns.Add(new StoredColumn($"{type}".ToLowerInvariant(), type));
            if (type != ColumnType.DoubleList)
                columns.Add(new StoredColumn($"{type}_or_null".ToLowerInvariant(), type, IsNullable: true));
        }

        columns.Add(new StoredColumn("swept", ColumnType.Double, IsSwept: true));
        return new Table(columns, [.. groupRows.Select((rows, group) => columns.Select((column, place) => Column(column, rows, (100 * group) + place)).ToList())]);
    }

    /// <summary>Writes the table as a file.</summary>
    /// <returns>The path.</returns>
    public string WriteTo(string path, Codec codec = Codec.Snappy, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var file = File.Create(path);
        using var writer = new PartFileWriter(file, columns, codec, metadata ?? new Dictionary<string, string>());
        foreach (var group in groups)
            writer.WriteRows([.. columns.Select((column, place) => Filled(column, group[place]))], group[0].Length);
        writer.Complete();
        return path;
    }

    /// <summary>Asserts that a file has exactly these columns and values.</summary>
    public void AssertRead(string path)
    {
        using var reader = PartFileReader.Open(path);
        Assert.Equal(columns.Select(Shape), reader.Columns.Select(Shape));
        Assert.Equal(groups.Sum(group => (long)group[0].Length), reader.RowCount);
        for (int place = 0; place < columns.Count; place++)
            Assert.Equal(groups.SelectMany(group => Bits(group[place])), Bits(Read(reader, columns[place])));
        reader.Verify();
    }

    public static Array Read(PartFileReader reader, StoredColumn column) => (column.Type, column.IsNullable) switch
    {
        (ColumnType.Boolean, false) => reader.ReadColumn<bool>(column.Name),
        (ColumnType.Boolean, true) => reader.ReadColumn<bool?>(column.Name),
        (ColumnType.Int32, false) => reader.ReadColumn<int>(column.Name),
        (ColumnType.Int32, true) => reader.ReadColumn<int?>(column.Name),
        (ColumnType.Int64, false) => reader.ReadColumn<long>(column.Name),
        (ColumnType.Int64, true) => reader.ReadColumn<long?>(column.Name),
        (ColumnType.Double, false) => reader.ReadColumn<double>(column.Name),
        (ColumnType.Double, true) => reader.ReadColumn<double?>(column.Name),
        (ColumnType.String, _) => reader.ReadColumn<string>(column.Name),
        _ => reader.ReadColumn<double[]>(column.Name),
    };

    /// <summary>Values so that equal means the same bits: NaNs with their payload, zeros with their sign.</summary>
    public static IEnumerable<object?> Bits(Array values) => values.Cast<object?>().Select(static value => value switch
    {
        double number => BitConverter.DoubleToInt64Bits(number),
        double[] list => string.Join(' ', list.Select(BitConverter.DoubleToInt64Bits)),
        _ => value,
    });

    // Whether a column is swept is not kept; the library knows no lists that must be there.
    static (string, ColumnType, bool) Shape(StoredColumn column) => (column.Name, column.Type, column.IsNullable || column.Type == ColumnType.DoubleList);

    static Array Column(StoredColumn column, int rows, int seed) => column.Type switch
    {
        ColumnType.Boolean => Holes(Draw.Bools(rows, seed), column, seed),
        ColumnType.Int32 => Holes(Draw.Ints(rows, seed), column, seed),
        ColumnType.Int64 => Holes(Draw.Longs(rows, seed), column, seed),
        ColumnType.Double => Holes(Draw.Doubles(rows, seed), column, seed),
        ColumnType.String => column.IsNullable ? Draw.Texts(rows, seed).Select((text, row) => IsHole(row, seed) ? null : text).ToArray() : Draw.Texts(rows, seed),
        _ => Draw.Lists(rows, seed),
    };

    static Array Holes<T>(T[] values, StoredColumn column, int seed)
        where T : struct => column.IsNullable ? values.Select((value, row) => IsHole(row, seed) ? (T?)null : value).ToArray() : values;

    static bool IsHole(int row, int seed) => ((row * 7) + seed) % 3 == 0 || row % 50 > 40;

    static RowColumn Filled(StoredColumn column, Array values)
    {
        var filled = new RowColumn(column, values.Length);
        for (var row = 0; row < values.Length; row++)
            filled.Fill(row, 1, values.GetValue(row) is double[] list ? Vector.Of(list) : values.GetValue(row));
        return filled;
    }
}
