using Sim.Parquet;

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
        "COMPRESSION snappy, PARQUET_VERSION v2", "COMPRESSION gzip, PARQUET_VERSION v2", "COMPRESSION snappy, ROW_GROUP_SIZE 2048",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Layouts))]
    public void ReadColumn_FileOfDuckDB_GivesItsValues(string layout)
    {
        using var reader = ParquetReader.Open(Copy("SELECT * FROM source", layout, Table));

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
    public void ReadColumn_Zstd_NamesCodecAndCure()
    {
        using var reader = ParquetReader.Open(Copy("SELECT * FROM range(10) AS numbers(i)", "COMPRESSION zstd"));
        var error = Assert.Throws<ParquetException>(() => reader.ReadColumn<long>("i"));
        Assert.EndsWith("Column 'i', row group 0: Codec ZSTD cannot be read: write the file with SNAPPY, GZIP, BROTLI or UNCOMPRESSED.", error.Message);
    }

    [Fact]
    public void ReadColumn_TypeBeyondOurs_IsAnErrorOnlyWhereItIsRead()
    {
        using var reader = ParquetReader.Open(Copy(
            "SELECT 1::INTEGER AS fine, TIMESTAMP '2020-01-01' AS moment, DATE '2020-01-01' AS day, 1::FLOAT AS single, 1.5::DECIMAL(9, 2) AS money, "
            + "{'a': 1, 'b': 2} AS pair, 'x'::BLOB AS bytes, [1, 2]::INTEGER[] AS list, 1::UBIGINT AS unsigned, 2::SMALLINT AS short", "COMPRESSION snappy"));

        Assert.Equal(["fine", "short"], reader.Schema.Columns.Select(static column => column.Name));
        Assert.Equal([1], reader.ReadColumn<int>("fine"));
        Assert.Equal([2], reader.ReadColumn<int>("short"));
        foreach (var (name, type) in new[]
        {
            ("moment", "Timestamp"), ("day", "Date"), ("single", "Float"), ("money", "Decimal"), ("pair", "group"), ("bytes", "ByteArray"),
            ("list", "List"), ("unsigned", "Unsigned64"),
        })
        {
            var error = Assert.Throws<ParquetException>(() => reader.ReadColumn<double>(name));
            Assert.Contains($"Column '{name}' has type ", error.Message);
            Assert.Contains(type, error.Message, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void ReadColumn_ListWithNullElement_IsAnError()
    {
        using var reader = ParquetReader.Open(Copy("SELECT [1.0::DOUBLE, NULL] AS list", "COMPRESSION snappy"));
        var error = Assert.Throws<ParquetException>(() => reader.ReadColumn<double[]>("list"));
        Assert.Contains("A list has an element that is null", error.Message);
    }

    [Fact]
    public void ReadRows_FileOfDuckDB_GivesItsRows()
    {
        using var reader = ParquetReader.Open(Copy("SELECT * FROM source", "ROW_GROUP_SIZE 2048", Table));
        Assert.Equal(Of(static i => new Row(i % 7, i % 3 > 0 ? i % 10 : null, $"text {i % 20}")), reader.ReadRows<Row>());
    }

    /// <summary>A file without checksums may give wrong numbers when damaged, but never a crash, a hang or a huge array.</summary>
    [Theory]
    [InlineData("COMPRESSION snappy")]
    [InlineData("COMPRESSION uncompressed, PARQUET_VERSION v2")]
    [InlineData("COMPRESSION gzip")]
    [InlineData("COMPRESSION brotli")]
    public void Read_DamagedFileWithoutChecksums_GivesParquetExceptionOrValues(string layout)
    {
        byte[] file = File.ReadAllBytes(Copy("SELECT * FROM source LIMIT 100", layout, Table));
        int refused = 0;
        for (int position = 0; position < file.Length; position++)
        {
            foreach (byte mask in new byte[] { 0x01, 0x10, 0x80, 0xFF })
            {
                file[position] ^= mask;
                refused += ReadAll(file) ? 0 : 1;
                file[position] ^= mask;
            }
        }

        Assert.True(ReadAll(file));
        Assert.True(refused > file.Length / 2, $"Only {refused} of {4 * file.Length} damaged files were refused.");
    }

    static bool ReadAll(byte[] file)
    {
        try
        {
            using var reader = ParquetReader.Open(new MemoryStream(file));
            foreach (var column in reader.Schema.Columns)
                Parquet.Tests.Table.Read(reader, column with { IsNullable = true });
            return true;
        }
        catch (ParquetException)
        {
            return false;
        }
    }

    string Copy(string query, string layout, params IEnumerable<string> before)
    {
        string file = _folder.PathOf("duckdb.parquet");
        Node.DuckDB([.. before, $"COPY ({query}) TO '{file}' (FORMAT parquet, {layout})"]);
        return file;
    }

    static T[] Of<T>(Func<int, T> value) => [.. Enumerable.Range(0, Rows).Select(value)];

    sealed record Row(int Small, double? NumberOrNull, string Repeated);
}
