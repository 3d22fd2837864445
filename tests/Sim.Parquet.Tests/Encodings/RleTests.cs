using Sim.Parquet.Encodings;
using Sim.Parquet.Format;

namespace Sim.Parquet.Tests.Encodings;

public sealed class RleTests
{
    /// <summary>By hand from the grammar in Encodings.md.</summary>
    [Theory]
    [InlineData(new[] { 4, 4, 4, 4, 4, 4, 4, 4 }, 3, "10-04")]
    [InlineData(new[] { 0, 1, 2, 3, 4, 5, 6, 7 }, 3, "03-88-C6-FA")]
    [InlineData(new[] { 1, 0, 1 }, 1, "03-05")]
    [InlineData(new[] { 300, 300, 300, 300, 300, 300, 300, 300, 300 }, 9, "12-2C-01")]
    [InlineData(new[] { 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, 1, "03-FE-10-01")]
    [InlineData(new int[0], 1, "")]
    public void Encode_KnownValues_GivesBytesOfSpecification(int[] values, int width, string bytes)
    {
        var buffer = new ByteBuffer();
        RleEncoder.Encode(values, width, buffer);
        Assert.Equal(bytes, BitConverter.ToString(buffer.Written.ToArray()));
        Assert.Equal(values, Decode(buffer.Written, width, values.Length));
    }

    [Fact]
    public void Decode_RunsOfAnyLength_GivesWhatWasEncoded()
    {
        var random = new Random(6);
        for (int width = 0; width <= 31; width++)
        {
            var values = new List<int>();
            while (values.Count < 700)
                values.AddRange(Enumerable.Repeat(random.Next((int)Math.Min(int.MaxValue, 1L << width)), random.Next(3) == 0 ? random.Next(30) : 1));
            var buffer = new ByteBuffer();
            RleEncoder.Encode(values.ToArray(), width, buffer);
            Assert.Equal(values, Decode(buffer.Written, width, values.Count));
        }
    }

    [Fact]
    public void Decode_LastRunFilledUpBeyondValues_ReadsValues() =>
        Assert.Equal([1, 0, 1], Decode([0x41, 0x05, 0x00, 0x00, 0x00], 1, 3));

    [Theory]
    [InlineData(new byte[] { 0x10 }, 3, "needs")]
    [InlineData(new byte[] { 0x14, 0x04 }, 3, "at most")]
    [InlineData(new byte[] { 0x00, 0x04 }, 3, "no values")]
    [InlineData(new byte[] { 0x10, 0x0C }, 3, "more than 3 bits")]
    [InlineData(new byte[] { 0x03, 0x88 }, 3, "needs")]
    [InlineData(new byte[] { 0x08, 0x01 }, 3, "cut off")]
    [InlineData(new byte[] { 0x10, 0x04 }, 33, "wider than 32")]
    public void Decode_DamagedRuns_AreRefused(byte[] bytes, int width, string reason)
    {
        var error = Assert.Throws<ParquetException>(() => Decode(bytes, width, 8));
        Assert.Contains(reason, error.Message);
    }

    static int[] Decode(ReadOnlySpan<byte> bytes, int width, int count)
    {
        int[] values = new int[count];
        RleDecoder.Decode(bytes, width, values);
        return values;
    }
}
