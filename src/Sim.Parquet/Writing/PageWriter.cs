using Sim.Parquet.Compression;
using Sim.Parquet.Format;

namespace Sim.Parquet.Writing;

/// <summary>Compresses pages, puts a header before each and writes both to the file.</summary>
sealed class PageWriter(Stream destination, ParquetCompression compression)
{
    readonly PageCompressor _compressor = new(compression);
    readonly ByteBuffer _header = new();
    ChunkMetadata _chunk = new();

    /// <summary>The bytes written to the file so far.</summary>
    public long Position { get; private set; }

    public void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        destination.Write(bytes);
        Position += bytes.Length;
    }

    /// <summary>Begins a chunk; pages are added to its sizes.</summary>
    public void Begin(ChunkMetadata chunk)
    {
        chunk.Codec = _compressor.Codec;
        chunk.UncompressedSize = 0;
        chunk.CompressedSize = 0;
        chunk.HeaderChecksum = 0;
        _chunk = chunk;
    }

    public void Write(PageType type, PageEncoding encoding, int values, ReadOnlySpan<byte> page)
    {
        var stored = _compressor.Compress(page);
        var header = new PageHeader
        {
            Type = type,
            Encoding = encoding,
            Values = values,
            UncompressedSize = page.Length,
            CompressedSize = stored.Length,
            Checksum = Crc32.Compute(stored),
        };
        _header.Clear();
        header.Write(new ThriftWriter(_header));
        _chunk.HeaderChecksum = Crc32.Append(_chunk.HeaderChecksum!.Value, _header.Written);
        _chunk.UncompressedSize += _header.Length + page.Length;
        _chunk.CompressedSize += _header.Length + stored.Length;
        WriteRaw(_header.Written);
        WriteRaw(stored);
    }
}
