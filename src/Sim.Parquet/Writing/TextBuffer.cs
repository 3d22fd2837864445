using System.Buffers.Binary;
using System.Text;
using Sim.Parquet.Format;

namespace Sim.Parquet.Writing;

/// <summary>Texts in plain encoding: each its length in four bytes, then its UTF-8.</summary>
sealed class TextBuffer
{
    const int LengthSize = sizeof(int);

    readonly ByteBuffer _bytes = new();
    readonly List<int> _starts = [];

    public int Count => _starts.Count;

    public int Size => _bytes.Length;

    public void Clear()
    {
        _bytes.Clear();
        _starts.Clear();
    }

    /// <summary>Adds a text; column and row are for the error if it is null or has half of a surrogate pair.</summary>
    public void Add(string? text, string column, int row)
    {
        if (text is null)
            throw new ParquetException($"Column '{column}' has null in row {row} of its row group: make it nullable, or write a text.");
        int start = _bytes.Length;
        var target = _bytes.Reserve(checked(LengthSize + Encoding.UTF8.GetMaxByteCount(text.Length)));
        int length = Encode(text, target[LengthSize..], column, row);
        BinaryPrimitives.WriteInt32LittleEndian(target, length);
        _bytes.Advance(LengthSize + length);
        _starts.Add(start);
    }

    /// <summary>The UTF-8 of one text.</summary>
    public ReadOnlySpan<byte> Text(int index) => _bytes.Written[(_starts[index] + LengthSize)..End(index)];

    /// <summary>Some texts in plain encoding.</summary>
    public ReadOnlySpan<byte> Plain(int start, int count) => count == 0 ? [] : _bytes.Written[_starts[start]..End(start + count - 1)];

    int End(int index) => index + 1 < _starts.Count ? _starts[index + 1] : _bytes.Length;

    static int Encode(string text, Span<byte> target, string column, int row)
    {
        try
        {
            return Utf8.Strict.GetBytes(text, target);
        }
        catch (EncoderFallbackException cause)
        {
            throw new ParquetException(
                $"Column '{column}' has a text in row {row} of its row group that is not valid Unicode: half of a surrogate pair at {cause.Index}.",
                cause);
        }
    }
}
