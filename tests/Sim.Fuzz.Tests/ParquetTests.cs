using Sim.Framework;
using Sim.Framework.Recording.Parquet;
using Sim.Framework.Tests.Recording.Parquet;

namespace Sim.Fuzz.Tests;

/// <summary>Parquet files with damage in the footer and in the pages: each is refused.</summary>
public sealed class ParquetTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public static TheoryData<Codec> Codecs => [.. Enum.GetValues<Codec>()];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Read_DamagedFooter_IsRefused(Codec codec) => Damage(71, Good(codec), file => ^(BitConverter.ToInt32(file, file.Length - 8) + 8)..);

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Read_DamagedPages_IsRefused(Codec codec) => Damage(72, Good(codec), file => ..^(BitConverter.ToInt32(file, file.Length - 8) + 8));

    void Damage(int seed, byte[] good, Func<byte[], Range> within)
    {
        var other = Good(Codec.None);
        Fuzzing.Run(seed, 400, chance => new Mutator(chance).Bytes(good, other, within(good)), file =>
            // All of the other file is no damage.
            Read(_folder.Write("part.parquet", file), isGood: file.AsSpan().SequenceEqual(good) || file.AsSpan().SequenceEqual(other)), "part.parquet");
    }

    static void Read(string path, bool isGood)
    {
        using var reader = PartFileReader.Open(path);
        foreach (var column in reader.Columns)
            Table.Read(reader, column);
        reader.Verify();
        if (!isGood)
            throw new InvalidOperationException("Damage was not noticed.");
    }

    byte[] Good(Codec codec) => File.ReadAllBytes(Table.OfAllTypes(40, 5).WriteTo(Path.Combine(_folder.Path, "good"), codec));
}
