using System.Runtime.InteropServices;

namespace Sim.Parquet.Writing;

/// <summary>Moves values that are present together; the result is valid until the next column.</summary>
sealed class PresentValues
{
    ulong[] _values = [];
    int[] _offsets = [];
    bool[] _present = [];

    public ReadOnlySpan<T> Compact<T>(ReadOnlySpan<T> values, ReadOnlySpan<bool> present)
        where T : unmanaged
    {
        var target = Scratch<T>(values.Length);
        int count = 0;
        for (int row = 0; row < values.Length; row++)
        {
            target[count] = values[row];
            count += present[row] ? 1 : 0;
        }

        return target[..count];
    }

    /// <summary>Leaves out the elements of absent lists.</summary>
    public ReadOnlySpan<double> CompactLists(
        ReadOnlySpan<double> values, ReadOnlySpan<int> offsets, ReadOnlySpan<bool> present, out ReadOnlySpan<int> compacted)
    {
        var target = Scratch<double>(values.Length);
        if (_offsets.Length < offsets.Length)
            _offsets = new int[offsets.Length];
        int count = 0;
        _offsets[0] = 0;
        for (int row = 0; row < present.Length; row++)
        {
            var list = present[row] ? values[offsets[row]..offsets[row + 1]] : [];
            list.CopyTo(target[count..]);
            count += list.Length;
            _offsets[row + 1] = count;
        }

        compacted = _offsets.AsSpan(0, offsets.Length);
        return target[..count];
    }

    /// <summary>For each text, whether it is not null.</summary>
    public ReadOnlySpan<bool> NotNull(ReadOnlySpan<string?> texts)
    {
        if (_present.Length < texts.Length)
            _present = new bool[texts.Length];
        for (int row = 0; row < texts.Length; row++)
            _present[row] = texts[row] is not null;
        return _present.AsSpan(0, texts.Length);
    }

    Span<T> Scratch<T>(int count)
        where T : unmanaged
    {
        if (_values.Length < count)
            _values = new ulong[count];
        return MemoryMarshal.Cast<ulong, T>(_values.AsSpan())[..count];
    }
}
