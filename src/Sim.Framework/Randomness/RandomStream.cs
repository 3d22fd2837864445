using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Sim.Framework.Randomness;

/// <summary>A stream of random draws at an address: seed, run, function and timestep.</summary>
/// <remarks>
/// The engine moves one stream per worker to the address of each policy and update before it calls them, so what a function draws
/// depends on the address and on nothing that was drawn before. All draws are bit-identical on all machines: they use integers and
/// operations that IEEE 754 rounds correctly, never the platform's mathematical library. No draw allocates.
/// A stream is not safe for use by several threads at once; give each thread its own.
/// <para>
/// It inherits from <see cref="Random"/>, the one inheritance in the framework, so that MathNet's distributions, <c>Shuffle</c>,
/// <c>GetItems</c> and everything else that asks for a <see cref="Random"/> accept it; each overridable member draws from this stream's bits.
/// </para>
/// <para>
/// An address holds 2^33 words of 64 bits; a uniform takes one, most other draws one or two.
/// Source of the generator: Salmon et al. 2011, see <see cref="Philox"/>.
/// </para>
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of random numbers is the field's word; System.IO.Stream is not meant.")]
public sealed partial class RandomStream : Random
{
    const int BufferLength = 32;
    const long BlockLimit = 1L << 32;
    const ulong ScriptMiddle = 1UL << 10;

    // 2^-53 and 2^-24: the spacing of doubles and floats in [1/2, 1).
    const double DoubleUnit = 1.1102230246251565e-16;
    const float SingleUnit = 5.9604645e-08f;

    // Words are placed at the end of the buffer, so that its length is the limit and the bounds check the refill check.
    readonly ulong[] _words = new ulong[BufferLength];
    readonly double[]? _script;
    int _position = BufferLength;
    int _scriptPosition;
    ulong _key;
    ulong _function;
    uint _timestep;
    long _nextBlock;

    /// <summary>A stream for use by hand, in a notebook or a test.</summary>
    /// <remarks>Its address is run 0, which no experiment has: runs count from 1.</remarks>
    /// <param name="seed">any value; equal seeds give equal draws</param>
#pragma warning disable RS0030 // The base class wants a seed; none of its bits is ever drawn.
    public RandomStream(long seed)
        : base(0)
#pragma warning restore RS0030
    {
        Seek(StreamAddress.Key(seed, run: 0), function: 0, timestep: 0);
    }

    RandomStream(double[] script)
        : this(seed: 0)
    {
        _script = script;
    }

    /// <summary>A stream for tests that hands out given uniforms, so that chance can be fed exactly, extremes included.</summary>
    /// <remarks>
    /// <see cref="NextDouble"/> and all that is defined by it (<see cref="Uniform"/>, <see cref="Bernoulli"/>) take the uniforms as they stand.
    /// A draw that takes a word of 64 bits gets floor(u * 2^53) * 2^11 + 2^10, the middle of the words whose uniform is u (the lowest word
    /// is one that unbiased integer draws reject); integer draws map it to low + floor(u * range).
    /// Seeking does not rewind it.
    /// </remarks>
    /// <param name="uniforms">numbers in [0, 1); a draw beyond the last one throws an <see cref="InvalidOperationException"/></param>
    /// <exception cref="ArgumentOutOfRangeException">a number is outside [0, 1)</exception>
    public static RandomStream FromUniforms(params double[] uniforms)
    {
        ArgumentNullException.ThrowIfNull(uniforms);
        foreach (double uniform in uniforms)
            Require.That(uniform is >= 0 and < 1, uniform, nameof(uniforms), "a uniform lies in [0, 1)");
        return new RandomStream([.. uniforms]);
    }

    /// <summary>Moves to the start of an address; the first draw there computes the first block.</summary>
    internal void Seek(ulong key, ulong function, int timestep)
    {
        _key = key;
        _function = function;
        _timestep = unchecked((uint)timestep);
        _nextBlock = 0;
        _position = BufferLength;
    }

    /// <summary>The next 64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong NextWord()
    {
        ulong[] words = _words;
        int position = _position;
        if ((uint)position >= (uint)words.Length)
            return NextWordFromRefill();
        _position = unchecked(position + 1);
        return words[position];
    }

    /// <summary>The words that are computed and not yet drawn, at least one; none if the stream is scripted.</summary>
    internal ReadOnlySpan<ulong> Words()
    {
        if (_script is not null)
            return default;
        if (_position == BufferLength)
            Refill();
        return _words.AsSpan(_position);
    }

    /// <summary>Counts words as drawn, at most as many as <see cref="Words"/> shows.</summary>
    internal void Skip(int count) => _position += count;

    /// <summary>Fills with the next words, as so many calls of <see cref="NextWord"/> would; not for scripted streams.</summary>
    internal void NextWords(Span<ulong> destination)
    {
        var ready = _words.AsSpan(_position);
        ready = ready[..Math.Min(ready.Length, destination.Length)];
        ready.CopyTo(destination);
        _position += ready.Length;
        destination = destination[ready.Length..];
        int blocks = destination.Length / 2;
        Compute(destination[..(2 * blocks)], blocks);
        if (destination.Length % 2 == 1)
            destination[^1] = NextWord();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    ulong NextWordFromRefill()
    {
        if (_script is not null)
            return ((ulong)(NextOfScript() * (1L << 53)) << 11) | ScriptMiddle;
        Refill();
        return _words[_position++];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    double NextDoubleFromRefill() => _script is null ? (NextWordFromRefill() >> 11) * DoubleUnit : NextOfScript();

    double NextOfScript() => _scriptPosition < _script!.Length
        ? _script[_scriptPosition++]
        : throw new InvalidOperationException($"The stream was made from {_script.Length} uniforms, and all are drawn. Give FromUniforms more of them.");

    // Most functions draw once or twice, so the first block comes alone; a function that draws on is served in growing batches.
    void Refill()
    {
        int blocks = _nextBlock switch
        {
            0 => 1,
            1 => BufferLength / 4,
            _ => (int)Math.Min(BufferLength / 2, Math.Max(1, BlockLimit - _nextBlock)),
        };
        int position = BufferLength - (2 * blocks);
        if (blocks == 1)
            RefillOne();
        else
            Compute(_words.AsSpan(position), blocks);
        _position = position;
    }

    void RefillOne()
    {
        RequireBlocks(1);
        (_words[BufferLength - 2], _words[BufferLength - 1]) = Philox.Block(_key, unchecked((uint)_nextBlock), _timestep, _function);
        _nextBlock++;
    }

    void Compute(Span<ulong> destination, int blocks)
    {
        RequireBlocks(blocks);
        Philox.Fill(destination, _key, unchecked((uint)_nextBlock), _timestep, _function);
        _nextBlock += blocks;
    }

    void RequireBlocks(int blocks)
    {
        if (_nextBlock + blocks > BlockLimit)
            throw new InvalidOperationException("All 2^33 words of this address are drawn. Draw from another function, timestep or seed.");
    }
}
