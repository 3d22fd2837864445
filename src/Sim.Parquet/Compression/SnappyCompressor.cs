using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sim.Parquet.Compression;

/// <summary>Snappy: literals and copies of at least four bytes found by a hash table, in blocks of 64 KiB.</summary>
/// <remarks>Source: google/snappy format_description.txt. Keep one for each thread: it owns its table.</remarks>
sealed class SnappyCompressor
{
    const int BlockSize = 1 << 16;
    const int TableBits = 14;

    /// <summary>So many bytes at the end of a block are never searched, so that wide loads and stores stay inside.</summary>
    const int Margin = 16;

    /// <summary>Every so many misses the search steps one byte further, so that random data costs little.</summary>
    const int MissesPerStep = 32;

    readonly ushort[] _table = new ushort[1 << TableBits];

    /// <summary>The most bytes that <see cref="Compress"/> may write, with room for wide stores.</summary>
    public static int MaximumLength(int length) => checked(64 + length + (length / 6));

    /// <summary>Returns the bytes written; the target has <see cref="MaximumLength"/>.</summary>
    public int Compress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (target.Length < MaximumLength(source.Length))
            throw new ArgumentException("The target is too short.", nameof(target));
        int written = 0;
        uint length = (uint)source.Length;
        for (; length >= 0x80; length >>= 7)
            target[written++] = (byte)((length & 0x7F) | 0x80);
        target[written++] = (byte)length;
        for (int start = 0; start < source.Length; start += BlockSize)
        {
            var block = source.Slice(start, Math.Min(BlockSize, source.Length - start));
            written += CompressBlock(block, ref target[written]);
        }

        return written;
    }

    int CompressBlock(ReadOnlySpan<byte> block, ref byte target)
    {
        unchecked
        {
            ref byte source = ref MemoryMarshal.GetReference(block);
            ref byte output = ref target;
            int limit = block.Length - Margin;
            int literal = 0, position = 1;
            Array.Clear(_table);
            ref ushort table = ref MemoryMarshal.GetArrayDataReference(_table);
            while (position <= limit)
            {
                int match = FindMatch(ref source, ref position, limit, ref table);
                if (match < 0)
                    break;
                output = ref WriteLiteral(ref output, ref Unsafe.Add(ref source, literal), position - literal);
                do
                {
                    int length = 4 + MatchLength(ref source, match + 4, position + 4, block.Length);
                    output = ref WriteCopy(ref output, position - match, length);
                    position += length;
                    literal = position;
                    if (position > limit)
                        break;
                    Unsafe.Add(ref table, Hash(Load(ref source, position - 1))) = (ushort)(position - 1);
                    uint next = Load(ref source, position);
                    ref ushort slot = ref Unsafe.Add(ref table, Hash(next));
                    match = slot;
                    slot = (ushort)position;
                    if (Load(ref source, match) != next)
                    {
                        position++;
                        break;
                    }
                }
                while (true);
            }

            output = ref WriteLastLiteral(ref output, block[literal..]);
            return (int)Unsafe.ByteOffset(ref target, ref output);
        }
    }

    /// <summary>Moves to the next position whose four bytes occurred before and returns where; -1 if there is none.</summary>
    static int FindMatch(ref byte source, ref int position, int limit, ref ushort table)
    {
        unchecked
        {
            int misses = MissesPerStep, at = position;
            while (at <= limit)
            {
                uint bytes = Load(ref source, at);
                ref ushort slot = ref Unsafe.Add(ref table, Hash(bytes));
                int candidate = slot;
                slot = (ushort)at;
                if (Load(ref source, candidate) == bytes)
                {
                    position = at;
                    return candidate;
                }

                at += misses++ / MissesPerStep;
            }

            return -1;
        }
    }

    static int MatchLength(ref byte source, int earlier, int later, int end)
    {
        unchecked
        {
            int start = later;
            while (later <= end - sizeof(ulong))
            {
                ulong difference = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, earlier))
                    ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, later));
                if (difference != 0)
                    return later - start + (BitOperations.TrailingZeroCount(difference) >> 3);
                earlier += sizeof(ulong);
                later += sizeof(ulong);
            }

            while (later < end && Unsafe.Add(ref source, earlier) == Unsafe.Add(ref source, later))
            {
                earlier++;
                later++;
            }

            return later - start;
        }
    }

    static ref byte WriteLiteral(ref byte output, ref byte source, int length)
    {
        unchecked
        {
            if (length <= Margin)
            {
                output = (byte)((length - 1) << 2);
                output = ref Unsafe.Add(ref output, 1);
                Unsafe.WriteUnaligned(ref output, Unsafe.ReadUnaligned<Int128>(ref source));
                return ref Unsafe.Add(ref output, length);
            }

            return ref WriteLastLiteral(ref output, MemoryMarshal.CreateReadOnlySpan(ref source, length));
        }
    }

    static ref byte WriteLastLiteral(ref byte output, ReadOnlySpan<byte> literal)
    {
        unchecked
        {
            if (literal.IsEmpty)
                return ref output;
            int last = literal.Length - 1;
            int extra = last < 60 ? 0 : last < 256 ? 1 : 2;
            output = (byte)((extra == 0 ? last : 59 + extra) << 2);
            output = ref Unsafe.Add(ref output, 1);
            for (int index = 0; index < extra; index++, last >>= 8, output = ref Unsafe.Add(ref output, 1))
                output = (byte)last;
            literal.CopyTo(MemoryMarshal.CreateSpan(ref output, literal.Length));
            return ref Unsafe.Add(ref output, literal.Length);
        }
    }

    static ref byte WriteCopy(ref byte output, int offset, int length)
    {
        unchecked
        {
            // The last piece must have at least four bytes, so that it can be a short copy.
            while (length >= 68)
            {
                output = ref WriteFarCopy(ref output, offset, 64);
                length -= 64;
            }

            if (length > 64)
            {
                output = ref WriteFarCopy(ref output, offset, 60);
                length -= 60;
            }

            if (length >= 12 || offset >= 2048)
                return ref WriteFarCopy(ref output, offset, length);
            output = (byte)(1 | ((length - 4) << 2) | (offset >> 8 << 5));
            Unsafe.Add(ref output, 1) = (byte)offset;
            return ref Unsafe.Add(ref output, 2);
        }
    }

    static ref byte WriteFarCopy(ref byte output, int offset, int length)
    {
        unchecked
        {
            output = (byte)(2 | ((length - 1) << 2));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref output, 1), (ushort)offset);
            return ref Unsafe.Add(ref output, 3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Load(ref byte source, int position) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, position));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Hash(uint bytes) => unchecked((int)((bytes * 0x1E35A7BD) >> (32 - TableBits)));
}
