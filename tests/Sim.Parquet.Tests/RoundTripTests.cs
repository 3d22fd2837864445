namespace Sim.Parquet.Tests;

public sealed class RoundTripTests
{
    public static TheoryData<ParquetEncoding, ParquetCompression> Layouts => new MatrixTheoryData<ParquetEncoding, ParquetCompression>(
        Enum.GetValues<ParquetEncoding>(), Enum.GetValues<ParquetCompression>());

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Read_EveryTypeNullabilityAndSize_GivesWhatWasWritten(ParquetEncoding encoding, ParquetCompression compression)
    {
        foreach (int rows in new[] { 0, 1, 7, 8, 9, 31, 33, 128, 129, 130, 1000 })
        {
            var table = Table.OfAllTypes(encoding, rows);
            table.AssertRead(table.Write(new ParquetWriterOptions { Compression = compression }));
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Read_ManyRowGroupsAndPages_GivesWhatWasWritten(ParquetEncoding encoding, ParquetCompression compression)
    {
        var table = Table.OfAllTypes(encoding, 100, 1, 0, 257, 64);
        foreach (int pageSize in new[] { 1, 64, 100, 512 })
            table.AssertRead(table.Write(new ParquetWriterOptions { Compression = compression, PageSize = pageSize }));
    }
}
