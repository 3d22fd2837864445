using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sim.Parquet.Format;

/// <summary>The CRC-32 of gzip and of Parquet pages.</summary>
/// <remarks>
/// Source: reflected polynomial 0xEDB88320. Folding with carry-less products after Gopal et al., "Fast CRC Computation for Generic
/// Polynomials Using PCLMULQDQ Instruction" (Intel, 2009); elsewhere, and for the last bytes, eight tables ("slicing by 8").
/// </remarks>
static class Crc32
{
    const uint Polynomial = 0xEDB88320;
    const int FoldedBytes = 64;

    static readonly uint[] Tables = BuildTables();

    public static uint Compute(ReadOnlySpan<byte> data) => Append(0, data);

    /// <summary>The checksum of what gave <paramref name="crc"/> followed by <paramref name="data"/>.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        uint state = ~crc;
        if (Pclmulqdq.IsSupported && data.Length >= FoldedBytes)
        {
            int folded = data.Length & ~15;
            state = Fold(state, data[..folded]);
            data = data[folded..];
        }

        return ~Slice(state, data);
    }

    /// <summary>The portable way, for machines without carry-less products and as the oracle of the fast way.</summary>
    public static uint Slice(uint state, ReadOnlySpan<byte> data)
    {
        unchecked
        {
            var tables = Tables;
            while (data.Length >= 8)
            {
                uint low = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ state;
                uint high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
                state = tables[(7 * 256) + (byte)low] ^ tables[(6 * 256) + (byte)(low >> 8)]
                    ^ tables[(5 * 256) + (byte)(low >> 16)] ^ tables[(4 * 256) + (low >> 24)]
                    ^ tables[(3 * 256) + (byte)high] ^ tables[(2 * 256) + (byte)(high >> 8)]
                    ^ tables[256 + (byte)(high >> 16)] ^ tables[high >> 24];
                data = data[8..];
            }

            foreach (byte value in data)
                state = tables[(byte)(state ^ value)] ^ (state >> 8);
            return state;
        }
    }

    /// <summary>Takes a multiple of 16 bytes, at least 64, down to 16 bytes of the same remainder, which the tables finish.</summary>
    static uint Fold(uint state, ReadOnlySpan<byte> data)
    {
        // x^(4*128+32), x^(4*128-32) and x^(128+32), x^(128-32) modulo the polynomial, bit-reflected.
        var byFour = Vector128.Create(0x0154442bd4, 0x01c6e41596).AsUInt64();
        var byOne = Vector128.Create(0x01751997d0, 0x00ccaa009e).AsUInt64();
        var blocks = MemoryMarshal.Cast<byte, Vector128<ulong>>(data);
        var a = blocks[0] ^ Vector128.CreateScalar(state).AsUInt64();
        var b = blocks[1];
        var c = blocks[2];
        var d = blocks[3];
        blocks = blocks[4..];
        while (blocks.Length >= 4)
        {
            a = Multiply(a, byFour) ^ blocks[0];
            b = Multiply(b, byFour) ^ blocks[1];
            c = Multiply(c, byFour) ^ blocks[2];
            d = Multiply(d, byFour) ^ blocks[3];
            blocks = blocks[4..];
        }

        a = Multiply(a, byOne) ^ b;
        a = Multiply(a, byOne) ^ c;
        a = Multiply(a, byOne) ^ d;
        foreach (var block in blocks)
            a = Multiply(a, byOne) ^ block;
        return Slice(0, MemoryMarshal.AsBytes(new ReadOnlySpan<Vector128<ulong>>(in a)));
    }

    static Vector128<ulong> Multiply(Vector128<ulong> value, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(value, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, by, 0x11);

    static uint[] BuildTables()
    {
        var tables = new uint[8 * 256];
        for (uint value = 0; value < 256; value++)
        {
            uint remainder = value;
            for (int bit = 0; bit < 8; bit++)
                remainder = (remainder & 1) != 0 ? (remainder >> 1) ^ Polynomial : remainder >> 1;
            tables[value] = remainder;
        }

        for (int index = 256; index < tables.Length; index++)
            tables[index] = tables[tables[index - 256] & 0xFF] ^ (tables[index - 256] >> 8);
        return tables;
    }
}
