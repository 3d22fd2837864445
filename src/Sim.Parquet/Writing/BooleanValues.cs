using Sim.Parquet.Format;

namespace Sim.Parquet.Writing;

/// <summary>Truth values, whose plain encoding is one bit each, the lowest bit first.</summary>
readonly ref struct BooleanValues(ReadOnlySpan<bool> values) : IColumnValues
{
    readonly ReadOnlySpan<bool> _values = values;

    public int Count => _values.Length;

    public long PlainSize => (_values.Length + 7L) / 8;

    public ReadOnlySpan<byte> Plain(int start, int count, ByteBuffer scratch)
    {
        var bytes = scratch.Append((count + 7) / 8);
        bytes.Clear();
        var values = _values.Slice(start, count);
        for (int index = 0; index < values.Length; index++)
        {
            if (values[index])
                bytes[index >> 3] |= (byte)(1 << (index & 7));
        }

        return bytes;
    }

    public bool TryIndex(int limit, Span<int> indices, out int distinct)
    {
        distinct = 0;
        return false;
    }

    public void WriteDictionary(ByteBuffer target) => throw new NotSupportedException("Booleans have no dictionary.");

    public void WriteDelta(int start, int count, ByteBuffer target) => throw new NotSupportedException("Booleans have no differences.");

    public (byte[]? Minimum, byte[]? Maximum) Range() => _values.IsEmpty
        ? (null, null)
        : ([_values.Contains(false) ? (byte)0 : (byte)1], [_values.Contains(true) ? (byte)1 : (byte)0]);
}
