using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Sim.Framework.Randomness;

// The contract of System.Random, drawn from this stream's words.
public sealed partial class RandomStream
{
    /// <summary>A uniform number in [0, 1): a whole number of 53 random bits times 2^-53.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public override double NextDouble()
    {
        ulong[] words = _words;
        int position = _position;
        if ((uint)position >= (uint)words.Length)
            return NextDoubleFromRefill();
        _position = unchecked(position + 1);
        return (long)(words[position] >> 11) * DoubleUnit;
    }

    /// <summary>A uniform number in [0, 1): a whole number of 24 random bits times 2^-24.</summary>
    public override float NextSingle() => (NextWord() >> 40) * SingleUnit;

    /// <summary>A whole number from 0 up to but not including <see cref="int.MaxValue"/>.</summary>
    public override int Next() => Next(0, int.MaxValue);

    /// <summary>A whole number from 0 up to but not including <paramref name="maxValue"/>, or 0 if that is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxValue"/> is below 0</exception>
    public override int Next(int maxValue)
    {
        Require.That(maxValue >= 0, maxValue, nameof(maxValue), "at least 0");
        return Next(0, maxValue);
    }

    /// <summary>A whole number from <paramref name="minValue"/> up to but not including <paramref name="maxValue"/>, or <paramref name="minValue"/> if they are equal.</summary>
    /// <remarks>Unbiased. Source: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29(1), 2019.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minValue"/> is above <paramref name="maxValue"/></exception>
    public override int Next(int minValue, int maxValue)
    {
        Require.That(minValue <= maxValue, minValue, nameof(minValue), $"at most maxValue = {maxValue}");
        return minValue == maxValue ? minValue : (int)(minValue + (long)Below((ulong)((long)maxValue - minValue)));
    }

    /// <summary>A whole number from 0 up to but not including <see cref="long.MaxValue"/>.</summary>
    public override long NextInt64() => NextInt64(0, long.MaxValue);

    /// <summary>A whole number from 0 up to but not including <paramref name="maxValue"/>, or 0 if that is 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxValue"/> is below 0</exception>
    public override long NextInt64(long maxValue)
    {
        Require.That(maxValue >= 0, maxValue, nameof(maxValue), "at least 0");
        return NextInt64(0, maxValue);
    }

    /// <summary>A whole number from <paramref name="minValue"/> up to but not including <paramref name="maxValue"/>, or <paramref name="minValue"/> if they are equal.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minValue"/> is above <paramref name="maxValue"/></exception>
    public override long NextInt64(long minValue, long maxValue)
    {
        Require.That(minValue <= maxValue, minValue, nameof(minValue), $"at most maxValue = {maxValue}");
        if (minValue == maxValue)
            return minValue;
        unchecked
        {
            return (long)((ulong)minValue + Below((ulong)maxValue - (ulong)minValue));
        }
    }

    /// <summary>Fills with random bytes: each word gives eight, lowest first; the last word may be used in part.</summary>
    /// <exception cref="ArgumentNullException">the buffer is null</exception>
    public override void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        NextBytes(buffer.AsSpan());
    }

    /// <summary>Fills with random bytes: each word gives eight, lowest first; the last word may be used in part.</summary>
    public override void NextBytes(Span<byte> buffer)
    {
        for (; buffer.Length >= sizeof(ulong); buffer = buffer[sizeof(ulong)..])
            BinaryPrimitives.WriteUInt64LittleEndian(buffer, NextWord());
        if (buffer.IsEmpty)
            return;
        ulong word = NextWord();
        foreach (ref byte value in buffer)
        {
            value = unchecked((byte)word);
            word >>= 8;
        }
    }

    /// <summary>The same as <see cref="NextDouble"/>; the base class asks for it.</summary>
    protected override double Sample() => NextDouble();

    // The high half of word * range is unbiased once the low halves that are one too many are drawn again.
    ulong Below(ulong range)
    {
        ulong high = Math.BigMul(NextWord(), range, out ulong low);
        if (low >= range)
            return high;
        ulong surplus = unchecked(0 - range) % range;
        while (low < surplus)
            high = Math.BigMul(NextWord(), range, out low);
        return high;
    }
}
