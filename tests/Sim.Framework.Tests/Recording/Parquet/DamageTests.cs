using Sim.Framework.Recording;
using Sim.Framework.Recording.Parquet;

namespace Sim.Framework.Tests.Recording.Parquet;

/// <summary>No byte of a file can change, and none be lost or come, without being noticed: by whoever verifies the file, and by whoever reads what changed.</summary>
public sealed class DamageTests : IDisposable
{
    static readonly Dictionary<string, string> Metadata = new() { ["unit.double"] = "animals", ["sim.seed"] = "7" };

    readonly TempFolder _folder = new();

    public static TheoryData<Codec> Codecs => [.. Enum.GetValues<Codec>()];

    string Path => _folder.In("part.parquet");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Verify_AnyBitFlipped_IsRefused(Codec codec)
    {
        byte[] file = File.ReadAllBytes(Table.OfAllTypes(5, 2).WriteTo(Path, codec, Metadata));
        for (int position = 0; position < file.Length; position += codec == Codec.Snappy ? 1 : 7)
        {
            byte mask = (byte)(1 << (position % 8));
            file[position] ^= mask;
            AssertRefused(file, $"byte {position} of {file.Length} with mask {mask:x2}");
            file[position] ^= mask;
        }
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Verify_CutOffAnywhere_IsRefused(Codec codec)
    {
        byte[] file = File.ReadAllBytes(Table.OfAllTypes(5).WriteTo(Path, codec, Metadata));
        for (int length = 0; length < file.Length; length += codec == Codec.Snappy ? 1 : 7)
            AssertRefused(file[..length], $"cut to {length} of {file.Length}");
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Read_RandomDamage_IsRefusedOrUnchanged(Codec codec)
    {
        byte[] file = File.ReadAllBytes(Table.OfAllTypes(300, 50).WriteTo(Path, codec, Metadata));
        var original = Contents()!;
        var random = new Random(7);
        for (int trial = 0; trial < 400; trial++)
        {
            byte[] damaged = Damage(file, random);
            File.WriteAllBytes(Path, damaged);
            if (!damaged.AsSpan().SequenceEqual(file) && Contents() is { } contents)
                Assert.True(original.SequenceEqual(contents), $"Changed values were read after the damage of trial {trial}.");
        }
    }

    [Fact]
    public void ReadColumn_ValueDamaged_NamesFileColumnAndRowGroupAndWhatToDo()
    {
        new Table([new("prey", ColumnType.Double)], [[new[] { 1.0 }], [new[] { 2.0, 3.0 }]]).WriteTo(Path);
        byte[] file = File.ReadAllBytes(Path);
        int footer = BitConverter.ToInt32(file, file.Length - 8);
        file[^(footer + 9)] ^= 1;
        File.WriteAllBytes(Path, file);
        using var reader = PartFileReader.Open(Path);
        Assert.Equal([1.0], reader.ReadColumn<double>("prey", 0));
        var error = Assert.Throws<SimulationException>(() => reader.ReadColumn<double>("prey"));
        Assert.Equal($"{Path} is damaged: column 'prey', row group 1 does not have its checksum. Restore the file, or compute its part again with --resume (WriteMode.Resume).", error.Message);
    }

    /// <summary>Each is sound, but they do not belong together.</summary>
    [Fact]
    public void ReadColumn_PagesOfAnotherFile_AreRefused()
    {
        byte[] file = File.ReadAllBytes(new Table([new("prey", ColumnType.Double)], [[new[] { 1.0, 2.0 }]]).WriteTo(Path, Codec.None));
        byte[] other = File.ReadAllBytes(new Table([new("prey", ColumnType.Double)], [[new[] { 3.0, 4.0 }]]).WriteTo(Path, Codec.None));
        Assert.Equal(file.Length, other.Length);
        int pages = file.Length - 8 - BitConverter.ToInt32(file, file.Length - 8);
        File.WriteAllBytes(Path, [.. other[..pages], .. file[pages..]]);
        using var reader = PartFileReader.Open(Path);
        Assert.Contains("does not have its checksum", Assert.Throws<SimulationException>(() => reader.ReadColumn<double>("prey")).Message, StringComparison.Ordinal);
    }

    /// <summary>A writer that knows nothing of our checksums makes no part of a dataset.</summary>
    [Fact]
    public void Open_ChecksumNotThere_IsRefusedUnlessTheFileIsForeign()
    {
        byte[] file = File.ReadAllBytes(Table.OfAllTypes(3).WriteTo(Path));
        file[file.AsSpan().LastIndexOf("sim.footer"u8)] = (byte)'x';
        File.WriteAllBytes(Path, file);
        var error = Assert.Throws<SimulationException>(() => PartFileReader.Open(Path));
        Assert.Contains("its footer states no checksum", error.Message, StringComparison.Ordinal);
        using var foreign = PartFileReader.Open(Path, isSealed: false);
        Assert.Equal(3, foreign.RowCount);
    }

    void AssertRefused(byte[] file, string damage)
    {
        File.WriteAllBytes(Path, file);
        var error = Xunit.Record.Exception(() =>
        {
            using var reader = PartFileReader.Open(Path);
            reader.Verify();
        });
        Assert.True(error is SimulationException, $"{damage}: {error?.ToString() ?? "was not noticed"}");
        Assert.Contains("part.parquet is damaged: ", error!.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    /// <summary>All that can be read of the file; null if it is refused.</summary>
    List<object?>? Contents()
    {
        try
        {
            using var reader = PartFileReader.Open(Path);
            var contents = new List<object?> { reader.RowCount, reader.RowGroupCount };
            contents.AddRange(reader.Metadata.Select(static pair => (object)(pair.Key, pair.Value)));
            foreach (var column in reader.Columns)
            {
                contents.Add(column);
                contents.AddRange(Table.Bits(Table.Read(reader, column)));
            }

            return contents;
        }
        catch (SimulationException)
        {
            return null;
        }
    }

    static byte[] Damage(byte[] file, Random random)
    {
        var damaged = file.ToList();
        for (int change = random.Next(4); change >= 0; change--)
        {
            int position = random.Next(damaged.Count);
            int length = Math.Min(random.Next(1, 40), damaged.Count - position);
            switch (random.Next(5))
            {
                case 0: damaged[position] = (byte)random.Next(256); break;
                case 1: damaged[position] ^= (byte)(1 << random.Next(8)); break;
                case 2: damaged.RemoveRange(position, length); break;
                case 3: damaged.InsertRange(position, damaged.GetRange(random.Next(damaged.Count - length), length)); break;
                default: damaged[position] = 0; break;
            }
        }

        return [.. damaged];
    }
}
