namespace Sim.Parquet.Format;

/// <summary>The range of a column chunk, for readers that skip what cannot match.</summary>
/// <param name="Nulls">The number of rows, or list elements, that hold nothing.</param>
/// <param name="Minimum">The smallest value in plain encoding without length, or null where it is not known.</param>
/// <param name="Maximum">The largest value, likewise.</param>
sealed record ChunkStatistics(long? Nulls, byte[]? Minimum, byte[]? Maximum)
{
    public void Write(ThriftWriter writer)
    {
        if (Nulls is { } nulls)
            writer.Int64(3, nulls);
        if (Maximum is not null)
            writer.Binary(5, Maximum);
        if (Minimum is not null)
            writer.Binary(6, Minimum);
        writer.EndStruct();
    }

    public static ChunkStatistics Read(ref ThriftReader reader)
    {
        var statistics = new ChunkStatistics(null, null, null);
        int field = 0;
        while (reader.NextField(ref field, out var type))
        {
            if (field == 3)
                statistics = statistics with { Nulls = reader.Int64(type) };
            else if (field == 5)
                statistics = statistics with { Maximum = reader.Binary(type).ToArray() };
            else if (field == 6)
                statistics = statistics with { Minimum = reader.Binary(type).ToArray() };
            else
                reader.Skip(type);
        }

        return statistics;
    }
}
