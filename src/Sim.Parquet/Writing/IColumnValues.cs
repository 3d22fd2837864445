using Sim.Parquet.Format;

namespace Sim.Parquet.Writing;

/// <summary>The values of one column chunk without what is absent: the part of a writer that differs by type.</summary>
interface IColumnValues
{
    int Count { get; }

    /// <summary>The bytes that all values take in plain encoding.</summary>
    long PlainSize { get; }

    /// <summary>Some values in plain encoding: where they lie, or written to the cleared <paramref name="scratch"/>.</summary>
    ReadOnlySpan<byte> Plain(int start, int count, ByteBuffer scratch);

    /// <summary>Fills in each value's place among the distinct values; false if there are more than <paramref name="limit"/>.</summary>
    bool TryIndex(int limit, Span<int> indices, out int distinct);

    /// <summary>Writes the distinct values that <see cref="TryIndex"/> found, in plain encoding.</summary>
    void WriteDictionary(ByteBuffer target);

    /// <summary>Writes some values as DELTA_BINARY_PACKED; only for integers.</summary>
    void WriteDelta(int start, int count, ByteBuffer target);

    /// <summary>The smallest and largest value as statistics store them; null where they are not defined.</summary>
    (byte[]? Minimum, byte[]? Maximum) Range();
}
