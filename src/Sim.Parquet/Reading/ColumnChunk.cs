using Sim.Parquet.Format;

namespace Sim.Parquet.Reading;

/// <summary>The bytes of one column chunk, with its pages found, counted and checked before anything is decoded.</summary>
sealed class ColumnChunk
{
    readonly byte[] _bytes;
    readonly List<(PageHeader Header, int Start)> _pages = [];

    ColumnChunk(ChunkMetadata metadata, byte[] bytes)
    {
        Metadata = metadata;
        _bytes = bytes;
    }

    public ChunkMetadata Metadata { get; }

    public int PageCount => _pages.Count;

    public PageHeader Header(int page) => _pages[page].Header;

    /// <summary>The page as it is stored, its checksum verified.</summary>
    public ReadOnlySpan<byte> Stored(int page)
    {
        var (header, start) = _pages[page];
        var stored = _bytes.AsSpan(start, header.CompressedSize);
        if (header.Checksum is { } expected && Crc32.Compute(stored) is var found && found != expected)
            throw new ParquetException($"Page {page} has checksum {found:x8} but should have {expected:x8}: it is damaged.");
        return stored;
    }

    /// <summary>Reads a chunk whose pages must end before <paramref name="end"/>.</summary>
    public static ColumnChunk Read(Stream file, ChunkMetadata metadata, long end)
    {
        long start = metadata.Offset;
        if (start < Footer.Magic.Length || metadata.CompressedSize > end - start || metadata.CompressedSize > Array.MaxLength)
            throw new ParquetException($"Its {metadata.CompressedSize} bytes at {start} do not lie before the footer at {end}: the footer is damaged.");
        byte[] bytes = new byte[metadata.CompressedSize];
        Footer.ReadAt(file, start, bytes);
        var chunk = new ColumnChunk(metadata, bytes);
        chunk.FindPages();
        return chunk;
    }

    void FindPages()
    {
        int position = 0;
        uint checksum = 0;
        long values = 0;
        while (position < _bytes.Length)
        {
            var reader = new ThriftReader(_bytes.AsSpan(position));
            var header = PageHeader.Read(ref reader);
            checksum = Crc32.Append(checksum, _bytes.AsSpan(position, reader.Position));
            position += reader.Position;
            CheckHeader(header, _bytes.Length - position);
            if (header.Type != PageType.Index)
                _pages.Add((header, position));
            if (header.Type is PageType.Data or PageType.DataV2)
                values += header.Values;
            position += header.CompressedSize;
        }

        if (Metadata.HeaderChecksum is { } expected && checksum != expected)
            throw new ParquetException($"The page headers have checksum {checksum:x8} but should have {expected:x8}: they are damaged.");
        if (values != Metadata.Values)
            throw new ParquetException($"The pages have {values} values where {Metadata.Values} were expected: the file is damaged.");
    }

    void CheckHeader(PageHeader header, int left)
    {
        if (header.CompressedSize > left)
            throw new ParquetException($"A page of {header.CompressedSize} bytes does not fit into the {left} that are left: the file is damaged.");
        if (header.UncompressedSize > Metadata.UncompressedSize)
            throw new ParquetException($"A page of {header.UncompressedSize} bytes is larger than its column, {Metadata.UncompressedSize}: the file is damaged.");
        if (header.Type > PageType.DataV2)
            throw new ParquetException($"A page has the unknown kind {(int)header.Type}: the file is damaged or newer than this reader.");
        if (header.Type == PageType.Dictionary && _pages.Count > 0)
            throw new ParquetException("A dictionary stands behind other pages: the file is damaged.");
        if (header.Type == PageType.Dictionary && header.Values > header.UncompressedSize)
            throw new ParquetException($"A dictionary has {header.Values} entries in {header.UncompressedSize} bytes: the file is damaged.");
        if (header.Type == PageType.DataV2
            && (header.DefinitionBytes < 0 || header.RepetitionBytes < 0
                || (long)header.DefinitionBytes + header.RepetitionBytes > Math.Min(header.CompressedSize, header.UncompressedSize)))
            throw new ParquetException($"Levels of {header.DefinitionBytes} and {header.RepetitionBytes} bytes do not fit into their page: the file is damaged.");
    }
}
