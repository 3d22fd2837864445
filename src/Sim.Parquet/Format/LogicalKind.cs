using System.Diagnostics.CodeAnalysis;

namespace Sim.Parquet.Format;

/// <summary>What a stored value means: the members of the union LogicalType, by their field numbers.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The names of the format")]
enum LogicalKind
{
    None = 0,
    String = 1,
    Map = 2,
    List = 3,
    Enumeration = 4,
    Decimal = 5,
    Date = 6,
    Time = 7,
    Timestamp = 8,
    Integer = 10,
    Unknown = 11,
    Json = 12,
    Bson = 13,
    Uuid = 14,
    Float16 = 15,
    Variant = 16,
    Geometry = 17,
    Geography = 18,
}
