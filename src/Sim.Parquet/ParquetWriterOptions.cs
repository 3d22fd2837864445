namespace Sim.Parquet;

/// <summary>Choices of a writer that hold for a whole file.</summary>
public sealed record ParquetWriterOptions
{
    /// <summary>The compression of all pages.</summary>
    public ParquetCompression Compression { get; init; } = ParquetCompression.Snappy;

    /// <summary>Free text kept in the footer, written in ordinal order of the keys.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The size at which a page is closed, in bytes before encoding and compression.</summary>
    /// <remarks>Rows are never split, so a page may be larger by one row. Small pages compress a little worse.</remarks>
    public int PageSize { get; init; } = 1 << 20;
}
