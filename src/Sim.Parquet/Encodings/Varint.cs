namespace Sim.Parquet.Encodings;

/// <summary>Unsigned LEB128 numbers.</summary>
static class Varint
{
    const int LongestBytes = 10;

    public static ulong Read(ReadOnlySpan<byte> bytes, ref int position)
    {
        ulong value = 0;
        for (int index = 0; index < LongestBytes; index++)
        {
            if ((uint)position >= (uint)bytes.Length)
                throw new ParquetException($"A number at byte {position} is cut off: the data is damaged.");
            byte next = bytes[position++];
            value |= (ulong)(next & 0x7F) << (7 * index);
            if (next < 0x80)
                return value;
        }

        throw new ParquetException($"A number takes more than {LongestBytes} bytes: the data is damaged.");
    }

    public static long ReadZigzag(ReadOnlySpan<byte> bytes, ref int position)
    {
        ulong value = Read(bytes, ref position);
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }
}
