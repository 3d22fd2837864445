using System.Globalization;
using System.Text.Json;
using Sim.Framework;
using Sim.Framework.Recording;
using Sim.Framework.Recording.Parquet;
using Sim.Framework.Tests.Recording.Parquet;

namespace Sim.Interop.Tests;

/// <summary>What other readers find in our files, value for value.</summary>
public sealed class ForeignReaderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Readers => ["duckdb", "hyparquet", "parquet-wasm"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Readers))]
    public void Read_EveryTypeAndCodec_GivesWhatWasWritten(string reader)
    {
        var table = Table.OfAllTypes(100, 1, 300);
        var files = Enum.GetValues<Codec>().Select(codec => table.WriteTo(_folder.PathOf($"{codec}.parquet"), codec)).ToList();
        AssertSame(reader, files, files.ConvertAll(_ => table));
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Read_EdgeSizes_GivesWhatWasWritten(string reader)
    {
        var tables = new[] { 1, 7, 8, 9, 128, 129, 130 }.Select(static rows => Table.OfAllTypes(rows)).ToList();
        AssertSame(reader, tables.Select((table, index) => table.WriteTo(_folder.PathOf($"{index}.parquet"))), tables);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Read_LargeRunsAndSlopes_GivesWhatWasWritten(string reader)
    {
        const int Rows = 70_000;
        StoredColumn[] columns =
        [
            new("constant", ColumnType.Int32), new("timestep", ColumnType.Int32), new("steep", ColumnType.Int64),
            new("level", ColumnType.Double), new("smooth", ColumnType.Double), new("sparse", ColumnType.Double, true),
        ];
        var rows = Enumerable.Range(0, Rows);
        var table = new Table(columns, [[
            rows.Select(static _ => 3).ToArray(), rows.Select(static row => row % 1001).ToArray(), rows.Select(static row => row * 1_000_000_007L).ToArray(),
            rows.Select(static row => (double)(row / 1001)).ToArray(), rows.Select(static row => Math.Sin(row)).ToArray(),
            rows.Select(static row => row % 5000 == 0 ? (double?)row : null).ToArray()]]);
        var files = Enum.GetValues<Codec>().Select(codec => table.WriteTo(_folder.PathOf($"large-{codec}.parquet"), codec)).ToList();
        AssertSame(reader, files, files.ConvertAll(_ => table));
    }

    /// <summary>DuckDB passes over row groups by the ranges of numbers; a range of texts in the order of UTF-16 would lose it the row of the fox.</summary>
    [Fact]
    public void DuckDB_Filter_FindsEveryRow()
    {
        var table = new Table(
            [new("value", ColumnType.Double), new("name", ColumnType.String)],
            [[new[] { -0.0, 1.0, 1.5 }, new[] { "a", "\uFFFD", "\U0001F98A" }], [new[] { 5.0, double.NaN, 6.0 }, new[] { "x", "y", "z" }]]);
        foreach (var codec in Enum.GetValues<Codec>())
        {
            string file = table.WriteTo(_folder.PathOf("filtered.parquet"), codec);
            string copy = _folder.PathOf("copy.parquet");
            foreach (var (condition, expected) in new[] { ("value = 0.0", 1), ("value > 9", 1), ("value < 2", 3), ("name = '\U0001F98A'", 1), ("name > '\uFFFD'", 1), ("name >= 'y'", 4) })
            {
                Node.DuckDB($"COPY (SELECT count(*) AS found FROM read_parquet('{file}') WHERE {condition}) TO '{copy}' (FORMAT parquet)");
                using var counted = PartFileReader.Open(copy, isSealed: false);
                Assert.Equal((condition, expected), (condition, counted.ReadColumn<long>("found").Single()));
            }
        }
    }

    /// <summary>Units and descriptions, per file and beside each column that is no list.</summary>
    [Fact]
    public void DuckDB_Metadata_HasUnits()
    {
        var table = new Table([new("prey", ColumnType.Double)], [[new[] { 1.0 }]]);
        string file = table.WriteTo(_folder.PathOf("units.parquet"), metadata: new Dictionary<string, string> { ["unit.prey"] = "animals" });
        string copy = _folder.PathOf("copy.parquet");
        Node.DuckDB($"COPY (SELECT decode(value) AS unit FROM parquet_kv_metadata('{file}') WHERE decode(key) = 'unit.prey') TO '{copy}' (FORMAT parquet)");
        using var kept = PartFileReader.Open(copy, isSealed: false);
        Assert.Equal(["animals"], kept.ReadColumn<string>("unit"));
    }

    static void AssertSame(string reader, IEnumerable<string> files, List<Table> tables)
    {
        var results = Node.Read(reader, files);
        Assert.Equal(tables.Count, results.Length);
        foreach (var (table, result) in tables.Zip(results))
        {
            Assert.False(result.TryGetProperty("error", out var error), error.ToString());
            Assert.Equal(table.Groups.Sum(static group => group[0].Length), result.GetProperty("rows").GetInt32());
            for (int place = 0; place < table.Columns.Count; place++)
            {
                var column = table.Columns[place];
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
