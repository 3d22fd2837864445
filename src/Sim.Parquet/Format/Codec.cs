namespace Sim.Parquet.Format;

/// <summary>Compression codecs, by their numbers in the format.</summary>
enum Codec
{
    Uncompressed = 0,
    Snappy = 1,
    Gzip = 2,
    Lzo = 3,
    Brotli = 4,
    Lz4 = 5,
    Zstd = 6,
    Lz4Raw = 7,
}
