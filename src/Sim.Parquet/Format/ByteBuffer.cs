using System.Buffers.Binary;

namespace Sim.Parquet.Format;

/// <summary>Bytes that grow at the end; cleared and filled again, it does not allocate.</summary>
sealed class ByteBuffer
{
    byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Adds <paramref name="count"/> bytes, which the caller fills.</summary>
    public Span<byte> Append(int count)
    {
        var span = Reserve(count);
        Length += count;
        return span[..count];
    }

    /// <summary>At least <paramref name="count"/> bytes after the end; <see cref="Advance"/> says how many were used.</summary>
    public Span<byte> Reserve(int count)
    {
        long needed = (long)Length + count;
        if (needed > _bytes.Length)
            Grow(needed);
        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Append(bytes.Length));

    public void WriteByte(byte value) => Append(1)[0] = value;

    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Append(sizeof(int)), value);

    /// <summary>Overwrites four bytes that are there already.</summary>
    public void PatchInt32(int position, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(position, sizeof(int)), value);

    /// <summary>Unsigned LEB128: seven bits a byte, the lowest first.</summary>
    public void WriteVarint(ulong value)
    {
        while (value >= 0x80)
        {
            WriteByte((byte)((value & 0x7F) | 0x80));
            value >>= 7;
        }

        WriteByte((byte)value);
    }

    /// <summary>Zigzag, then <see cref="WriteVarint"/>: small magnitudes of either sign stay short.</summary>
    public void WriteZigzag(long value) => WriteVarint(unchecked((ulong)((value << 1) ^ (value >> 63))));

    void Grow(long needed)
    {
        if (needed > Array.MaxLength)
            throw new ParquetException($"A page needs {needed} bytes, more than the {Array.MaxLength} that are possible: write smaller row groups or pages.");
        Array.Resize(ref _bytes, (int)Math.Min(Math.Max(needed, _bytes.Length * 2L), Array.MaxLength));
    }
}
