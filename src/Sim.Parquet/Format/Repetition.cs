namespace Sim.Parquet.Format;

/// <summary>How often a schema element occurs in its parent, by the numbers of the format.</summary>
enum Repetition
{
    Required = 0,
    Optional = 1,
    Repeated = 2,
}
