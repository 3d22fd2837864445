namespace Sim.Parquet.Format;

/// <summary>What stands before each page.</summary>
struct PageHeader
{
    public PageType Type { get; set; }
    public int UncompressedSize { get; set; }
    public int CompressedSize { get; set; }
    public uint? Checksum { get; set; }

    /// <summary>The values of a data page, nulls and empty lists included, or the entries of a dictionary.</summary>
    public int Values { get; set; }
    public PageEncoding Encoding { get; set; }

    /// <summary>The encoding of levels in a data page of version 1.</summary>
    public PageEncoding LevelEncoding { get; set; }

    /// <summary>Version 2 only, as the three below: the bytes of definition levels, which are not compressed.</summary>
    public int DefinitionBytes { get; set; }
    public int RepetitionBytes { get; set; }
    public int Nulls { get; set; }
    public bool IsCompressed { get; set; }

    public readonly void Write(ThriftWriter writer)
    {
        writer.Int32(1, (int)Type);
        writer.Int32(2, UncompressedSize);
        writer.Int32(3, CompressedSize);
        if (Checksum is { } checksum)
            writer.Int32(4, unchecked((int)checksum));
        writer.BeginStruct(Type == PageType.Dictionary ? 7 : 5);
        writer.Int32(1, Values);
        writer.Int32(2, (int)Encoding);
        if (Type == PageType.Data)
        {
            writer.Int32(3, (int)PageEncoding.Rle);
            writer.Int32(4, (int)PageEncoding.Rle);
        }

        writer.EndStruct();
        writer.EndStruct();
    }

    public static PageHeader Read(ref ThriftReader reader)
    {
        var header = new PageHeader
        {
            Type = (PageType)(-1),
            UncompressedSize = -1,
            CompressedSize = -1,
            Values = -1,
            Encoding = (PageEncoding)(-1),
            IsCompressed = true,
        };
        int field = 0;
        while (reader.NextField(ref field, out var type))
            header.ReadField(ref reader, field, type);
        bool complete = header.Type == PageType.Index || (header.Values >= 0 && header.Encoding >= 0);
        if (header.Type < 0 || header.UncompressedSize < 0 || header.CompressedSize < 0 || !complete)
            throw new ParquetException("A page header is incomplete: it is damaged.");
        return header;
    }

    void ReadField(ref ThriftReader reader, int field, ThriftType type)
    {
        switch (field)
        {
            case 1: Type = (PageType)reader.Int32(type); break;
            case 2: UncompressedSize = reader.Int32(type); break;
            case 3: CompressedSize = reader.Int32(type); break;
            case 4: Checksum = unchecked((uint)reader.Int32(type)); break;
            case 5: ReadBody(ref reader, type, PageType.Data); break;
            case 7: ReadBody(ref reader, type, PageType.Dictionary); break;
            case 8: ReadBody(ref reader, type, PageType.DataV2); break;
            default: reader.Skip(type); break;
        }
    }

    void ReadBody(ref ThriftReader reader, ThriftType type, PageType kind)
    {
        ThriftReader.Expect(type, ThriftType.Struct);
        if (kind != Type)
            throw new ParquetException($"A page header of kind {Type} describes a page of kind {kind}: it is damaged.");
        int field = 0;
        while (reader.NextField(ref field, out var member))
        {
            if (kind == PageType.DataV2)
                ReadFieldV2(ref reader, field, member);
            else
                ReadFieldV1(ref reader, field, member);
        }
    }

    void ReadFieldV1(ref ThriftReader reader, int field, ThriftType type)
    {
        switch (field)
        {
            case 1: Values = reader.Int32(type); break;
            case 2: Encoding = (PageEncoding)reader.Int32(type); break;
            case 3 when Type == PageType.Data: LevelEncoding = (PageEncoding)reader.Int32(type); break;
            default: reader.Skip(type); break;
        }
    }

    void ReadFieldV2(ref ThriftReader reader, int field, ThriftType type)
    {
        switch (field)
        {
            case 1: Values = reader.Int32(type); break;
            case 2: Nulls = reader.Int32(type); break;
            case 4: Encoding = (PageEncoding)reader.Int32(type); break;
            case 5: DefinitionBytes = reader.Int32(type); break;
            case 6: RepetitionBytes = reader.Int32(type); break;
            case 7: IsCompressed = ThriftReader.Bool(type); break;
            default: reader.Skip(type); break;
        }
    }
}
