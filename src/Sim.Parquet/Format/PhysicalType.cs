using System.Diagnostics.CodeAnalysis;

namespace Sim.Parquet.Format;

/// <summary>Parquet's storage types, by their numbers in the format.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The names of the format")]
enum PhysicalType
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Int96 = 3,
    Float = 4,
    Double = 5,
    ByteArray = 6,
    FixedLengthByteArray = 7,
}
