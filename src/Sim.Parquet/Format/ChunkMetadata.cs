namespace Sim.Parquet.Format;

/// <summary>Where the pages of one column in one row group lie, and how they are stored.</summary>
sealed class ChunkMetadata
{
    public PhysicalType Type { get; set; } = (PhysicalType)(-1);
    public List<PageEncoding> Encodings { get; } = [];
    public List<string> Path { get; } = [];
    public Codec Codec { get; set; } = (Codec)(-1);

    /// <summary>Rows, or for lists the elements with each empty or absent list counted as one.</summary>
    public long Values { get; set; } = -1;

    /// <summary>Page headers and pages, before compression.</summary>
    public long UncompressedSize { get; set; } = -1;

    /// <summary>Page headers and pages, as they lie in the file.</summary>
    public long CompressedSize { get; set; } = -1;

    public long DataPageOffset { get; set; } = -1;
    public long? DictionaryPageOffset { get; set; }
    public ChunkStatistics? Statistics { get; set; }

    /// <summary>The checksum of all page headers of the chunk, one after the other; only files of this library have it.</summary>
    public uint? HeaderChecksum { get; set; }

    /// <summary>The first byte of the chunk in the file.</summary>
    public long Offset => DictionaryPageOffset is { } dictionary && dictionary > 0 && dictionary < DataPageOffset
        ? dictionary
        : DataPageOffset;

    public void Write(ThriftWriter writer)
    {
        writer.Int32(1, (int)Type);
        writer.BeginList(2, ThriftType.Int32, Encodings.Count);
        foreach (var encoding in Encodings)
            writer.Int32Element((int)encoding);
        writer.BeginList(3, ThriftType.Binary, Path.Count);
        foreach (string name in Path)
            writer.TextElement(name);
        writer.Int32(4, (int)Codec);
        writer.Int64(5, Values);
        writer.Int64(6, UncompressedSize);
        writer.Int64(7, CompressedSize);
        writer.Int64(9, DataPageOffset);
        if (DictionaryPageOffset is { } dictionary)
            writer.Int64(11, dictionary);
        if (Statistics is not null)
        {
            writer.BeginStruct(12);
            Statistics.Write(writer);
        }

        writer.EndStruct();
    }

    public static ChunkMetadata Read(ref ThriftReader reader)
    {
        var chunk = new ChunkMetadata();
        int field = 0;
        while (reader.NextField(ref field, out var type))
            chunk.ReadField(ref reader, field, type);
        if (chunk.Type < 0 || chunk.Codec < 0 || chunk.Values < 0 || chunk.UncompressedSize < 0 || chunk.CompressedSize < 0 || chunk.DataPageOffset < 0)
            throw new ParquetException($"The footer describes column '{string.Join('.', chunk.Path)}' incompletely: it is damaged.");
        return chunk;
    }

    void ReadField(ref ThriftReader reader, int field, ThriftType type)
    {
        switch (field)
        {
            case 1: Type = (PhysicalType)reader.Int32(type); break;
            case 2: ReadEncodings(ref reader, type); break;
            case 3: ReadPath(ref reader, type); break;
            case 4: Codec = (Codec)reader.Int32(type); break;
            case 5: Values = reader.Int64(type); break;
            case 6: UncompressedSize = reader.Int64(type); break;
            case 7: CompressedSize = reader.Int64(type); break;
            case 9: DataPageOffset = reader.Int64(type); break;
            case 11: DictionaryPageOffset = reader.Int64(type); break;
            case 12:
                ThriftReader.Expect(type, ThriftType.Struct);
                Statistics = ChunkStatistics.Read(ref reader);
                break;
            default: reader.Skip(type); break;
        }
    }

    void ReadEncodings(ref ThriftReader reader, ThriftType type)
    {
        int count = reader.List(type, ThriftType.Int32);
        for (int index = 0; index < count; index++)
            Encodings.Add((PageEncoding)reader.Int32Element());
    }

    void ReadPath(ref ThriftReader reader, ThriftType type)
    {
        int count = reader.List(type, ThriftType.Binary);
        for (int index = 0; index < count; index++)
            Path.Add(reader.TextElement());
    }
}
