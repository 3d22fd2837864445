namespace Sim.Parquet.Format;

/// <summary>A horizontal slice of the file: one chunk for each stored column.</summary>
sealed class RowGroupMetadata
{
    public List<ChunkMetadata> Chunks { get; } = [];
    public long Rows { get; set; } = -1;

    public void Write(ThriftWriter writer, int ordinal)
    {
        writer.BeginList(1, ThriftType.Struct, Chunks.Count);
        foreach (var chunk in Chunks)
        {
            writer.BeginElement();
            writer.Int64(2, 0); // file_offset: deprecated, 0 by the rules of the format
            writer.BeginStruct(3);
            chunk.Write(writer);
            writer.EndStruct();
        }

        writer.Int64(2, Chunks.Sum(static chunk => chunk.UncompressedSize));
        writer.Int64(3, Rows);
        writer.Int64(5, Chunks[0].Offset);
        writer.Int64(6, Chunks.Sum(static chunk => chunk.CompressedSize));
        if (ordinal <= short.MaxValue)
            writer.Int16(7, (short)ordinal);
        writer.EndStruct();
    }

    public static RowGroupMetadata Read(ref ThriftReader reader)
    {
        var group = new RowGroupMetadata();
        int field = 0;
        while (reader.NextField(ref field, out var type))
        {
            if (field == 1)
                group.ReadChunks(ref reader, type);
            else if (field == 3)
                group.Rows = reader.Int64(type);
            else
                reader.Skip(type);
        }

        return group.Rows >= 0 ? group : throw new ParquetException("The footer has a row group without a number of rows: it is damaged.");
    }

    void ReadChunks(ref ThriftReader reader, ThriftType type)
    {
        int count = reader.List(type, ThriftType.Struct);
        for (int index = 0; index < count; index++)
            Chunks.Add(ReadChunk(ref reader));
    }

    static ChunkMetadata ReadChunk(ref ThriftReader reader)
    {
        ChunkMetadata? chunk = null;
        int field = 0;
        while (reader.NextField(ref field, out var type))
        {
            if (field == 1)
                throw new ParquetException($"A column lies in another file, '{reader.Text(type)}': only whole files can be read.");
            if (field == 3)
            {
                ThriftReader.Expect(type, ThriftType.Struct);
                chunk = ChunkMetadata.Read(ref reader);
            }
            else
            {
                reader.Skip(type);
            }
        }

        return chunk ?? throw new ParquetException("The footer has a column chunk without a description: it is damaged or encrypted.");
    }
}
