namespace Sim.Parquet;

/// <summary>How the values of a column are laid out before compression.</summary>
public enum ParquetEncoding
{
    /// <summary>Whichever of the encodings below is the smallest for a column chunk, by what it really takes.</summary>
    Automatic,

    /// <summary>Values one after the other.</summary>
    Plain,

    /// <summary>Distinct values once, then their indices; plain where a chunk has too many distinct values.</summary>
    Dictionary,

    /// <summary>Differences to the value before, bit-packed; for <see cref="ParquetType.Int32"/> and <see cref="ParquetType.Int64"/>.</summary>
    DeltaBinaryPacked,
}
