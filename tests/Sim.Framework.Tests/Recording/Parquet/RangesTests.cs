using Sim.Framework.Recording;

namespace Sim.Framework.Tests.Recording.Parquet;

/// <summary>The ranges that a file states, by which readers pass over row groups; no range is better than a wrong one.</summary>
public sealed class RangesTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_Numbers_GivesTheirRange()
    {
        foreach (int rows in new[] { 1, 2, 8, 9, 100 })
        {
            double[] values = Enumerable.Range(0, rows).Select(row => (double)((row * 37) % rows) - 5).ToArray();
            Assert.Equal((-5.0, rows - 6.0), Of(ColumnType.Double, values));
        }

        Assert.Equal((-9, 10), Of(ColumnType.Int32, Enumerable.Range(-9, 20).ToArray()));
        Assert.Equal((long.MinValue, long.MaxValue), Of(ColumnType.Int64, new[] { 1, long.MinValue, long.MaxValue }));
        Assert.Equal((-5.0, 7.0), Of(ColumnType.Double, new double?[] { null, 7, null, -5 }, isNullable: true));
    }

    /// <summary>DuckDB counts NaN as the largest number, and the library leaves it out.</summary>
    [Fact]
    public void Write_NaNAnywhere_GivesNoRange()
    {
        for (int place = 0; place < 19; place++)
        {
            double[] values = Enumerable.Range(1, 19).Select(static row => (double)row).ToArray();
            values[place] = double.NaN;
            Assert.Equal((null, null), Of(ColumnType.Double, values));
        }
    }

    [Fact]
    public void Write_NothingButNulls_GivesNoRange()
    {
        Assert.Equal((null, null), Of(ColumnType.Double, new double?[] { null, null }, isNullable: true));
        Assert.Equal((null, null), Of(ColumnType.Int32, new int?[] { null }, isNullable: true));
    }

    /// <summary>In UTF-16 the fox, a surrogate pair, comes before U+FFFD, and in UTF-8 after.</summary>
    [Fact]
    public void Write_Texts_GivesNoRange()
    {
        Assert.Equal((null, null), Of(ColumnType.String, new[] { "\uFFFD", "\U0001F98A", "b" }));
        Assert.Equal((null, null), Of(ColumnType.String, new[] { "a", null }, isNullable: true));
        Assert.Equal((null, null), Of(ColumnType.String, Enumerable.Range(0, 5000).Select(row => $"text {row}").ToArray()));
    }

    /// <summary>A hidden range is one of many: its neighbours keep theirs, in every row group.</summary>
    [Fact]
    public void Write_SeveralRowGroups_HidesOnlyWhatItMust()
    {
        var table = new Table(
            [new("name", ColumnType.String), new("value", ColumnType.Double), new("run", ColumnType.Int32)],
            [[new[] { "x" }, new[] { 1.0 }, new[] { 1 }], [new[] { "y" }, new[] { double.NaN }, new[] { 2 }], [new[] { "z" }, new[] { 3.0 }, new[] { 3 }]]);
        var path = table.WriteTo(_folder.In("part"));
        table.AssertRead(path);
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(group => (int?)Stated.Range(path, "run", group).Smallest));
        Assert.Equal([1.0, null, 3.0], Enumerable.Range(0, 3).Select(group => (double?)Stated.Range(path, "value", group).Smallest));
        Assert.All(Enumerable.Range(0, 3), group => Assert.Null(Stated.Range(path, "name", group).Smallest));
    }

    (object? Smallest, object? Largest) Of(ColumnType type, Array values, bool isNullable = false)
    {
        var table = new Table([new("value", type, isNullable), new("after", ColumnType.Int32)], [[values, new int[values.Length]]]);
        var path = table.WriteTo(_folder.In("part"));
        Assert.Equal((0, 0), Stated.Range(path, "after", 0));
        return Stated.Range(path, "value", 0);
    }
}
