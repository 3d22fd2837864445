using System.Diagnostics.CodeAnalysis;

namespace Sim.Parquet;

/// <summary>What one row of a column holds.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "These are the names that the Parquet format gives its types")]
public enum ParquetType
{
    /// <summary>True or false, one bit a value.</summary>
    Boolean,

    /// <summary>A signed integer of 32 bits.</summary>
    Int32,

    /// <summary>A signed integer of 64 bits.</summary>
    Int64,

    /// <summary>An IEEE 754 number of 64 bits; NaN with its payload, infinities and both zeros are kept.</summary>
    Double,

    /// <summary>Text, stored as UTF-8.</summary>
    String,

    /// <summary>A list of any length of <see cref="Double"/>, stored as a three-level LIST with required elements.</summary>
    DoubleList,
}
