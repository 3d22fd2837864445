namespace Sim.Parquet.Format;

/// <summary>One node of a file's schema tree.</summary>
sealed record SchemaElement
{
    public required string Name { get; init; }
    public PhysicalType? Type { get; init; }
    public Repetition? Repetition { get; init; }
    public int Children { get; init; }
    public ConvertedType? Converted { get; init; }
    public LogicalKind Logical { get; init; }

    public void Write(ThriftWriter writer)
    {
        if (Type is { } type)
            writer.Int32(1, (int)type);
        if (Repetition is { } repetition)
            writer.Int32(3, (int)repetition);
        writer.Text(4, Name);
        if (Type is null)
            writer.Int32(5, Children);
        if (Converted is { } converted)
            writer.Int32(6, (int)converted);
        if (Logical != LogicalKind.None)
        {
            writer.BeginStruct(10);
            writer.BeginStruct((int)Logical);
            writer.EndStruct();
            writer.EndStruct();
        }

        writer.EndStruct();
    }

    public static SchemaElement Read(ref ThriftReader reader)
    {
        var element = new SchemaElement { Name = "" };
        bool named = false;
        int field = 0;
        while (reader.NextField(ref field, out var type))
        {
            named |= field == 4;
            element = field switch
            {
                1 => element with { Type = (PhysicalType)reader.Int32(type) },
                3 => element with { Repetition = (Repetition)reader.Int32(type) },
                4 => element with { Name = reader.Text(type) },
                5 => element with { Children = reader.Int32(type) },
                6 => element with { Converted = (ConvertedType)reader.Int32(type) },
                10 => element with { Logical = ReadLogical(ref reader, type) },
                _ => Skip(element, ref reader, type),
            };
        }

        return named ? element : throw new ParquetException("The footer has a schema element without a name: it is damaged.");
    }

    static SchemaElement Skip(SchemaElement element, ref ThriftReader reader, ThriftType type)
    {
        reader.Skip(type);
        return element;
    }

    static LogicalKind ReadLogical(ref ThriftReader reader, ThriftType type)
    {
        ThriftReader.Expect(type, ThriftType.Struct);
        var kind = LogicalKind.None;
        int field = 0;
        while (reader.NextField(ref field, out var member))
        {
            kind = (LogicalKind)field;
            reader.Skip(member);
        }

        return kind;
    }
}
