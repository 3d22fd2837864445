using System.Text;
using Sim.Parquet.Format;

namespace Sim.Parquet.Tests;

public sealed class StatisticsTests
{
    [Fact]
    public void Write_Doubles_GivesRange()
    {
        foreach (int rows in new[] { 1, 2, 8, 9, 100 })
        {
            double[] values = Enumerable.Range(0, rows).Select(row => (double)((row * 37) % rows) - 5).ToArray();
            var statistics = Of(ParquetType.Double, values);
            Assert.Equal(-5.0, BitConverter.ToDouble(statistics.Minimum!));
            Assert.Equal(rows - 6.0, BitConverter.ToDouble(statistics.Maximum!));
            Assert.Equal(0, statistics.Nulls);
        }
    }

    [Fact]
    public void Write_NaNAnywhere_GivesNoRange()
    {
        for (int place = 0; place < 19; place++)
        {
            double[] values = Enumerable.Range(1, 19).Select(static row => (double)row).ToArray();
            values[place] = double.NaN;
            var statistics = Of(ParquetType.Double, values);
            Assert.Null(statistics.Minimum);
            Assert.Null(statistics.Maximum);
        }
    }

    [Fact]
    public void Write_Zero_GivesRangeOfBothZeros()
    {
        foreach (double zero in new[] { 0.0, -0.0 })
        {
            var statistics = Of(ParquetType.Double, new[] { zero });
            Assert.Equal(BitConverter.GetBytes(-0.0), statistics.Minimum);
            Assert.Equal(BitConverter.GetBytes(0.0), statistics.Maximum);
        }
    }

    [Fact]
    public void Write_IntegersAndBooleans_GivesSignedRange()
    {
        var ints = Of(ParquetType.Int32, Enumerable.Range(-9, 20).ToArray());
        Assert.Equal((-9, 10), (BitConverter.ToInt32(ints.Minimum!), BitConverter.ToInt32(ints.Maximum!)));
        var longs = Of(ParquetType.Int64, new[] { 1, long.MinValue, long.MaxValue });
        Assert.Equal((long.MinValue, long.MaxValue), (BitConverter.ToInt64(longs.Minimum!), BitConverter.ToInt64(longs.Maximum!)));
        var truths = Of(ParquetType.Boolean, new[] { true, true });
        Assert.Equal((1, 1), (truths.Minimum!.Single(), truths.Maximum!.Single()));
        truths = Of(ParquetType.Boolean, new[] { true, false });
        Assert.Equal((0, 1), (truths.Minimum!.Single(), truths.Maximum!.Single()));
    }

    /// <summary>UTF-16 would put the fox, a surrogate pair, before U+FFFD.</summary>
    [Fact]
    public void Write_Texts_GivesRangeInOrderOfUtf8()
    {
        var statistics = Of(ParquetType.String, new[] { "\uFFFD", "\U0001F98A", "b" });
        Assert.Equal("b", Encoding.UTF8.GetString(statistics.Minimum!));
        Assert.Equal("\U0001F98A", Encoding.UTF8.GetString(statistics.Maximum!));
    }

    [Fact]
    public void Write_LongText_IsLeftOutOfRange()
    {
        var statistics = Of(ParquetType.String, new[] { new string('z', 65), "a" });
        Assert.Equal("a"u8.ToArray(), statistics.Minimum);
        Assert.Null(statistics.Maximum);
    }

    [Fact]
    public void Write_Nulls_CountsThemAndIgnoresTheirValues()
    {
        var statistics = Of(ParquetType.Double, new double?[] { null, 1, null, 2 }, isNullable: true);
        Assert.Equal(2, statistics.Nulls);
        Assert.Equal(2.0, BitConverter.ToDouble(statistics.Maximum!));
        statistics = Of(ParquetType.Double, new double?[] { null }, isNullable: true);
        Assert.Equal(new ChunkStatistics(1, null, null), statistics);
    }

    static ChunkStatistics Of(ParquetType type, Array values, bool isNullable = false)
    {
        var table = new Table(new ParquetSchema([new("value", type, isNullable)]), [[values]]);
        var metadata = Footer.Read(new MemoryStream(table.Write()), out _);
        return metadata.RowGroups.Single().Chunks.Single().Statistics!;
    }
}
