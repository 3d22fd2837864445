namespace Sim.Parquet.Tests;

/// <summary>Columns in memory, with the calls that write them and the reads that must give them back.</summary>
sealed class Table(ParquetSchema schema, List<List<Array>> groups)
{
    public ParquetSchema Schema => schema;

    public List<List<Array>> Groups => groups;

    /// <summary>A table of one column of each type, plain and nullable.</summary>
    public static Table OfAllTypes(ParquetEncoding encoding, params int[] groupRows)
    {
        var columns = new List<ParquetColumn>();
        foreach (var type in Enum.GetValues<ParquetType>())
        {
            var fitting = Fits(type, encoding) ? encoding : ParquetEncoding.Automatic;
            columns.Add(new ParquetColumn($"{type}".ToLowerInvariant(), type, false, fitting));
            columns.Add(new ParquetColumn($"{type}_or_null".ToLowerInvariant(), type, true, fitting));
        }

        var groups = groupRows.Select((rows, group) => columns.Select((column, place) => Column(column, rows, (100 * group) + place)).ToList());
        return new Table(new ParquetSchema(columns), groups.ToList());
    }

    public byte[] Write(ParquetWriterOptions? options = null)
    {
        using var stream = new MemoryStream();
        using var writer = new ParquetWriter(stream, schema, options);
        foreach (var group in groups)
        {
            writer.StartRowGroup(group[0].Length);
            foreach (var values in group)
                Write(writer, values);
        }

        writer.Complete();
        return stream.ToArray();
    }

    /// <summary>Reads a file and asserts that it has exactly this schema and these values.</summary>
    public void AssertRead(byte[] file)
    {
        using var reader = ParquetReader.Open(new MemoryStream(file));
        Assert.Equal(schema.Columns.Select(Shape), reader.Schema.Columns.Select(Shape));
        Assert.Equal(groups.Sum(group => (long)group[0].Length), reader.RowCount);
        for (int place = 0; place < schema.Columns.Count; place++)
        {
            var expected = groups.SelectMany(group => Bits(group[place]));
            Assert.Equal(expected, Bits(Read(reader, schema.Columns[place])));
        }
    }

    public static Array Read(ParquetReader reader, ParquetColumn column) => (column.Type, column.IsNullable) switch
    {
        (ParquetType.Boolean, false) => reader.ReadColumn<bool>(column.Name),
        (ParquetType.Boolean, true) => reader.ReadColumn<bool?>(column.Name),
        (ParquetType.Int32, false) => reader.ReadColumn<int>(column.Name),
        (ParquetType.Int32, true) => reader.ReadColumn<int?>(column.Name),
        (ParquetType.Int64, false) => reader.ReadColumn<long>(column.Name),
        (ParquetType.Int64, true) => reader.ReadColumn<long?>(column.Name),
        (ParquetType.Double, false) => reader.ReadColumn<double>(column.Name),
        (ParquetType.Double, true) => reader.ReadColumn<double?>(column.Name),
        (ParquetType.String, _) => reader.ReadColumn<string>(column.Name),
        _ => reader.ReadColumn<double[]>(column.Name),
    };

    /// <summary>Values so that equal means the same bits: NaNs with their payload, zeros with their sign.</summary>
    public static IEnumerable<object?> Bits(Array values) => values.Cast<object?>().Select(static value => value switch
    {
        double number => BitConverter.DoubleToInt64Bits(number),
        double[] list => string.Join(' ', list.Select(BitConverter.DoubleToInt64Bits)),
        _ => value,
    });

    static (string, ParquetType, bool) Shape(ParquetColumn column) => (column.Name, column.Type, column.IsNullable);

    static bool Fits(ParquetType type, ParquetEncoding encoding) => encoding switch
    {
        ParquetEncoding.Dictionary => type != ParquetType.Boolean,
        ParquetEncoding.DeltaBinaryPacked => type is ParquetType.Int32 or ParquetType.Int64,
        _ => true,
    };

    static Array Column(ParquetColumn column, int rows, int seed) => column.Type switch
    {
        ParquetType.Boolean => Holes(Draw.Bools(rows, seed), column, seed),
        ParquetType.Int32 => Holes(Draw.Ints(rows, seed), column, seed),
        ParquetType.Int64 => Holes(Draw.Longs(rows, seed), column, seed),
        ParquetType.Double => Holes(Draw.Doubles(rows, seed), column, seed),
        ParquetType.String => column.IsNullable ? Draw.Texts(rows, seed).Select((text, row) => IsHole(row, seed) ? null : text).ToArray() : Draw.Texts(rows, seed),
        _ => column.IsNullable ? Draw.Lists(rows, seed).Select((list, row) => IsHole(row, seed) ? null : list).ToArray() : Draw.Lists(rows, seed),
    };

    static Array Holes<T>(T[] values, ParquetColumn column, int seed)
        where T : struct => column.IsNullable ? values.Select((value, row) => IsHole(row, seed) ? (T?)null : value).ToArray() : values;

    static bool IsHole(int row, int seed) => ((row * 7) + seed) % 3 == 0 || row % 50 > 40;

    static void Write(ParquetWriter writer, Array values)
    {
        switch (values)
        {
            case bool[] column: writer.Write(column); break;
            case int[] column: writer.Write(column); break;
            case long[] column: writer.Write(column); break;
            case double[] column: writer.Write(column); break;
            case string?[] column: writer.Write(column); break;
            case bool?[] column: writer.Write(Filled(column, true), Present(column)); break;
            case int?[] column: writer.Write(Filled(column, 77), Present(column)); break;
            case long?[] column: writer.Write(Filled(column, 77), Present(column)); break;
            case double?[] column: writer.Write(Filled(column, 77.0), Present(column)); break;
            case double[]?[] lists:
                var (elements, offsets) = Draw.Flatten(lists);
                if (lists.Contains(null))
                    writer.WriteLists(elements, offsets, lists.Select(static list => list is not null).ToArray());
                else
                    writer.WriteLists(elements, offsets);
                break;
        }
    }

    static T[] Filled<T>(T?[] values, T filler)
        where T : struct => values.Select(value => value ?? filler).ToArray();

    static bool[] Present<T>(T?[] values)
        where T : struct => values.Select(static value => value.HasValue).ToArray();
}
