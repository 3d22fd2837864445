using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sim.Parquet.Format;

namespace Sim.Parquet.Writing;

/// <summary>Distinct values by their bits, in the order of their first occurrence; its memory is kept from chunk to chunk.</summary>
sealed class FixedDictionary
{
    const int FewestSlots = 256;
    const ulong Multiplier = 0x9E3779B97F4A7C15;

    /// <summary>Another one, so that a sample does not crowd into a sixteenth of the slots.</summary>
    const ulong SamplingMultiplier = 0xC2B2AE3D27D4EB4F;

    /// <summary>One of so many distinct values is counted to tell whether a dictionary has a chance.</summary>
    const int Sampling = 16;

    /// <summary>Fewer values are not worth a sample.</summary>
    const int FewestSampled = 4096;

    ulong[] _distinct = [];
    int[] _slots = [];
    int _used;
    int _count;

    /// <summary>False if there are more than <paramref name="limit"/> distinct values, or if a sample says that there are far more.</summary>
    public bool TryIndex<T>(ReadOnlySpan<T> values, int limit, Span<int> indices, out int distinct)
        where T : unmanaged
    {
        distinct = 0;
        if (values.IsEmpty || HasFarMoreThan(limit, values))
            return false;
        Clear(limit);
        ulong before = ~Bits(values[0]);
        int index = 0;
        for (int position = 0; position < values.Length; position++)
        {
            ulong bits = Bits(values[position]);
            if (bits != before)
            {
                index = Find(bits);
                if (_count > limit)
                    return false;
                before = bits;
            }

            indices[position] = index;
        }

        distinct = _count;
        return true;
    }

    public void Write(int valueSize, ByteBuffer target)
    {
        var found = _distinct.AsSpan(0, _count);
        if (valueSize == sizeof(ulong))
        {
            target.Write(MemoryMarshal.AsBytes(found));
            return;
        }

        foreach (ulong bits in found)
            target.WriteInt32(unchecked((int)bits));
    }

    /// <summary>Whether a sample has a quarter more distinct values than <paramref name="limit"/> allows for.</summary>
    /// <remarks>
    /// All occurrences of a value are in the sample or none, so that repetitions far apart are not missed.
    /// Source: Gibbons, "Distinct Sampling for Highly-Accurate Answers to Distinct Values Queries" (VLDB 2001).
    /// </remarks>
    bool HasFarMoreThan<T>(int limit, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (values.Length < FewestSampled)
            return false;
        int sampledLimit = (limit + (limit / 4)) / Sampling;
        Clear(sampledLimit);
        ulong before = ~Bits(values[0]);
        foreach (var value in values)
        {
            ulong bits = Bits(value);
            if (bits == before || unchecked(bits * SamplingMultiplier) > ulong.MaxValue / Sampling)
                continue;
            before = bits;
            Find(bits);
            if (_count > sampledLimit)
                return true;
        }

        return false;
    }

    void Clear(int limit)
    {
        // At most half of the slots are taken, so that probing stays short.
        _used = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(FewestSlots, (limit + 1) * 2));
        _count = 0;
        if (_slots.Length < _used)
        {
            _slots = new int[_used];
            _distinct = new ulong[_used];
        }
        else
        {
            _slots.AsSpan(0, _used).Clear();
        }
    }

    /// <summary>The index of a value, which is added if it is new. Slots hold the index plus one; 0 is empty.</summary>
    int Find(ulong bits)
    {
        unchecked
        {
            int mask = _used - 1;
            int slot = (int)((bits * Multiplier) >> (64 - BitOperations.Log2((uint)_used)));
            while (true)
            {
                int index = _slots[slot] - 1;
                if (index < 0)
                    break;
                if (_distinct[index] == bits)
                    return index;
                slot = (slot + 1) & mask;
            }

            _distinct[_count] = bits;
            _slots[slot] = ++_count;
            return _count - 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Bits<T>(T value)
        where T : unmanaged => Unsafe.SizeOf<T>() == sizeof(uint) ? Unsafe.BitCast<T, uint>(value) : Unsafe.BitCast<T, ulong>(value);
}
