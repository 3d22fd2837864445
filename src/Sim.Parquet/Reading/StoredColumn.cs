using Sim.Parquet.Format;

namespace Sim.Parquet.Reading;

/// <summary>A top-level column as it stands in a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Column">What it is to us; null if we cannot read it.</param>
/// <param name="Description">Its type in the words of the format, for errors.</param>
/// <param name="Leaf">The place of its (first) stored column in each row group.</param>
/// <param name="Physical">How its values are stored.</param>
/// <param name="Depth">The definition level of a value that is there.</param>
sealed record StoredColumn(string Name, ParquetColumn? Column, string Description, int Leaf, PhysicalType Physical, int Depth)
{
    public bool IsList => Column?.Type == ParquetType.DoubleList;
}
