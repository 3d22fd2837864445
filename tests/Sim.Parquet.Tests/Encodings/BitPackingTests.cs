using Sim.Parquet.Encodings;

namespace Sim.Parquet.Tests.Encodings;

public sealed class BitPackingTests
{
    /// <summary>The example of Encodings.md: the numbers 0 to 7 in three bits each.</summary>
    [Fact]
    public void Pack_NumbersToSeven_GivesBytesOfSpecification()
    {
        byte[] bytes = new byte[3];
        BitPacking.Pack([0, 1, 2, 3, 4, 5, 6, 7], 3, bytes);
        Assert.Equal([0b10001000, 0b11000110, 0b11111010], bytes);
        BitPacking.Pack([0UL, 1, 2, 3, 4, 5, 6, 7], 3, bytes);
        Assert.Equal([0b10001000, 0b11000110, 0b11111010], bytes);
    }

    [Fact]
    public void Unpack_EveryWidth_GivesWhatWasPacked()
    {
        var random = new Random(5);
        for (int width = 0; width <= 64; width++)
        {
            ulong mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
            ulong[] values = Enumerable.Range(0, 77).Select(_ => unchecked((ulong)random.NextInt64(long.MinValue, long.MaxValue)) & mask).ToArray();
            byte[] bytes = new byte[BitPacking.ByteCount(values.Length, width)];
            ulong[] read = new ulong[values.Length];
            BitPacking.Pack(values, width, bytes);
            BitPacking.Unpack(bytes, width, read);
            Assert.Equal(values, read);
            if (width > 32)
                continue;
            int[] narrow = values.Select(static value => unchecked((int)value)).ToArray();
            byte[] narrowBytes = new byte[bytes.Length];
            int[] narrowRead = new int[values.Length];
            BitPacking.Pack(narrow, width, narrowBytes);
            BitPacking.Unpack(bytes, width, narrowRead);
            Assert.Equal(bytes, narrowBytes);
            Assert.Equal(narrow, narrowRead);
        }
    }

    [Theory]
    [InlineData(0UL, 0)]
    [InlineData(1UL, 1)]
    [InlineData(255UL, 8)]
    [InlineData(256UL, 9)]
    [InlineData(ulong.MaxValue, 64)]
    public void Width_OfLargest_IsItsBits(ulong largest, int width) => Assert.Equal(width, BitPacking.Width(largest));
}
