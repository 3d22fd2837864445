namespace Sim.Parquet.Encodings;

/// <summary>Reads what <see cref="RleEncoder"/> writes.</summary>
static class RleDecoder
{
    const int Group = 8;
    const int WidestBits = 32;

    /// <summary>Fills <paramref name="values"/>; it is an error if the data holds fewer.</summary>
    public static void Decode(ReadOnlySpan<byte> source, int width, Span<int> values)
    {
        if (width > WidestBits)
            throw new ParquetException($"Indices or levels of {width} bits are wider than {WidestBits}: the data is damaged.");
        int position = 0, filled = 0;
        while (filled < values.Length)
        {
            ulong header = Varint.Read(source, ref position);
            ulong announced = header >> 1;
            if (announced == 0)
                throw new ParquetException("A run of indices or levels has no values: the data is damaged.");
            filled += (header & 1) == 0
                ? ReadRun(source, width, announced, values[filled..], ref position)
                : ReadPacked(source, width, announced, values[filled..], ref position);
        }
    }

    static int ReadRun(ReadOnlySpan<byte> source, int width, ulong announced, Span<int> values, ref int position)
    {
        if (announced > (ulong)values.Length)
            throw new ParquetException($"A run has {announced} values where at most {values.Length} are left: the data is damaged.");
        int bytes = (width + 7) / 8;
        var stored = Take(source, bytes, ref position);
        uint value = 0;
        for (int index = 0; index < bytes; index++)
            value |= (uint)stored[index] << (8 * index);
        if (width < WidestBits && value >> width != 0)
            throw new ParquetException($"A run has the value {value}, which takes more than {width} bits: the data is damaged.");
        values[..(int)announced].Fill(unchecked((int)value));
        return (int)announced;
    }

    static int ReadPacked(ReadOnlySpan<byte> source, int width, ulong groups, Span<int> values, ref int position)
    {
        // Some writers fill the last run up with more groups than there are values, others cut off its last group.
        int count = (int)Math.Min(groups, ((ulong)values.Length / Group) + 1) * Group;
        count = Math.Min(count, values.Length);
        ulong whole = groups > int.MaxValue ? ulong.MaxValue : groups * (ulong)width;
        int taken = (int)Math.Min(whole, (ulong)(source.Length - position));
        int needed = BitPacking.ByteCount(count, width);
        if (taken < needed)
            throw new ParquetException($"A packed run needs {needed} bytes where {taken} are left: the data is cut off or damaged.");
        BitPacking.Unpack(Take(source, taken, ref position), width, values[..count]);
        return count;
    }

    static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> source, int count, ref int position)
    {
        if (count > source.Length - position)
            throw new ParquetException($"A run needs {count} bytes where {source.Length - position} are left: the data is cut off or damaged.");
        var taken = source.Slice(position, count);
        position += count;
        return taken;
    }
}
