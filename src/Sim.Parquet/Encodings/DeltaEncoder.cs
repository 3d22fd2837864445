using Sim.Parquet.Format;

namespace Sim.Parquet.Encodings;

/// <summary>Differences to the value before, less the smallest of their block, bit-packed.</summary>
/// <remarks>Source: apache/parquet-format Encodings.md, DELTA_BINARY_PACKED.</remarks>
static class DeltaEncoder
{
    public const int BlockSize = 128;
    public const int MiniBlocks = 4;
    const int MiniBlockSize = BlockSize / MiniBlocks;

    /// <summary>The bytes below which so many values cannot be encoded: each block has its smallest difference and its widths.</summary>
    public static long LeastSize(int count) => (long)(count / BlockSize) * (1 + MiniBlocks);

    public static void Encode(ReadOnlySpan<int> values, ByteBuffer target)
    {
        WriteHeader(values.Length, values.IsEmpty ? 0 : values[0], target);
        Span<long> deltas = stackalloc long[BlockSize];
        for (int start = 1; start < values.Length; start += BlockSize)
        {
            int count = Math.Min(BlockSize, values.Length - start);

            // 32-bit differences wrap, as the format has it; readers add them with the same wrap.
            for (int index = 0; index < count; index++)
                deltas[index] = unchecked(values[start + index] - values[start + index - 1]);
            WriteBlock(deltas[..count], target, uint.MaxValue);
        }
    }

    public static void Encode(ReadOnlySpan<long> values, ByteBuffer target)
    {
        WriteHeader(values.Length, values.IsEmpty ? 0 : values[0], target);
        Span<long> deltas = stackalloc long[BlockSize];
        for (int start = 1; start < values.Length; start += BlockSize)
        {
            int count = Math.Min(BlockSize, values.Length - start);
            for (int index = 0; index < count; index++)
                deltas[index] = unchecked(values[start + index] - values[start + index - 1]);
            WriteBlock(deltas[..count], target, ulong.MaxValue);
        }
    }

    static void WriteHeader(int count, long first, ByteBuffer target)
    {
        target.WriteVarint(BlockSize);
        target.WriteVarint(MiniBlocks);
        target.WriteVarint((ulong)count);
        target.WriteZigzag(first);
    }

    static void WriteBlock(ReadOnlySpan<long> deltas, ByteBuffer target, ulong wrap)
    {
        long smallest = deltas[0];
        foreach (long delta in deltas)
            smallest = Math.Min(smallest, delta);
        target.WriteZigzag(smallest);

        Span<ulong> excess = stackalloc ulong[BlockSize];
        excess.Clear();
        for (int index = 0; index < deltas.Length; index++)
            excess[index] = unchecked((ulong)(deltas[index] - smallest)) & wrap;
        Span<int> widths = stackalloc int[MiniBlocks];
        for (int block = 0; block < MiniBlocks; block++)
        {
            widths[block] = Width(excess.Slice(block * MiniBlockSize, MiniBlockSize));
            target.WriteByte((byte)widths[block]);
        }

        for (int block = 0; block < MiniBlocks; block++)
        {
            var bytes = target.Append(BitPacking.ByteCount(MiniBlockSize, widths[block]));
            BitPacking.Pack(excess.Slice(block * MiniBlockSize, MiniBlockSize), widths[block], bytes);
        }
    }

    static int Width(ReadOnlySpan<ulong> values)
    {
        ulong union = 0;
        foreach (ulong value in values)
            union |= value;
        return BitPacking.Width(union);
    }
}
