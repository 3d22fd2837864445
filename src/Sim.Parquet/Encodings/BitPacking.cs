using System.Buffers.Binary;

namespace Sim.Parquet.Encodings;

/// <summary>Numbers of a fixed width in bits, from the lowest bit of the first byte upwards.</summary>
/// <remarks>Source: apache/parquet-format Encodings.md, "RLE / bit-packing hybrid".</remarks>
static class BitPacking
{
    /// <summary>The bits that <paramref name="largest"/> needs.</summary>
    public static int Width(ulong largest) => 64 - System.Numerics.BitOperations.LeadingZeroCount(largest);

    public static int ByteCount(int values, int width) => checked((int)((((long)values * width) + 7) / 8));

    /// <summary>Packs values of up to 32 bits; the target is cut to whole bytes, unused bits are 0.</summary>
    public static void Pack(ReadOnlySpan<int> values, int width, Span<byte> target)
    {
        unchecked
        {
            ulong pending = 0;
            int bits = 0, position = 0;
            foreach (int value in values)
            {
                pending |= (ulong)(uint)value << bits;
                bits += width;
                if (bits < 32)
                    continue;
                BinaryPrimitives.WriteUInt32LittleEndian(target[position..], (uint)pending);
                position += sizeof(uint);
                pending >>= 32;
                bits -= 32;
            }

            for (; bits > 0; bits -= 8, pending >>= 8)
                target[position++] = (byte)pending;
        }
    }

    /// <summary>Packs values of up to 64 bits.</summary>
    public static void Pack(ReadOnlySpan<ulong> values, int width, Span<byte> target)
    {
        target.Clear();
        long bit = 0;
        foreach (ulong value in values)
        {
            int position = (int)(bit >> 3), shift = (int)(bit & 7);
            for (int written = -shift; written < width; written += 8, position++)
                target[position] |= unchecked((byte)(written < 0 ? value << -written : value >> written));
            bit += width;
        }
    }

    public static void Unpack(ReadOnlySpan<byte> source, int width, Span<int> values)
    {
        unchecked
        {
            ulong mask = (1UL << width) - 1;
            ulong pending = 0;
            int bits = 0, position = 0;
            for (int index = 0; index < values.Length; index++)
            {
                while (bits < width)
                {
                    pending |= (ulong)source[position++] << bits;
                    bits += 8;
                }

                values[index] = (int)(pending & mask);
                pending >>= width;
                bits -= width;
            }
        }
    }

    public static void Unpack(ReadOnlySpan<byte> source, int width, Span<ulong> values)
    {
        unchecked
        {
            ulong mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
            UInt128 pending = 0;
            int bits = 0, position = 0;
            for (int index = 0; index < values.Length; index++)
            {
                for (; bits < width; bits += 8)
                    pending |= (UInt128)source[position++] << bits;
                values[index] = (ulong)pending & mask;
                pending >>= width;
                bits -= width;
            }
        }
    }
}
