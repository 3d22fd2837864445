using System.Numerics;
using System.Runtime.InteropServices;
using Sim.Parquet.Format;

namespace Sim.Parquet.Writing;

/// <summary>Distinct texts, in the order of their first occurrence; its memory is kept from chunk to chunk.</summary>
sealed class TextDictionary
{
    const int FewestSlots = 256;

    /// <summary>Where each distinct text stands first in the buffer.</summary>
    int[] _first = [];
    int[] _slots = [];
    int _used;
    int _count;

    /// <summary>False as soon as there are more than <paramref name="limit"/> distinct texts.</summary>
    public bool TryIndex(TextBuffer texts, int limit, Span<int> indices, out int distinct)
    {
        Clear(limit);
        distinct = 0;
        for (int position = 0; position < texts.Count; position++)
        {
            indices[position] = Find(texts, position);
            if (_count > limit)
                return false;
        }

        distinct = _count;
        return _count > 0;
    }

    public void Write(TextBuffer texts, ByteBuffer target)
    {
        foreach (int position in _first.AsSpan(0, _count))
            target.Write(texts.Plain(position, 1));
    }

    void Clear(int limit)
    {
        _used = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(FewestSlots, (limit + 1) * 2));
        _count = 0;
        if (_slots.Length < _used)
        {
            _slots = new int[_used];
            _first = new int[_used];
        }
        else
        {
            _slots.AsSpan(0, _used).Clear();
        }
    }

    /// <summary>The index of a text, which is added if it is new. Slots hold the index plus one; 0 is empty.</summary>
    int Find(TextBuffer texts, int position)
    {
        var text = texts.Text(position);
        int mask = _used - 1;
        int slot = (int)(Hash(text) & (uint)mask);
        while (_slots[slot] > 0)
        {
            int index = _slots[slot] - 1;
            if (texts.Text(_first[index]).SequenceEqual(text))
                return index;
            slot = (slot + 1) & mask;
        }

        _first[_count] = position;
        _slots[slot] = ++_count;
        return _count - 1;
    }

    /// <summary>Multiply and rotate over words of eight bytes; only speed depends on its quality.</summary>
    static uint Hash(ReadOnlySpan<byte> text)
    {
        unchecked
        {
            const ulong Multiplier = 0x9E3779B97F4A7C15;
            ulong hash = (ulong)text.Length;
            var words = MemoryMarshal.Cast<byte, ulong>(text);
            foreach (ulong word in words)
                hash = BitOperations.RotateLeft((hash ^ word) * Multiplier, 29);
            foreach (byte rest in text[(words.Length * sizeof(ulong))..])
                hash = BitOperations.RotateLeft((hash ^ rest) * Multiplier, 29);
            return (uint)((hash * Multiplier) >> 32);
        }
    }
}
