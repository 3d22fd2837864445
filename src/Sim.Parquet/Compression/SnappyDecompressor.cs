using Sim.Parquet.Encodings;

namespace Sim.Parquet.Compression;

/// <summary>Reads Snappy data; whatever the data says, nothing outside source and target is touched.</summary>
/// <remarks>Source: google/snappy format_description.txt.</remarks>
static class SnappyDecompressor
{
    /// <summary>Fills the target exactly.</summary>
    public static void Decompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int position = 0, filled = 0;
        ulong announced = Varint.Read(source, ref position);
        if (announced != (ulong)target.Length)
            throw new ParquetException($"A Snappy page has {announced} bytes where {target.Length} were expected: it is damaged.");
        while (position < source.Length)
        {
            byte tag = source[position++];
            filled += (tag & 3) == 0
                ? Literal(source, ref position, tag, target[filled..])
                : Copy(source, ref position, tag, target, filled);
        }

        if (filled != target.Length)
            throw new ParquetException($"A Snappy page ends after {filled} of {target.Length} bytes: it is cut off or damaged.");
    }

    static int Literal(ReadOnlySpan<byte> source, ref int position, byte tag, Span<byte> target)
    {
        long length = tag >> 2;
        if (length >= 60)
            length = Number(source, ref position, (int)length - 59);
        length++;
        if (length > source.Length - position || length > target.Length)
            throw new ParquetException($"A Snappy literal of {length} bytes does not fit: the page is damaged.");
        source.Slice(position, (int)length).CopyTo(target);
        position += (int)length;
        return (int)length;
    }

    static int Copy(ReadOnlySpan<byte> source, ref int position, byte tag, Span<byte> target, int filled)
    {
        int length = (tag >> 2) + 1;
        long offset;
        switch (tag & 3)
        {
            case 1:
                length = 4 + ((tag >> 2) & 7);
                offset = ((long)(tag >> 5) << 8) | Number(source, ref position, 1);
                break;
            case 2:
                offset = Number(source, ref position, 2);
                break;
            default:
                offset = Number(source, ref position, 4);
                break;
        }

        if (offset == 0 || offset > filled || length > target.Length - filled)
            throw new ParquetException($"A Snappy copy of {length} bytes from {offset} bytes before does not fit: the page is damaged.");
        Repeat(target, filled, (int)offset, length);
        return length;
    }

    /// <summary>Copies forwards; where source and target overlap, the bytes just written are copied again.</summary>
    static void Repeat(Span<byte> target, int filled, int offset, int length)
    {
        if (offset >= length)
        {
            target.Slice(filled - offset, length).CopyTo(target[filled..]);
            return;
        }

        for (int index = filled; index < filled + length; index++)
            target[index] = target[index - offset];
    }

    static long Number(ReadOnlySpan<byte> source, ref int position, int bytes)
    {
        if (bytes > source.Length - position)
            throw new ParquetException("A Snappy page is cut off.");
        long value = 0;
        for (int index = 0; index < bytes; index++)
            value |= (long)source[position++] << (8 * index);
        return value;
    }
}
