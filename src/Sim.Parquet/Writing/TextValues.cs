using Sim.Parquet.Format;

namespace Sim.Parquet.Writing;

/// <summary>Texts, already in plain encoding.</summary>
readonly struct TextValues(TextBuffer texts, TextDictionary dictionary) : IColumnValues
{
    /// <summary>Longer texts are no use for skipping and would swell the footer.</summary>
    const int LongestInStatistics = 64;

    public int Count => texts.Count;

    public long PlainSize => texts.Size;

    public ReadOnlySpan<byte> Plain(int start, int count, ByteBuffer scratch) => texts.Plain(start, count);

    public bool TryIndex(int limit, Span<int> indices, out int distinct) => dictionary.TryIndex(texts, limit, indices, out distinct);

    public void WriteDictionary(ByteBuffer target) => dictionary.Write(texts, target);

    public void WriteDelta(int start, int count, ByteBuffer target) => throw new NotSupportedException("Texts have no differences.");

    /// <summary>In the order of UTF-8 bytes, which is that of code points.</summary>
    public (byte[]? Minimum, byte[]? Maximum) Range()
    {
        if (texts.Count == 0)
            return (null, null);
        int smallest = 0, largest = 0;
        for (int index = 1; index < texts.Count; index++)
        {
            if (texts.Text(index).SequenceCompareTo(texts.Text(smallest)) < 0)
                smallest = index;
            if (texts.Text(index).SequenceCompareTo(texts.Text(largest)) > 0)
                largest = index;
        }

        return (Bounded(texts.Text(smallest)), Bounded(texts.Text(largest)));
    }

    static byte[]? Bounded(ReadOnlySpan<byte> text) => text.Length <= LongestInStatistics ? text.ToArray() : null;
}
