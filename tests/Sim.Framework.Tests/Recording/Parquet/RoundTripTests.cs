namespace Sim.Framework.Tests.Recording.Parquet;

public sealed class RoundTripTests : IDisposable
{
    readonly TempFolder _folder = new();

    public static TheoryData<Codec> Codecs => [.. Enum.GetValues<Codec>()];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Read_EveryTypeNullabilityAndSize_GivesWhatWasWritten(Codec codec)
    {
        foreach (int rows in new[] { 0, 1, 7, 8, 9, 31, 33, 128, 129, 130, 1000 })
        {
            var table = Table.OfAllTypes(rows);
            table.AssertRead(table.WriteTo(_folder.In("part.parquet"), codec));
        }
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Read_ManyRowGroups_GivesWhatWasWritten(Codec codec)
    {
        var table = Table.OfAllTypes(100, 1, 257, 64);
        table.AssertRead(table.WriteTo(_folder.In("part.parquet"), codec));
    }

    [Fact]
    public void Read_NoRowGroup_GivesNoRows()
    {
        var table = new Table(Table.OfAllTypes(1).Columns, []);
        using var reader = Framework.Recording.Parquet.PartFileReader.Open(table.WriteTo(_folder.In("part.parquet")));
        Assert.Equal(0, reader.RowCount);
        Assert.Empty(reader.ReadColumn<double>("double"));
        reader.Verify();
    }
}
