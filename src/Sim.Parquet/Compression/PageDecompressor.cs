using System.IO.Compression;
using Sim.Parquet.Format;

namespace Sim.Parquet.Compression;

/// <summary>Decompresses pages of any codec that is at hand.</summary>
static class PageDecompressor
{
    /// <summary>Fills the target exactly, or says what is wrong.</summary>
    public static void Decompress(Codec codec, ReadOnlySpan<byte> page, Span<byte> target)
    {
        switch (codec)
        {
            case Codec.Uncompressed:
                if (page.Length != target.Length)
                    throw new ParquetException($"An uncompressed page has {page.Length} bytes where {target.Length} were expected: it is damaged.");
                page.CopyTo(target);
                break;
            case Codec.Snappy:
                SnappyDecompressor.Decompress(page, target);
                break;
            case Codec.Gzip:
                DecompressGzip(page, target);
                break;
            case Codec.Brotli:
                if (!BrotliDecoder.TryDecompress(page, target, out int written) || written != target.Length)
                    throw new ParquetException($"A Brotli page does not decompress to {target.Length} bytes: it is damaged.");
                break;
            default:
                throw new ParquetException($"Codec {Name(codec)} cannot be read: write the file with SNAPPY, GZIP, BROTLI or UNCOMPRESSED.");
        }
    }

    static void DecompressGzip(ReadOnlySpan<byte> page, Span<byte> target)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(page.ToArray()), CompressionMode.Decompress);
            gzip.ReadExactly(target);
            if (gzip.ReadByte() >= 0)
                throw new ParquetException($"A Gzip page has more than {target.Length} bytes: it is damaged.");
        }
        catch (Exception cause) when (cause is InvalidDataException or EndOfStreamException)
        {
            throw new ParquetException($"A Gzip page does not decompress to {target.Length} bytes: it is cut off or damaged.", cause);
        }
    }

    static string Name(Codec codec) => codec == Codec.Lz4Raw ? "LZ4_RAW" : codec.ToString().ToUpperInvariant();
}
