using Sim.Framework;
using Sim.Framework.Recording;
using Sim.Framework.Tests.Recording.Parquet;

namespace Sim.Interop.Tests;

/// <summary>Our files beside DuckDB's of the same data with the same codec.</summary>
public sealed class FileSizeTests : IDisposable
{
    const int Runs = 100;
    const int Timesteps = 2000;

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    // Parquet.Net has no dictionary for numbers, of which this table has many that repeat.
    [InlineData(Codec.Snappy, 1.10)]
    [InlineData(Codec.Zstd, 1.05)]
    public void Write_SweepData_IsLittleLargerThanDuckDBs(Codec codec, double most)
    {
        string ours = Sweep().WriteTo(_folder.PathOf("ours.parquet"), codec);
        string theirs = _folder.PathOf("theirs.parquet");
        Node.DuckDB($"COPY (SELECT * FROM read_parquet('{ours}')) TO '{theirs}' (FORMAT parquet, COMPRESSION {codec})");
        long ourSize = new FileInfo(ours).Length, theirSize = new FileInfo(theirs).Length;
        Assert.True(ourSize <= theirSize * most, $"{ourSize} bytes, DuckDB's {theirSize}");
    }

    /// <summary>Keys, a swept parameter, a smooth state, a price that all runs share, a count, an amount in cents, a status.</summary>
    static Table Sweep()
    {
        StoredColumn[] columns =
        [
            new("run", ColumnType.Int32), new("timestep", ColumnType.Int32), new("birth", ColumnType.Double, IsSwept: true), new("prey", ColumnType.Double),
            new("price", ColumnType.Double), new("agents", ColumnType.Double), new("cents", ColumnType.Double), new("seen", ColumnType.Int64),
            new("status", ColumnType.String),
        ];
        var rows = Enumerable.Range(0, Runs * Timesteps).Select(static row => (Run: row / Timesteps, Step: row % Timesteps)).ToArray();
        return new Table(columns, [[
            rows.Select(static row => row.Run + 1).ToArray(), rows.Select(static row => row.Step).ToArray(),
            rows.Select(static row => 0.8 + (0.02 * (row.Run / 10))).ToArray(),
            rows.Select(static row => 100 + (20 * Math.Sin((0.01 + (row.Run * 1e-4)) * row.Step))).ToArray(),
            rows.Select(static row => Math.Exp(0.1 * Math.Sin(row.Step * 1.7))).ToArray(),
            rows.Select(static row => Math.Floor(1000 + (row.Run * 3) + (0.1 * row.Step))).ToArray(),
            rows.Select(static row => Math.Round(100 * Math.Sin(row.Step * (1.0 + row.Run)), 2)).ToArray(),
            rows.Select(static row => (long)row.Run * row.Step).ToArray(),
            rows.Select(static row => row.Step < 1900 ? "running" : "done").ToArray()]]);
    }
}
