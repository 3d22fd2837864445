namespace Sim.Parquet.Format;

/// <summary>What stands in the footer of a file.</summary>
sealed class FileMetadata
{
    const int FormatVersion = 2;

    public List<SchemaElement> Schema { get; } = [];
    public long Rows { get; set; } = -1;
    public List<RowGroupMetadata> RowGroups { get; } = [];
    public List<KeyValuePair<string, string>> KeyValues { get; } = [];
    public string CreatedBy { get; set; } = "";

    /// <summary>Writes all fields; the caller adds an extension or the end of the struct.</summary>
    public void WriteFields(ThriftWriter writer)
    {
        writer.Int32(1, FormatVersion);
        writer.BeginList(2, ThriftType.Struct, Schema.Count);
        foreach (var element in Schema)
        {
            writer.BeginElement();
            element.Write(writer);
        }

        writer.Int64(3, Rows);
        writer.BeginList(4, ThriftType.Struct, RowGroups.Count);
        for (int ordinal = 0; ordinal < RowGroups.Count; ordinal++)
        {
            writer.BeginElement();
            RowGroups[ordinal].Write(writer, ordinal);
        }

        WriteKeyValues(writer);
        writer.Text(6, CreatedBy);
        WriteColumnOrders(writer);
    }

    public static FileMetadata Read(ref ThriftReader reader)
    {
        var metadata = new FileMetadata();
        int field = 0;
        while (reader.NextField(ref field, out var type))
            metadata.ReadField(ref reader, field, type);
        if (metadata.Schema.Count == 0 || metadata.Rows < 0)
            throw new ParquetException("The footer has no schema or no number of rows: it is damaged.");
        return metadata;
    }

    void ReadField(ref ThriftReader reader, int field, ThriftType type)
    {
        switch (field)
        {
            case 2:
                int elements = reader.List(type, ThriftType.Struct);
                for (int index = 0; index < elements; index++)
                    Schema.Add(SchemaElement.Read(ref reader));
                break;
            case 3: Rows = reader.Int64(type); break;
            case 4:
                int groups = reader.List(type, ThriftType.Struct);
                for (int index = 0; index < groups; index++)
                    RowGroups.Add(RowGroupMetadata.Read(ref reader));
                break;
            case 5:
                int pairs = reader.List(type, ThriftType.Struct);
                for (int index = 0; index < pairs; index++)
                    KeyValues.Add(ReadKeyValue(ref reader));
                break;
            case 6: CreatedBy = reader.Text(type); break;
            case 8: throw new ParquetException("The file is encrypted: write it without encryption.");
            default: reader.Skip(type); break;
        }
    }

    static KeyValuePair<string, string> ReadKeyValue(ref ThriftReader reader)
    {
        string key = "", value = "";
        int field = 0;
        while (reader.NextField(ref field, out var type))
        {
            if (field == 1)
                key = reader.Text(type);
            else if (field == 2)
                value = reader.Text(type);
            else
                reader.Skip(type);
        }

        return new(key, value);
    }

    void WriteKeyValues(ThriftWriter writer)
    {
        if (KeyValues.Count == 0)
            return;
        writer.BeginList(5, ThriftType.Struct, KeyValues.Count);
        foreach (var (key, value) in KeyValues)
        {
            writer.BeginElement();
            writer.Text(1, key);
            writer.Text(2, value);
            writer.EndStruct();
        }
    }

    /// <summary>Says that minimum and maximum follow the order of each column's type; without it readers must ignore them.</summary>
    void WriteColumnOrders(ThriftWriter writer)
    {
        int leaves = Schema.Count(static element => element.Type is not null);
        writer.BeginList(7, ThriftType.Struct, leaves);
        for (int leaf = 0; leaf < leaves; leaf++)
        {
            writer.BeginElement();
            writer.BeginStruct(1);
            writer.EndStruct();
            writer.EndStruct();
        }
    }
}
