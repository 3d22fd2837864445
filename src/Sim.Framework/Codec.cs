namespace Sim.Framework;

/// <summary>How the values of a dataset are compressed on disk.</summary>
public enum Codec
{
    /// <summary>Light and fast, the usual choice.</summary>
    Snappy,

    /// <summary>Smaller files for more processor time.</summary>
    Zstd,

    /// <summary>Not at all.</summary>
    None,
}
