namespace Sim.Parquet.Format;

/// <summary>Kinds of pages, by their numbers in the format.</summary>
enum PageType
{
    Data = 0,
    Index = 1,
    Dictionary = 2,
    DataV2 = 3,
}
