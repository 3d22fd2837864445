using System.Buffers.Binary;
using Sim.Parquet.Encodings;
using Sim.Parquet.Format;

namespace Sim.Parquet.Reading;

/// <summary>Decodes truth values.</summary>
sealed class BooleanDecoder : IValueDecoder<bool>
{
    public void Decode(PageEncoding encoding, ReadOnlySpan<byte> data, Span<bool> values)
    {
        if (encoding == PageEncoding.Rle)
            DecodeRuns(data, values);
        else if (encoding == PageEncoding.Plain)
            DecodeBits(data, values);
        else
            throw new ParquetException($"Encoding {encoding} of Boolean values cannot be read: write the file with PLAIN or RLE encoding.");
    }

    static void DecodeBits(ReadOnlySpan<byte> data, Span<bool> values)
    {
        if (data.Length != (values.Length + 7L) / 8)
            throw new ParquetException($"{values.Length} bits were expected but the page has {data.Length} bytes: it is damaged.");
        for (int index = 0; index < values.Length; index++)
            values[index] = ((data[index >> 3] >> (index & 7)) & 1) != 0;
    }

    static void DecodeRuns(ReadOnlySpan<byte> data, Span<bool> values)
    {
        if (values.IsEmpty)
            return;
        if (data.Length < sizeof(int) || BinaryPrimitives.ReadUInt32LittleEndian(data) > data.Length - sizeof(int))
            throw new ParquetException($"Boolean runs do not fit into the {data.Length} bytes of their page: it is damaged.");
        int[] numbers = new int[values.Length];
        RleDecoder.Decode(data.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(data)), 1, numbers);
        for (int index = 0; index < numbers.Length; index++)
            values[index] = numbers[index] != 0;
    }
}
