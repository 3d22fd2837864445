using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sim.Parquet.Encodings;
using Sim.Parquet.Format;

namespace Sim.Parquet.Writing;

/// <summary>Values of type int, long or double, whose plain encoding is their memory (little-endian machines, as all that .NET runs on).</summary>
readonly ref struct FixedValues<T>(ReadOnlySpan<T> values, FixedDictionary dictionary) : IColumnValues
    where T : unmanaged, INumber<T>
{
    readonly ReadOnlySpan<T> _values = values;

    public int Count => _values.Length;

    public long PlainSize => (long)_values.Length * Unsafe.SizeOf<T>();

    public ReadOnlySpan<byte> Plain(int start, int count, ByteBuffer scratch) => MemoryMarshal.AsBytes(_values.Slice(start, count));

    public bool TryIndex(int limit, Span<int> indices, out int distinct) => dictionary.TryIndex(_values, limit, indices, out distinct);

    public void WriteDictionary(ByteBuffer target) => dictionary.Write(Unsafe.SizeOf<T>(), target);

    public void WriteDelta(int start, int count, ByteBuffer target)
    {
        var values = _values.Slice(start, count);
        if (typeof(T) == typeof(int))
            DeltaEncoder.Encode(MemoryMarshal.Cast<T, int>(values), target);
        else
            DeltaEncoder.Encode(MemoryMarshal.Cast<T, long>(values), target);
    }

    public (byte[]? Minimum, byte[]? Maximum) Range()
    {
        if (!Extremes.TryFind(_values, out var minimum, out var maximum))
            return (null, null);

        // Zeros compare equal whatever their sign: the format wants the range to hold both.
        if (typeof(T) == typeof(double) && T.IsZero(minimum))
            minimum = -T.Zero;
        if (typeof(T) == typeof(double) && T.IsZero(maximum))
            maximum = T.Zero;
        return (Bytes(minimum), Bytes(maximum));
    }

    static byte[] Bytes(T value) => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
}
