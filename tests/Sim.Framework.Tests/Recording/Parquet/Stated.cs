using Parquet;
using Parquet.Schema;

namespace Sim.Framework.Tests.Recording.Parquet;

/// <summary>What a file states beside its values, as Parquet.Net itself reads it.</summary>
static class Stated
{
    /// <summary>The range of a column in a row group; null where none is stated.</summary>
    public static (object? Smallest, object? Largest) Range(string path, string column, int rowGroup) => In(path, column, rowGroup, (group, field) => group.GetStatistics(field)) is var stated
        ? (stated?.MinValue, stated?.MaxValue)
        : default;

    /// <summary>The texts beside a column in a row group.</summary>
    public static IReadOnlyDictionary<string, string> Texts(string path, string column, int rowGroup) => In(path, column, rowGroup, (group, field) => group.GetCustomMetadata(field));

    /// <summary>How a column is encoded.</summary>
    public static IReadOnlyList<string> Encodings(string path, string column) => In(path, column, 0, (group, field) => group.GetMetadata(field)!.MetaData!.Encodings.ConvertAll(encoding => encoding.ToString()));

    static T In<T>(string path, string column, int rowGroup, Func<ParquetRowGroupReader, DataField, T> read)
    {
        using var file = File.OpenRead(path);
        var reader = ParquetReader.CreateAsync(file).GetAwaiter().GetResult();
        return read(reader.RowGroups[rowGroup], reader.Schema.DataFields.First(field => field.Path.FirstPart == column));
    }
}
