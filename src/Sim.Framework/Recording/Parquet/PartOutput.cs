using System.IO.Hashing;

namespace Sim.Framework.Recording.Parquet;

/// <summary>What Parquet.Net writes to: passes bytes on at once and takes their checksum, or holds them back until they are complete.</summary>
/// <remarks>It completes synchronously, so that a part is written on its own thread.</remarks>
sealed class PartOutput(Stream file) : Stream
{
    readonly XxHash128 _hash = new();
    readonly MemoryStream _held = new();
    bool _isHolding;
    long _position;

    public override bool CanRead => false;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _position;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>From here bytes are held back.</summary>
    public void Hold() => _isHolding = true;

    /// <summary>The bytes that were held back, which may be changed.</summary>
    public Span<byte> Held => _held.GetBuffer().AsSpan(0, (int)_held.Length);

    /// <summary>Passes on what was held back.</summary>
    public void Release()
    {
        _isHolding = false;
        Pass(Held);
        _held.SetLength(0);
    }

    /// <summary>The checksum of what passed since it was last asked for.</summary>
    public UInt128 TakeChecksum()
    {
        var hash = _hash.GetCurrentHashAsUInt128();
        _hash.Reset();
        return hash;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _position += buffer.Length;
        if (_isHolding)
            _held.Write(buffer);
        else
            Pass(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    // The library flushes before each page; the file does when it is complete.
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    void Pass(ReadOnlySpan<byte> bytes)
    {
        _hash.Append(bytes);
        file.Write(bytes);
    }
}
