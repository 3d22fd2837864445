using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sim.Parquet.Encodings;
using Sim.Parquet.Format;

namespace Sim.Parquet.Reading;

/// <summary>Decodes values of type int, long or double.</summary>
sealed class FixedDecoder<T> : IValueDecoder<T>
    where T : unmanaged
{
    public void Decode(PageEncoding encoding, ReadOnlySpan<byte> data, Span<T> values)
    {
        switch (encoding)
        {
            case PageEncoding.Plain:
                CheckSize(data, values);
                data.CopyTo(MemoryMarshal.AsBytes(values));
                break;
            case PageEncoding.ByteStreamSplit:
                CheckSize(data, values);
                Join(data, MemoryMarshal.AsBytes(values));
                break;
            case PageEncoding.DeltaBinaryPacked when typeof(T) == typeof(long):
                DeltaDecoder.Decode(data, MemoryMarshal.Cast<T, long>(values));
                break;
            case PageEncoding.DeltaBinaryPacked when typeof(T) == typeof(int):
                long[] wide = new long[values.Length];
                DeltaDecoder.Decode(data, wide);
                for (int index = 0; index < wide.Length; index++)
                    values[index] = Unsafe.BitCast<int, T>(unchecked((int)wide[index]));
                break;
            default:
                throw new ParquetException($"Encoding {encoding} of {typeof(T).Name} values cannot be read: write the file with PLAIN or dictionary encoding.");
        }
    }

    /// <summary>First the lowest byte of every value, then the second, and so on.</summary>
    static void Join(ReadOnlySpan<byte> data, Span<byte> target)
    {
        int size = Unsafe.SizeOf<T>(), count = target.Length / size;
        for (int part = 0; part < size; part++)
        {
            var stream = data.Slice(part * count, count);
            for (int index = 0; index < stream.Length; index++)
                target[(index * size) + part] = stream[index];
        }
    }

    static void CheckSize(ReadOnlySpan<byte> data, Span<T> values)
    {
        if (data.Length != (long)values.Length * Unsafe.SizeOf<T>())
            throw new ParquetException($"{values.Length} values of {Unsafe.SizeOf<T>()} bytes were expected but the page has {data.Length} bytes: it is damaged.");
    }
}
