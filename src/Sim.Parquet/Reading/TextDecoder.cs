using System.Buffers.Binary;
using Sim.Parquet.Encodings;
using Sim.Parquet.Format;

namespace Sim.Parquet.Reading;

/// <summary>Decodes texts.</summary>
sealed class TextDecoder : IValueDecoder<string>
{
    public void Decode(PageEncoding encoding, ReadOnlySpan<byte> data, Span<string> values)
    {
        switch (encoding)
        {
            case PageEncoding.Plain:
                DecodePlain(data, values);
                break;
            case PageEncoding.DeltaLengthByteArray:
                DecodeDeltaLength(data, values);
                break;
            default:
                throw new ParquetException($"Encoding {encoding} of String values cannot be read: write the file with PLAIN or dictionary encoding.");
        }
    }

    static void DecodePlain(ReadOnlySpan<byte> data, Span<string> values)
    {
        foreach (ref string value in values)
        {
            if (data.Length < sizeof(int))
                throw new ParquetException("A page of texts is cut off.");
            value = Take(BinaryPrimitives.ReadUInt32LittleEndian(data), data[sizeof(int)..], out data);
        }

        if (!data.IsEmpty)
            throw new ParquetException($"{values.Length} texts end {data.Length} bytes before their page: it is damaged.");
    }

    /// <summary>All lengths as DELTA_BINARY_PACKED, then all bytes.</summary>
    static void DecodeDeltaLength(ReadOnlySpan<byte> data, Span<string> values)
    {
        long[] lengths = new long[values.Length];
        var rest = data[DeltaDecoder.Decode(data, lengths)..];
        for (int index = 0; index < lengths.Length; index++)
            values[index] = Take(lengths[index], rest, out rest);
    }

    static string Take(long length, ReadOnlySpan<byte> data, out ReadOnlySpan<byte> rest)
    {
        if (length < 0 || length > data.Length)
            throw new ParquetException($"A text of {length} bytes does not fit into the {data.Length} that are left: the page is damaged.");
        rest = data[(int)length..];
        return Utf8.Decode(data[..(int)length]);
    }
}
