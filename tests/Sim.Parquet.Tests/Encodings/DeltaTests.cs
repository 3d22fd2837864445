using Sim.Parquet.Encodings;
using Sim.Parquet.Format;

namespace Sim.Parquet.Tests.Encodings;

public sealed class DeltaTests
{
    /// <summary>The second example of Encodings.md: differences -2, -2, -2, 1, 1, 1, 1 less their minimum -2 take two bits.</summary>
    [Fact]
    public void Encode_ExampleOfSpecification_GivesItsBytes()
    {
        var buffer = new ByteBuffer();
        DeltaEncoder.Encode([7, 5, 3, 1, 2, 3, 4, 5], buffer);
        Assert.Equal("80-01-04-08-0E-03-02-00-00-00-C0-3F-00-00-00-00-00-00", BitConverter.ToString(buffer.Written.ToArray()));
    }

    [Fact]
    public void Decode_NumbersOfEverySize_GivesWhatWasEncoded()
    {
        foreach (int count in new[] { 0, 1, 2, 32, 33, 128, 129, 130, 257, 1000 })
        {
            long[] values = Draw.Longs(count, count);
            var buffer = new ByteBuffer();
            DeltaEncoder.Encode(values, buffer);
            long[] read = new long[count];
            Assert.Equal(buffer.Length, DeltaDecoder.Decode(buffer.Written, read));
            Assert.Equal(values, read);
        }
    }

    [Fact]
    public void Encode_Timesteps_TakesLittle()
    {
        var buffer = new ByteBuffer();
        DeltaEncoder.Encode(Enumerable.Range(0, 100_000).ToArray(), buffer);
        Assert.True(buffer.Length < 4 * 1000, $"{buffer.Length} bytes");
    }

    [Theory]
    [InlineData(new byte[] { 0x80, 0x01, 0x04, 0x09, 0x0E }, "9 values")]
    [InlineData(new byte[] { 0x81, 0x01, 0x04, 0x08, 0x0E }, "not possible")]
    [InlineData(new byte[] { 0x80, 0x01, 0x00, 0x08, 0x0E }, "not possible")]
    [InlineData(new byte[] { 0x80, 0x01, 0x04, 0x08, 0x0E, 0x03, 0x41, 0x00, 0x00, 0x00 }, "wider than 64")]
    [InlineData(new byte[] { 0x80, 0x01, 0x04, 0x08, 0x0E, 0x03, 0x02, 0x00, 0x00, 0x00, 0xC0 }, "needs 8 bytes")]
    public void Decode_DamagedBlock_IsRefused(byte[] bytes, string reason)
    {
        var error = Assert.Throws<ParquetException>(() => DeltaDecoder.Decode(bytes, new long[8]));
        Assert.Contains(reason, error.Message);
    }
}
