using Sim.Parquet.Format;

namespace Sim.Parquet.Tests.Format;

public sealed class Crc32Tests
{
    /// <summary>The check value of CRC-32 in the catalogue of parametrised CRC algorithms.</summary>
    [Fact]
    public void Compute_CheckString_GivesCheckValue() => Assert.Equal(0xCBF43926, Crc32.Compute("123456789"u8));

    [Fact]
    public void Compute_AnyLength_EqualsBitwiseDivision()
    {
        byte[] data = new byte[1100];
        new Random(3).NextBytes(data);
        for (int length = 0; length < data.Length; length += length < 300 ? 1 : 37)
            Assert.Equal(Bitwise(data.AsSpan(0, length)), Crc32.Compute(data.AsSpan(0, length)));
    }

    [Fact]
    public void Append_InParts_EqualsWhole()
    {
        byte[] data = new byte[500];
        new Random(4).NextBytes(data);
        uint parts = Crc32.Append(Crc32.Append(Crc32.Compute(data.AsSpan(0, 7)), data.AsSpan(7, 300)), data.AsSpan(307));
        Assert.Equal(Crc32.Compute(data), parts);
    }

    static uint Bitwise(ReadOnlySpan<byte> data)
    {
        uint remainder = uint.MaxValue;
        foreach (byte value in data)
        {
            remainder ^= value;
            for (int bit = 0; bit < 8; bit++)
                remainder = (remainder >> 1) ^ ((remainder & 1) * 0xEDB88320);
        }

        return ~remainder;
    }
}
