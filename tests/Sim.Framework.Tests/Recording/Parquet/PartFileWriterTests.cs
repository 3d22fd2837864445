using Sim.Framework.Recording;
using Sim.Framework.Recording.Parquet;

namespace Sim.Framework.Tests.Recording.Parquet;

public sealed class PartFileWriterTests : IDisposable
{
    readonly TempFolder _folder = new();

    public static TheoryData<Codec> Codecs => [.. Enum.GetValues<Codec>()];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Complete_SameRows_GivesSameBytes(Codec codec)
    {
        var (one, other) = (Table.OfAllTypes(500, 20).WriteTo(_folder.In("one"), codec), Table.OfAllTypes(500, 20).WriteTo(_folder.In("other"), codec));
        Assert.Equal(File.ReadAllBytes(one), File.ReadAllBytes(other));
    }

    /// <summary>Bytes of today: a change here changes files, which readers must be tried with and users told about. (Those of Snappy differ by processor.)</summary>
    [Theory]
    [InlineData(Codec.None, "d911bef4a5010341025e154e6ba0949c")]
    [InlineData(Codec.Zstd, "77df58487fc0aa4ca7f4b38029e70e4c")]
    public void Complete_GoldenTable_GivesGoldenBytes(Codec codec, string checksum)
    {
        var rows = Enumerable.Range(0, 300);
        var table = new Table(
            [new("step", ColumnType.Int32), new("value", ColumnType.Double, true), new("name", ColumnType.String)],
            [[rows.ToArray(), rows.Select(static row => row % 3 > 0 ? (double?)(row / 4) : null).ToArray(), rows.Select(static row => $"n{row % 5}").ToArray()]]);
        Assert.Equal(checksum, Checksums.Text(System.IO.Hashing.XxHash128.HashToUInt128(File.ReadAllBytes(table.WriteTo(_folder.In("part"), codec)))));
    }

    [Fact]
    public void Metadata_IsReadBackAndStandsBesideItsColumn()
    {
        var metadata = new Dictionary<string, string> { ["b"] = "", ["unit.prey"] = "animals/day", ["description.prey"] = "Größe \U0001F98A", ["unit.path"] = "m" };
        var columns = new StoredColumn[] { new("prey", ColumnType.Double), new("other", ColumnType.Int32, true), new("path", ColumnType.DoubleList) };
        var path = new Table(columns, [[new[] { 1.0 }, new int?[] { 1 }, new double[][] { [1] }], [new[] { 1.0 }, new int?[] { 1 }, new double[][] { [1] }]]).WriteTo(_folder.In("part"), metadata: metadata);
        using var reader = PartFileReader.Open(path);
        Assert.Equal(metadata, reader.Metadata.Where(text => !text.Key.StartsWith("sim.", StringComparison.Ordinal)).ToDictionary());
        Assert.Equal(["sim.chunks", "sim.footer"], reader.Metadata.Keys.Except(metadata.Keys));
        Assert.Equal(new Dictionary<string, string> { ["unit"] = "animals/day", ["description"] = "Größe \U0001F98A" }, Stated.Texts(path, "prey", 0));
        Assert.Empty(Stated.Texts(path, "other", 0));
        // A footer of many row groups would say it again and again.
        Assert.Empty(Stated.Texts(path, "prey", 1));
    }

    /// <summary>A reader would take half of the rows for all of them.</summary>
    [Fact]
    public void Dispose_WithoutComplete_LeavesNoFooter()
    {
        var columns = Table.OfAllTypes(3).Columns;
        using (var file = File.Create(_folder.In("part")))
        using (var writer = new PartFileWriter(file, columns, Codec.Snappy, new Dictionary<string, string>()))
            writer.WriteRows([.. columns.Select(column => new RowColumn(column, 0))], 0);

        var error = Assert.Throws<SimulationException>(() => PartFileReader.Open(_folder.In("part")));
        Assert.Contains("is cut off", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The library itself takes a row group that lacks its last columns.</summary>
    [Fact]
    public void WriteRows_ColumnLeftOut_IsRefused()
    {
        var columns = Table.OfAllTypes(3).Columns;
        using var writer = new PartFileWriter(Stream.Null, columns, Codec.Snappy, new Dictionary<string, string>());
        var error = Assert.Throws<InvalidOperationException>(() => writer.WriteRows([new RowColumn(columns[0], 1), new RowColumn(columns[1], 1)], 1));
        Assert.Contains("Not all columns were written", error.Message, StringComparison.Ordinal);
    }

    /// <summary>What fails in the middle of a row group, fails before a footer too.</summary>
    [Fact]
    public void WriteRows_TextThatCannotBeWritten_IsRefusedAndLeavesNoFile()
    {
        AssertRefused("a\uD83E", "Column 'text' has a text in row 0 of its row group that is not valid Unicode: half of a surrogate pair at 1. Leave it out of the text.");
        AssertRefused("\uDD8Aa", "Column 'text' has a text in row 0 of its row group that is not valid Unicode: half of a surrogate pair at 0. Leave it out of the text.");
        AssertRefused(null, "Column 'text' has no text in row 0 of its row group, and is not nullable.");
    }

    void AssertRefused(string? text, string message)
    {
        StoredColumn[] columns = [new("run", ColumnType.Int32), new("text", ColumnType.String)];
        var (run, column) = (new RowColumn(columns[0], 1), new RowColumn(columns[1], 1));
        column.Texts[0] = text;
        var error = Assert.Throws<SimulationException>(() =>
        {
            using var file = new DatasetFile(_folder.In("part.parquet"), columns, Codec.Snappy, new Dictionary<string, string>());
            file.WriteRows([run, column], 1);
            file.Complete();
        });
        Assert.Equal(message, error.Message);
        Assert.Empty(_folder.Files());
    }
}
