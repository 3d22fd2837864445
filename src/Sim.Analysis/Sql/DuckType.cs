namespace Sim.Analysis.Sql;

/// <summary>The types of DuckDB that can come out of a query. Source: duckdb.h.</summary>
enum DuckType
{
    Boolean = 1,
    Int8 = 2,
    Int16 = 3,
    Int32 = 4,
    Int64 = 5,
    UInt8 = 6,
    UInt16 = 7,
    UInt32 = 8,
    UInt64 = 9,
    Single = 10,
    Double = 11,
    Timestamp = 12,
    Date = 13,
    HugeInt = 16,
    Varchar = 17,
    Decimal = 19,
    List = 24,
    UHugeInt = 32,
}
