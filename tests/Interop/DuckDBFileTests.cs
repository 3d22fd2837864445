using Sim.Framework;
using Sim.Framework.Recording.Parquet;

namespace Sim.Interop.Tests;

/// <summary>What our reader finds in files that DuckDB wrote.</summary>
public sealed class DuckDBFileTests : IDisposable
{
    const int Rows = 5000;

    /// <summary>Every type of ours, with and without nulls, repeated and distinct values, in several row groups.</summary>
    const string Table =
        """
        CREATE TABLE source AS SELECT
          i % 3 = 0 AS truth, CASE WHEN i % 5 > 0 THEN i % 2 = 0 END AS truth_or_null,
          (i % 7)::INTEGER AS small, CASE WHEN i % 4 > 0 THEN (i * 1000)::INTEGER END AS int_or_null,
          (i * 10000000000 - 7)::BIGINT AS big, i::DOUBLE / 7 AS number, CASE WHEN i % 3 > 0 THEN (i % 10)::DOUBLE END AS number_or_null,
          'text ' || (i % 20) AS repeated, CASE WHEN i % 3 > 0 THEN 'é' || i END AS text_or_null,
          CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN []::DOUBLE[] WHEN 2 THEN [i::DOUBLE] ELSE [i::DOUBLE, 'NaN'::DOUBLE, -0.0::DOUBLE] END AS list
        FROM range(5000) AS numbers(i)
        """;

    readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Layouts =>
    [
        "COMPRESSION snappy", "COMPRESSION uncompressed", "COMPRESSION gzip", "COMPRESSION brotli",
        "COMPRESSION snappy, PARQUET_VERSION v2", "COMPRESSION gzip, PARQUET_VERSION v2", "COMPRESSION snappy, ROW_GROUP_SIZE 2048", "COMPRESSION zstd",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Layouts))]
    public void ReadColumn_FileOfDuckDB_GivesItsValues(string layout)
    {
        using var reader = Open(Copy("SELECT * FROM source", layout, Table));

        Assert.Equal(Rows, reader.RowCount);
        Assert.Equal(Of(static i => i % 3 == 0), reader.ReadColumn<bool>("truth"));
        Assert.Equal(Of(static i => i % 5 > 0 ? i % 2 == 0 : (bool?)null), reader.ReadColumn<bool?>("truth_or_null"));
        Assert.Equal(Of(static i => i % 7), reader.ReadColumn<int>("small"));
        Assert.Equal(Of(static i => i % 4 > 0 ? i * 1000 : (int?)null), reader.ReadColumn<int?>("int_or_null"));
        Assert.Equal(Of(static i => (i * 10_000_000_000) - 7), reader.ReadColumn<long>("big"));
        Assert.Equal(Of(static i => i / 7.0), reader.ReadColumn<double>("number"));
        Assert.Equal(Of(static i => i % 3 > 0 ? i % 10 : (double?)null), reader.ReadColumn<double?>("number_or_null"));
        Assert.Equal(Of(static i => $"text {i % 20}"), reader.ReadColumn<string>("repeated"));
        Assert.Equal(Of(static i => i % 3 > 0 ? $"é{i}" : null), reader.ReadColumn<string?>("text_or_null"));
        double[]?[] lists = reader.ReadColumn<double[]?>("list");
        Assert.Equal(Of(static i => (i % 4) switch { 0 => null, 1 => [], 2 => [i], _ => new[] { i, double.NaN, -0.0 } }), lists);
        Assert.True(double.IsNegative(lists[3]![2]));
    }

    [Fact]
    public void ReadColumn_TypeBeyondOurs_IsAnErrorOnlyWhereItIsRead()
    {
        using var reader = Open(Copy(
            "SELECT 1::INTEGER AS fine, TIMESTAMP '2020-01-01' AS moment, DATE '2020-01-01' AS day, 1::FLOAT AS single, 1.5::DECIMAL(9, 2) AS money, "
            + "{'a': 1, 'b': 2} AS pair, 'x'::BLOB AS bytes, [1, 2]::INTEGER[] AS list, 1::UBIGINT AS unsigned", "COMPRESSION snappy"));

        Assert.Equal(["fine"], reader.Columns.Select(static column => column.Name));
        Assert.Equal([1], reader.ReadColumn<int>("fine"));
        foreach (var name in new[] { "moment", "day", "single", "money", "pair", "bytes", "list", "unsigned" })
        {
            var error = Assert.Throws<SimulationException>(() => reader.ReadColumn<double>(name));
            Assert.StartsWith($"Column '{name}' of ", error.Message, StringComparison.Ordinal);
            Assert.EndsWith("has a type that cannot be read: cast it to BOOLEAN, INTEGER, BIGINT, DOUBLE, VARCHAR or DOUBLE[] when writing.", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ReadColumn_ListWithNullElement_IsAnError()
    {
        using var reader = Open(Copy("SELECT [1.0::DOUBLE, NULL] AS list", "COMPRESSION snappy"));
        var error = Assert.Throws<SimulationException>(() => reader.ReadColumn<double[]>("list"));
        Assert.Contains("has a list with an element that is null", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadRows_FileOfDuckDB_GivesItsRows()
    {
        using var reader = Open(Copy("SELECT * FROM source", "ROW_GROUP_SIZE 2048", Table));
        Assert.Equal(Of(static i => new Row(i % 7, i % 3 > 0 ? i % 10 : null, $"text {i % 20}")), reader.ReadRows<Row>());
    }

    static PartFileReader Open(string path) => PartFileReader.Open(path, isSealed: false);

    string Copy(string query, string layout, params IEnumerable<string> before)
    {
        string file = _folder.PathOf("duckdb.parquet");
        Node.DuckDB([.. before, $"COPY ({query}) TO '{file}' (FORMAT parquet, {layout})"]);
        return file;
    }

    static T[] Of<T>(Func<int, T> value) => [.. Enumerable.Range(0, Rows).Select(value)];

    sealed record Row(int Small, double? NumberOrNull, string Repeated);
}
