using Microsoft.Win32.SafeHandles;

namespace Sim.Framework.Recording.Parquet;

/// <summary>What Parquet.Net reads from: the stretch of a file that was let in, and nothing else.</summary>
/// <remarks>It completes synchronously.</remarks>
sealed class PartInput(SafeFileHandle file, long length) : Stream
{
    byte[] _bytes = [];
    long _start;
    int _count;

    /// <summary>What a Parquet file begins and ends with.</summary>
    public static ReadOnlySpan<byte> Magic => "PAR1"u8;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    /// <summary>Reads a stretch of the file, which alone can be read from here on.</summary>
    /// <returns>The bytes, which may be changed.</returns>
    /// <exception cref="EndOfStreamException">The file is shorter.</exception>
    public Span<byte> Let(long start, long count)
    {
        if (start < 0 || count < 0 || start > length - count || count > Array.MaxLength)
            throw new EndOfStreamException($"Bytes {start} to {start + count} lie outside the file, which has {length}.");
        if (_bytes.Length < count)
            _bytes = GC.AllocateUninitializedArray<byte>((int)count);
        (_start, _count) = (start, (int)count);
        for (int read, done = 0; done < _count; done += read)
        {
            read = RandomAccess.Read(file, _bytes.AsSpan(done, _count - done), start + done);
            if (read == 0)
                throw new EndOfStreamException($"The file ends at {start + done}, and {length} bytes were there.");
        }

        return _bytes.AsSpan(0, _count);
    }

    public override int Read(Span<byte> buffer)
    {
        // The library looks for the magic word, which the reader has found.
        if (Position == 0 && buffer.Length == Magic.Length)
        {
            Magic.CopyTo(buffer);
            return (int)(Position = buffer.Length);
        }

        if (Position < _start || Position > _start + _count)
            throw new EndOfStreamException($"Byte {Position} is asked for, outside of what belongs to the column.");
        var place = (int)(Position - _start);
        var count = Math.Min(buffer.Length, _count - place);
        _bytes.AsSpan(place, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override int ReadByte()
    {
        // An end, which -1 would be, is not expected where single bytes are read, and read again and again.
        if (Position < _start || Position >= _start + _count)
            throw new EndOfStreamException($"Byte {Position} is asked for, outside of what belongs to the column.");
        return _bytes[Position++ - _start];
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
