using System.IO.Compression;
using Sim.Parquet.Format;

namespace Sim.Parquet.Compression;

/// <summary>Compresses pages of one codec; the result is valid until the next page.</summary>
sealed class PageCompressor(ParquetCompression compression)
{
    /// <summary>Beyond this, Brotli takes several times as long for a few per cent.</summary>
    const int BrotliQuality = 5;
    const int BrotliWindowBits = 22;

    readonly ByteBuffer _compressed = new();
    readonly SnappyCompressor? _snappy = compression == ParquetCompression.Snappy ? new() : null;

    public Codec Codec { get; } = compression switch
    {
        ParquetCompression.Uncompressed => Codec.Uncompressed,
        ParquetCompression.Snappy => Codec.Snappy,
        ParquetCompression.Gzip => Codec.Gzip,
        ParquetCompression.Brotli => Codec.Brotli,
        _ => throw new ParquetException($"Compression {compression} is not defined: use a member of ParquetCompression."),
    };

    public ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> page)
    {
        _compressed.Clear();
        switch (Codec)
        {
            case Codec.Snappy:
                _compressed.Advance(_snappy!.Compress(page, _compressed.Reserve(SnappyCompressor.MaximumLength(page.Length))));
                break;
            case Codec.Gzip:
                using (var gzip = new GZipStream(new AppendStream(_compressed), CompressionLevel.Optimal))
                    gzip.Write(page);
                break;
            case Codec.Brotli:
                var target = _compressed.Reserve(BrotliEncoder.GetMaxCompressedLength(page.Length));
                if (!BrotliEncoder.TryCompress(page, target, out int written, BrotliQuality, BrotliWindowBits))
                    throw new ParquetException($"Brotli could not compress a page of {page.Length} bytes.");
                _compressed.Advance(written);
                break;
            default:
                return page;
        }

        return _compressed.Written;
    }
}
