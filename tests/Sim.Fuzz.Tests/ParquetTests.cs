using Sim.Parquet;
using Sim.Parquet.Tests;

namespace Sim.Fuzz.Tests;

/// <summary>Parquet files with damage in the footer, in the headers of pages and in their values; without checksums too, which else stop most of it at once.</summary>
public sealed class ParquetTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public static TheoryData<ParquetEncoding, ParquetCompression, bool> Files => [.. Layouts()];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_DamagedFooter_WorksOrIsRefused(ParquetEncoding encoding, ParquetCompression compression, bool hasChecksums) =>
        Damage(71, Good(encoding, compression, hasChecksums), file => ^(BitConverter.ToInt32(file, file.Length - 8) + 8)..);

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_DamagedPages_WorksOrIsRefused(ParquetEncoding encoding, ParquetCompression compression, bool hasChecksums) =>
        Damage(72, Good(encoding, compression, hasChecksums), file => ..^(BitConverter.ToInt32(file, file.Length - 8) + 8));

    void Damage(int seed, byte[] good, Func<byte[], Range> within)
    {
        var other = Good(ParquetEncoding.Plain, ParquetCompression.Snappy, false);
        Fuzzing.Run(seed, 200, chance => new Mutator(chance).Bytes(good, other, within(good)), file => Read(_folder.Write("part.parquet", file)), "part.parquet");
    }

    static void Read(string path)
    {
        using var reader = ParquetReader.Open(path);
        foreach (var column in reader.Schema.Columns)
            Table.Read(reader, column);
        reader.Verify();
    }

    static IEnumerable<TheoryDataRow<ParquetEncoding, ParquetCompression, bool>> Layouts() =>
        from encoding in Enum.GetValues<ParquetEncoding>()
        from compression in new[] { ParquetCompression.Uncompressed, ParquetCompression.Snappy }
        from hasChecksums in new[] { true, false }
        select new TheoryDataRow<ParquetEncoding, ParquetCompression, bool>(encoding, compression, hasChecksums);

    static byte[] Good(ParquetEncoding encoding, ParquetCompression compression, bool hasChecksums)
    {
        var file = Table.OfAllTypes(encoding, 40, 5).Write(new() { Compression = compression, PageSize = 200 });
        return hasChecksums ? file : Foreign.WithoutChecksums(file);
    }
}
