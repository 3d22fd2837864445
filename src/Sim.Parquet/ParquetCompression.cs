namespace Sim.Parquet;

/// <summary>How the pages of a file are compressed.</summary>
public enum ParquetCompression
{
    /// <summary>Not at all: the fastest.</summary>
    Uncompressed,

    /// <summary>Snappy: light and fast, the usual choice.</summary>
    Snappy,

    /// <summary>Gzip: smaller, slow.</summary>
    Gzip,

    /// <summary>Brotli: the smallest, slow.</summary>
    Brotli,
}
