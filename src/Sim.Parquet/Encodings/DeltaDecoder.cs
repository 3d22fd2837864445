namespace Sim.Parquet.Encodings;

/// <summary>Reads what <see cref="DeltaEncoder"/> and other writers of DELTA_BINARY_PACKED write.</summary>
static class DeltaDecoder
{
    const int LargestBlock = 1 << 20;

    /// <summary>Fills <paramref name="values"/>; returns the bytes that were read.</summary>
    public static int Decode(ReadOnlySpan<byte> source, Span<long> values)
    {
        int position = 0;
        ulong blockSize = Varint.Read(source, ref position);
        ulong miniBlocks = Varint.Read(source, ref position);
        ulong count = Varint.Read(source, ref position);
        long value = Varint.ReadZigzag(source, ref position);
        bool isShaped = blockSize is > 0 and <= LargestBlock && blockSize % 128 == 0
            && miniBlocks > 0 && miniBlocks <= blockSize && blockSize % miniBlocks == 0 && blockSize / miniBlocks % 32 == 0;
        if (!isShaped)
            throw new ParquetException($"Delta blocks of {blockSize} values in {miniBlocks} parts are not possible: the data is damaged.");
        if (count != (ulong)values.Length)
            throw new ParquetException($"Delta data has {count} values where {values.Length} were expected: the data is damaged.");
        if (values.IsEmpty)
            return position;
        values[0] = value;
        var rest = values[1..];
        while (!rest.IsEmpty)
        {
            int taken = Math.Min((int)blockSize, rest.Length);
            ReadBlock(source, ref position, rest[..taken], (int)miniBlocks, (int)(blockSize / miniBlocks), ref value);
            rest = rest[taken..];
        }

        return position;
    }

    static void ReadBlock(ReadOnlySpan<byte> source, ref int position, Span<long> values, int miniBlocks, int size, ref long value)
    {
        long smallest = Varint.ReadZigzag(source, ref position);
        if (miniBlocks > source.Length - position)
            throw new ParquetException("A delta block is cut off: the data is damaged.");
        var widths = source.Slice(position, miniBlocks);
        position += miniBlocks;
        ulong[] excess = new ulong[size];
        for (int block = 0; block < miniBlocks && !values.IsEmpty; block++)
        {
            int width = widths[block];
            if (width > 64)
                throw new ParquetException($"Deltas of {width} bits are wider than 64: the data is damaged.");
            int bytes = BitPacking.ByteCount(size, width);
            if (bytes > source.Length - position)
                throw new ParquetException($"A delta block needs {bytes} bytes where {source.Length - position} are left: the data is cut off or damaged.");
            BitPacking.Unpack(source.Slice(position, bytes), width, excess);
            position += bytes;
            int taken = Math.Min(size, values.Length);
            for (int index = 0; index < taken; index++)
                values[index] = value = unchecked(value + smallest + (long)excess[index]);
            values = values[taken..];
        }
    }
}
