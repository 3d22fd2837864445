namespace Sim.Parquet;

/// <summary>One column of a file.</summary>
/// <param name="Name">The name, unique in its schema.</param>
/// <param name="Type">What a row holds.</param>
/// <param name="IsNullable">Whether a row may hold nothing.</param>
/// <param name="Encoding">How values are laid out; a column that was read says <see cref="ParquetEncoding.Automatic"/>.</param>
public sealed record ParquetColumn(
    string Name,
    ParquetType Type,
    bool IsNullable = false,
    ParquetEncoding Encoding = ParquetEncoding.Automatic);
