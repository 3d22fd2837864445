namespace Sim.Parquet.Tests;

/// <summary>A damaged file gives a ParquetException, or exactly what was written where the damage is of no account; never anything else.</summary>
public sealed class DamageTests
{
    static readonly ParquetWriterOptions Small = new() { Metadata = new Dictionary<string, string> { ["unit"] = "animals" }, PageSize = 24 };

    public static TheoryData<ParquetEncoding, ParquetCompression> Layouts => new()
    {
        { ParquetEncoding.Automatic, ParquetCompression.Uncompressed },
        { ParquetEncoding.Plain, ParquetCompression.Snappy },
        { ParquetEncoding.Dictionary, ParquetCompression.Gzip },
        { ParquetEncoding.DeltaBinaryPacked, ParquetCompression.Brotli },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Read_AnyByteFlipped_IsRefusedOrUnchanged(ParquetEncoding encoding, ParquetCompression compression)
    {
        byte[] file = Table.OfAllTypes(encoding, 5).Write(Small with { Compression = compression });
        var original = Contents(file)!;
        for (int position = 0; position < file.Length; position++)
        {
            foreach (byte mask in new byte[] { 0x01, 0x08, 0x80, 0xFF })
            {
                file[position] ^= mask;
                AssertRefusedOrUnchanged(file, original, $"byte {position} of {file.Length} with mask {mask:x2}");
                file[position] ^= mask;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Read_CutOffAnywhere_IsRefused(ParquetEncoding encoding, ParquetCompression compression)
    {
        byte[] file = Table.OfAllTypes(encoding, 5).Write(Small with { Compression = compression });
        for (int length = 0; length < file.Length; length++)
            Assert.Throws<ParquetException>(() => ParquetReader.Open(new MemoryStream(file[..length])));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Read_RandomDamage_IsRefusedOrUnchanged(ParquetEncoding encoding, ParquetCompression compression)
    {
        byte[] file = Table.OfAllTypes(encoding, 300, 50).Write(new() { Compression = compression, PageSize = 500 });
        var original = Contents(file)!;
        var random = new Random(7);
        for (int trial = 0; trial < 400; trial++)
            AssertRefusedOrUnchanged(Damage(file, random), original, $"trial {trial}");
    }

    /// <summary>Without checksums wrong values are possible, but only values: no other exception, no hang, no huge array.</summary>
    [Theory]
    [MemberData(nameof(Layouts))]
    public void Read_DamagedPagesWithoutChecksums_GiveParquetExceptionOrValues(ParquetEncoding encoding, ParquetCompression compression)
    {
        byte[] file = Foreign.WithoutChecksums(Table.OfAllTypes(encoding, 40).Write(new() { Compression = compression, PageSize = 100 }));
        Assert.NotNull(Contents(file));
        for (int position = 0; position < file.Length; position++)
        {
            byte kept = file[position];
            file[position] ^= (byte)(1 << (position % 8));
            Contents(file);
            file[position] = 0xFF;
            Contents(file);
            file[position] = kept;
        }
    }

    [Fact]
    public void ReadColumn_ValueDamaged_NamesColumnRowGroupAndChecksums()
    {
        var table = new Table(new ParquetSchema([new("prey", ParquetType.Double)]), [[new[] { 1.0 }], [new[] { 2.0, 3.0 }]]);
        byte[] file = table.Write();
        int footer = BitConverter.ToInt32(file, file.Length - 8);
        file[^(footer + 9)] ^= 1;
        using var reader = ParquetReader.Open(new MemoryStream(file));
        Assert.Equal([1.0], reader.ReadColumn<double>("prey", 0));
        var error = Assert.Throws<ParquetException>(() => reader.ReadColumn<double>("prey"));
        Assert.Matches("^Column 'prey', row group 1: Page 0 has checksum [0-9a-f]{8} but should have [0-9a-f]{8}: it is damaged.$", error.Message);
    }

    /// <summary>Footer and pages are each sound, but do not belong together: only the checksum of the page headers tells.</summary>
    [Fact]
    public void ReadColumn_PagesOfAnotherFile_AreRefused()
    {
        var schema = new ParquetSchema([new("prey", ParquetType.Double)]);
        byte[] file = new Table(schema, [[new[] { 1.0, 2.0 }]]).Write(new() { Compression = ParquetCompression.Uncompressed });
        byte[] other = new Table(schema, [[new[] { 3.0, 4.0 }]]).Write(new() { Compression = ParquetCompression.Uncompressed });
        int footer = BitConverter.ToInt32(file, file.Length - 8);
        other.AsSpan(0, other.Length - footer - 8).CopyTo(file);
        using var reader = ParquetReader.Open(new MemoryStream(file));
        var error = Assert.Throws<ParquetException>(() => reader.ReadColumn<double>("prey"));
        Assert.Contains("The page headers have checksum ", error.Message);
    }

    static void AssertRefusedOrUnchanged(byte[] file, List<object?> original, string damage)
    {
        if (Contents(file) is { } contents)
            Assert.True(original.SequenceEqual(contents), $"Changed values were read after damage: {damage}");
    }

    /// <summary>All that can be read of a file; null if it is refused.</summary>
    static List<object?>? Contents(byte[] file)
    {
        try
        {
            using var reader = ParquetReader.Open(new MemoryStream(file));
            var contents = new List<object?> { reader.RowCount, reader.RowGroupCount };
            contents.AddRange(reader.Metadata.Select(static pair => (object)(pair.Key, pair.Value)));
            foreach (var column in reader.Schema.Columns)
            {
                contents.Add(column);
                contents.AddRange(Table.Bits(Table.Read(reader, column)));
            }

            return contents;
        }
        catch (ParquetException)
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
