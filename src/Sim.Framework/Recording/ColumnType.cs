using System.Diagnostics.CodeAnalysis;

namespace Sim.Framework.Recording;

/// <summary>What one row of a column holds. The manifest has these names.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "These are the names that the Parquet format gives its types")]
enum ColumnType
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A signed integer of 32 bits.</summary>
    Int32,

    /// <summary>A signed integer of 64 bits.</summary>
    Int64,

    /// <summary>An IEEE 754 number of 64 bits; NaN with its payload, infinities and both zeros are kept.</summary>
    Double,

    /// <summary>Text, stored as UTF-8.</summary>
    String,

    /// <summary>A list of any length of <see cref="Double"/>.</summary>
    DoubleList,
}
