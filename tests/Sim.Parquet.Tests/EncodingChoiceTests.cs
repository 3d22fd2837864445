using Sim.Parquet.Format;

namespace Sim.Parquet.Tests;

public sealed class EncodingChoiceTests
{
    const int Rows = 100_000;

    [Fact]
    public void Write_Automatic_TakesTheSmallestEncoding()
    {
        var rows = Enumerable.Range(0, Rows);
        Assert.Equal(PageEncoding.RleDictionary, Of(ParquetType.Int32, rows.Select(static row => row / 1000 % 3).ToArray()).Encoding);
        Assert.Equal(PageEncoding.DeltaBinaryPacked, Of(ParquetType.Int32, rows.Select(static row => row % 1001).ToArray()).Encoding);
        Assert.Equal(PageEncoding.DeltaBinaryPacked, Of(ParquetType.Int64, rows.Select(static row => (long)row).ToArray()).Encoding);
        Assert.Equal(PageEncoding.RleDictionary, Of(ParquetType.Double, rows.Select(static row => Math.Sin(row % 1000)).ToArray()).Encoding);
        Assert.Equal(PageEncoding.Plain, Of(ParquetType.Double, rows.Select(static row => Math.Sin(row)).ToArray()).Encoding);
        Assert.Equal(PageEncoding.RleDictionary, Of(ParquetType.String, rows.Select(static row => $"name {row % 9}").ToArray()).Encoding);
        Assert.Equal(PageEncoding.Plain, Of(ParquetType.Int32, Draw.Ints(Rows, 1), ParquetEncoding.Plain).Encoding);
    }

    [Fact]
    public void Write_RunsOfKeys_TakeAlmostNothing()
    {
        var keys = Of(ParquetType.Int32, Enumerable.Range(0, Rows).Select(static row => row / 1000).ToArray());
        Assert.InRange(keys.Size, 0, 1000);
        var timesteps = Of(ParquetType.Int32, Enumerable.Range(0, Rows).Select(static row => row % 1001).ToArray());
        Assert.InRange(timesteps.Size, 0, Rows / 4);
    }

    [Fact]
    public void Write_TooManyDistinctValuesForDictionary_FallsBackToPlain()
    {
        double[] values = Enumerable.Range(0, Rows).Select(static row => (double)row).ToArray();
        foreach (var (distinct, encoding) in new[]
        {
            (1000, PageEncoding.RleDictionary), (65_535, PageEncoding.RleDictionary), (65_536, PageEncoding.Plain), (Rows, PageEncoding.Plain),
        })
            Assert.Equal(encoding, Of(ParquetType.Double, values[..distinct], ParquetEncoding.Dictionary).Encoding);
        string[] texts = values.Select(static value => $"{value}").ToArray();
        Assert.Equal(PageEncoding.RleDictionary, Of(ParquetType.String, texts[..65_535], ParquetEncoding.Dictionary).Encoding);
        Assert.Equal(PageEncoding.Plain, Of(ParquetType.String, texts[..65_536], ParquetEncoding.Dictionary).Encoding);
    }

    static (PageEncoding Encoding, long Size) Of(ParquetType type, Array values, ParquetEncoding encoding = ParquetEncoding.Automatic)
    {
        var table = new Table(new ParquetSchema([new("value", type, false, encoding)]), [[values]]);
        byte[] file = table.Write(new() { Compression = ParquetCompression.Uncompressed });
        table.AssertRead(file);
        var chunk = Footer.Read(new MemoryStream(file), out _).RowGroups.Single().Chunks.Single();
        return (chunk.Encodings[0], chunk.CompressedSize);
    }
}
