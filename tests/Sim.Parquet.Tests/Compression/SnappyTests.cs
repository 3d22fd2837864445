using System.Text;
using Sim.Parquet.Compression;

namespace Sim.Parquet.Tests.Compression;

public sealed class SnappyTests
{
    /// <summary>By hand from format_description.txt: literals, copies with one, two and four bytes of offset, overlapping copies.</summary>
    [Theory]
    [InlineData(new byte[] { 0x00 }, "")]
    [InlineData(new byte[] { 0x03, 0x08, 0x61, 0x62, 0x63 }, "abc")]
    [InlineData(new byte[] { 0x08, 0x00, 0x61, 0x0D, 0x01 }, "aaaaaaaa")]
    [InlineData(new byte[] { 0x08, 0x04, 0x61, 0x62, 0x16, 0x02, 0x00 }, "abababab")]
    [InlineData(new byte[] { 0x08, 0x0C, 0x61, 0x62, 0x63, 0x64, 0x0F, 0x04, 0x00, 0x00, 0x00 }, "abcdabcd")]
    [InlineData(new byte[] { 0x02, 0xF0, 0x01, 0x61, 0x62 }, "ab")]
    [InlineData(new byte[] { 0x02, 0xF4, 0x01, 0x00, 0x61, 0x62 }, "ab")]
    public void Decompress_KnownElements_GivesText(byte[] compressed, string text)
    {
        byte[] target = new byte[text.Length];
        SnappyDecompressor.Decompress(compressed, target);
        Assert.Equal(text, Encoding.ASCII.GetString(target));
    }

    [Theory]
    [InlineData(new byte[] { 0x03, 0x08, 0x61, 0x62 }, 3, "literal")]
    [InlineData(new byte[] { 0x03, 0x08, 0x61, 0x62, 0x63 }, 4, "3 bytes where 4")]
    [InlineData(new byte[] { 0x04, 0x00, 0x61, 0x0D, 0x01 }, 4, "copy")]
    [InlineData(new byte[] { 0x08, 0x00, 0x61, 0x0D, 0x02 }, 8, "copy")]
    [InlineData(new byte[] { 0x08, 0x00, 0x61, 0x0D, 0x00 }, 8, "copy")]
    [InlineData(new byte[] { 0x08, 0x00, 0x61 }, 8, "ends after 1 of 8")]
    [InlineData(new byte[] { 0x08, 0x00, 0x61, 0x0E }, 8, "cut off")]
    [InlineData(new byte[] { 0x08, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF }, 8, "literal")]
    public void Decompress_Damaged_IsRefused(byte[] compressed, int length, string reason)
    {
        var error = Assert.Throws<ParquetException>(() => SnappyDecompressor.Decompress(compressed, new byte[length]));
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void Decompress_AnyData_GivesWhatWasCompressed()
    {
        var compressor = new SnappyCompressor();
        foreach (int length in new[] { 0, 1, 15, 16, 17, 59, 60, 61, 62, 100, 256, 257, 5000, 65535, 65536, 65537, 200_000 })
        {
            foreach (int alphabet in new[] { 1, 2, 20, 256 })
            {
                byte[] data = Data(length, alphabet);
                byte[] compressed = new byte[SnappyCompressor.MaximumLength(length)];
                int written = compressor.Compress(data, compressed);
                byte[] read = new byte[length];
                SnappyDecompressor.Decompress(compressed.AsSpan(0, written), read);
                Assert.Equal(data, read);
                Assert.True(written <= length + 20 + (length / 1000), $"{length} random bytes grew to {written}");
                if (alphabet == 1 && length > 1000)
                    Assert.True(written < length / 15, $"{length} equal bytes took {written}");
            }
        }
    }

    /// <summary>Random bytes of an alphabet with repetitions of all distances and lengths.</summary>
    static byte[] Data(int length, int alphabet)
    {
        var random = new Random(length + alphabet);
        byte[] data = new byte[length];
        for (int position = 0; position < length;)
        {
            int run = Math.Min(random.Next(1, 200), length - position);
            int from = random.Next(position + 1);
            for (int index = 0; index < run; index++, position++)
                data[position] = alphabet < 256 && position > 0 && run % 2 == 0 ? data[from + index] : (byte)random.Next(alphabet);
        }

        return data;
    }
}
