using System.Globalization;
using System.Text.Json;
using Sim.Parquet;
using Sim.Parquet.Tests;

namespace Sim.Interop.Tests;

/// <summary>What other readers find in our files, value for value.</summary>
public sealed class ForeignReaderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Readers => ["duckdb", "hyparquet", "parquet-wasm"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Readers))]
    public void Read_EveryTypeEncodingAndCodec_GivesWhatWasWritten(string reader)
    {
        var tables = new List<Table>();
        var files = new List<string>();
        foreach (var encoding in Enum.GetValues<ParquetEncoding>())
        {
            foreach (var compression in Enum.GetValues<ParquetCompression>())
            {
                var table = Table.OfAllTypes(encoding, 100, 1, 300);
                tables.Add(table);
                files.Add(_folder.Write($"{encoding}-{compression}.parquet", table.Write(new() { Compression = compression, PageSize = 1000 })));
            }
        }

        AssertSame(reader, files, tables);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Read_EdgeSizes_GivesWhatWasWritten(string reader)
    {
        var tables = new[] { 0, 1, 7, 8, 9, 128, 129, 130 }.Select(static rows => Table.OfAllTypes(ParquetEncoding.Automatic, rows)).ToList();
        AssertSame(reader, tables.Select((table, index) => _folder.Write($"{index}.parquet", table.Write())), tables);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Read_LargeRunsAndSlopes_GivesWhatWasWritten(string reader)
    {
        const int Rows = 70_000;
        var schema = new ParquetSchema([
            new("constant", ParquetType.Int32), new("timestep", ParquetType.Int32), new("steep", ParquetType.Int64),
            new("level", ParquetType.Double), new("smooth", ParquetType.Double), new("sparse", ParquetType.Double, true)]);
        var rows = Enumerable.Range(0, Rows);
        var table = new Table(schema, [[
            rows.Select(static _ => 3).ToArray(), rows.Select(static row => row % 1001).ToArray(), rows.Select(static row => row * 1_000_000_007L).ToArray(),
            rows.Select(static row => (double)(row / 1001)).ToArray(), rows.Select(static row => Math.Sin(row)).ToArray(),
            rows.Select(static row => row % 5000 == 0 ? (double?)row : null).ToArray()]]);
        AssertSame(reader, [_folder.Write("large.parquet", table.Write(new() { PageSize = 100_000 }))], [table]);
    }

    [Fact]
    public void DuckDB_Filter_UsesOurStatistics()
    {
        var schema = new ParquetSchema([new("value", ParquetType.Double), new("name", ParquetType.String)]);
        var table = new Table(schema, [[new[] { -0.0, 1.0 }, new[] { "a", "b" }], [new[] { 5.0, 9.0 }, new[] { "y", "z" }]]);
        string file = _folder.Write("filtered.parquet", table.Write());
        string copy = _folder.PathOf("copy.parquet");
        Node.DuckDB($"COPY (SELECT stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata('{file}')) TO '{copy}' (FORMAT parquet)");
        using var statistics = ParquetReader.Open(copy);
        Assert.Equal(["-0.0", "a", "5.0", "y"], statistics.ReadColumn<string>("stats_min_value"));
        Assert.Equal(["1.0", "b", "9.0", "z"], statistics.ReadColumn<string>("stats_max_value"));
        Assert.Equal([0, 0, 0, 0], statistics.ReadColumn<long>("stats_null_count"));
        Node.DuckDB(
            $"COPY (SELECT count(*) AS found FROM read_parquet('{file}') WHERE value = 0.0 OR name > 'x') TO '{copy}' (FORMAT parquet)");
        using var counted = ParquetReader.Open(copy);
        Assert.Equal([3], counted.ReadColumn<long>("found"));
    }

    static void AssertSame(string reader, IEnumerable<string> files, List<Table> tables)
    {
        var results = Node.Read(reader, files);
        Assert.Equal(tables.Count, results.Length);
        foreach (var (table, result) in tables.Zip(results))
        {
            Assert.False(result.TryGetProperty("error", out var error), error.ToString());
            Assert.Equal(table.Groups.Sum(static group => group[0].Length), result.GetProperty("rows").GetInt32());
            for (int place = 0; place < table.Schema.Columns.Count; place++)
            {
                var column = table.Schema.Columns[place];
                var found = result.GetProperty("columns").GetProperty(column.Name);
                Assert.Equal(column.Type.ToString(), found.GetProperty("type").GetString());
                var expected = table.Groups.SelectMany(group => group[place].Cast<object?>().Select(Printed));
                Assert.Equal(expected, found.GetProperty("values").EnumerateArray().Select(Printed));
            }
        }
    }

    static string Printed(object? value) => value switch
    {
        null => "null",
        double number => double.IsNaN(number) ? "NaN" : BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        double[] list => $"[{string.Join(',', list.Select(static number => Printed(number)))}]",
        bool truth => truth ? "true" : "false",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    static string Printed(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Printed))}]",
        _ => value.GetRawText(),
    };
}
