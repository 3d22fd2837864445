namespace Sim.Parquet.Format;

/// <summary>What a stored value means, in the older notation of the format that all writers still give.</summary>
enum ConvertedType
{
    Utf8 = 0,
    Map = 1,
    MapKeyValue = 2,
    List = 3,
    Enumeration = 4,
    Decimal = 5,
    Date = 6,
    TimeMillis = 7,
    TimeMicros = 8,
    TimestampMillis = 9,
    TimestampMicros = 10,
    Unsigned8 = 11,
    Unsigned16 = 12,
    Unsigned32 = 13,
    Unsigned64 = 14,
    Signed8 = 15,
    Signed16 = 16,
    Signed32 = 17,
    Signed64 = 18,
    Json = 19,
    Bson = 20,
    Interval = 21,
}
