using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sim.Framework.Randomness;

/// <summary>The counter-based generator Philox 4x32-10: a keyed bijection of 128-bit counters onto 128-bit random blocks.</summary>
/// <remarks>
/// The counter is, from its lowest word: block index within the stream, timestep, function (64 bits).
/// A block is handed out as two 64-bit words. Only integer arithmetic is used, so the words are the same on every machine,
/// whichever of the three kernels computes them.
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC '11, section 4 and table 2.
/// </remarks>
static class Philox
{
    const int Rounds = 10;
    const uint Multiplier0 = 0xD2511F53;
    const uint Multiplier1 = 0xCD9E8D57;
    const uint Weyl0 = 0x9E3779B9;
    const uint Weyl1 = 0xBB67AE85;

    // Lanes hold one counter each, in an order that makes the interleaving of low and high words come out in sequence.
    static readonly Vector512<ulong> Lanes512 = Vector512.Create(0ul, 4, 1, 5, 2, 6, 3, 7);
    static readonly Vector256<ulong> Lanes256 = Vector256.Create(0ul, 2, 1, 3);

    /// <summary>Computes one block, word by word.</summary>
    internal static (ulong First, ulong Second) Block(ulong key, uint block, uint timestep, ulong function)
    {
        unchecked
        {
            var (c0, c1, c2, c3) = (block, timestep, (uint)function, (uint)(function >> 32));
            var (k0, k1) = ((uint)key, (uint)(key >> 32));
            for (int round = 0; round < Rounds; round++)
            {
                ulong product0 = (ulong)Multiplier0 * c0;
                ulong product1 = (ulong)Multiplier1 * c2;
                c0 = (uint)(product1 >> 32) ^ c1 ^ k0;
                c1 = (uint)product1;
                c2 = (uint)(product0 >> 32) ^ c3 ^ k1;
                c3 = (uint)product0;
                k0 += Weyl0;
                k1 += Weyl1;
            }

            return (c0 | ((ulong)c1 << 32), c2 | ((ulong)c3 << 32));
        }
    }

    /// <summary>Fills an even number of words with consecutive blocks, as wide as the processor allows.</summary>
    internal static void Fill(Span<ulong> destination, ulong key, uint firstBlock, uint timestep, ulong function)
    {
        unchecked
        {
            if (Avx512F.IsSupported)
            {
                for (; destination.Length >= 32; destination = destination[32..], firstBlock += 16)
                    Fill16Blocks(destination, key, firstBlock, timestep, function);
                if (destination.Length >= 16)
                {
                    Fill8Blocks512(destination, key, firstBlock, timestep, function);
                    destination = destination[16..];
                    firstBlock += 8;
                }
            }

            if (Avx2.IsSupported)
            {
                for (; destination.Length >= 16; destination = destination[16..], firstBlock += 8)
                    Fill8Blocks256(destination, key, firstBlock, timestep, function);
            }

            FillOneByOne(destination, key, firstBlock, timestep, function);
        }
    }

    /// <summary>Fills an even number of words with consecutive blocks without vectors: the reference of the others.</summary>
    internal static void FillOneByOne(Span<ulong> destination, ulong key, uint firstBlock, uint timestep, ulong function)
    {
        for (int word = 0; word + 1 < destination.Length; word += 2)
            (destination[word], destination[word + 1]) = Block(key, unchecked(firstBlock++), timestep, function);
    }

    // Two chains at once: a round is a chain of dependent steps, and one chain leaves the multiplier waiting.
    internal static void Fill16Blocks(Span<ulong> destination, ulong key, uint firstBlock, uint timestep, ulong function)
    {
        var low = Counters512.At(firstBlock, timestep, function);
        var high = Counters512.At(unchecked(firstBlock + 8), timestep, function);
        var (key0, key1) = (Vector512.Create(key), Vector512.Create(key >> 32));
        for (int round = 0; round < Rounds; round++)
        {
            low = low.Round(key0, key1);
            high = high.Round(key0, key1);
            key0 += Vector512.Create((ulong)Weyl0);
            key1 += Vector512.Create((ulong)Weyl1);
        }

        low.Store(destination[..16]);
        high.Store(destination[16..32]);
    }

    internal static void Fill8Blocks512(Span<ulong> destination, ulong key, uint firstBlock, uint timestep, ulong function)
    {
        var counters = Counters512.At(firstBlock, timestep, function);
        var (key0, key1) = (Vector512.Create(key), Vector512.Create(key >> 32));
        for (int round = 0; round < Rounds; round++)
        {
            counters = counters.Round(key0, key1);
            key0 += Vector512.Create((ulong)Weyl0);
            key1 += Vector512.Create((ulong)Weyl1);
        }

        counters.Store(destination[..16]);
    }

    internal static void Fill8Blocks256(Span<ulong> destination, ulong key, uint firstBlock, uint timestep, ulong function)
    {
        var low = Counters256.At(firstBlock, timestep, function);
        var high = Counters256.At(unchecked(firstBlock + 4), timestep, function);
        var (key0, key1) = (Vector256.Create(key), Vector256.Create(key >> 32));
        for (int round = 0; round < Rounds; round++)
        {
            low = low.Round(key0, key1);
            high = high.Round(key0, key1);
            key0 += Vector256.Create((ulong)Weyl0);
            key1 += Vector256.Create((ulong)Weyl1);
        }

        low.Store(destination[..8]);
        high.Store(destination[8..16]);
    }

    // Each 32-bit counter word sits in the low half of a 64-bit lane. The widening multiplication reads low halves only,
    // so what exclusive-or leaves in the high halves never matters before Store masks it.
    readonly struct Counters512(Vector512<ulong> c0, Vector512<ulong> c1, Vector512<ulong> c2, Vector512<ulong> c3)
    {
        internal static Counters512 At(uint firstBlock, uint timestep, ulong function) =>
            new(Vector512.Create((ulong)firstBlock) + Lanes512, Vector512.Create((ulong)timestep), Vector512.Create(function), Vector512.Create(function >> 32));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Counters512 Round(Vector512<ulong> key0, Vector512<ulong> key1)
        {
            var product0 = Avx512F.Multiply(c0.AsUInt32(), Vector512.Create((ulong)Multiplier0).AsUInt32());
            var product1 = Avx512F.Multiply(c2.AsUInt32(), Vector512.Create((ulong)Multiplier1).AsUInt32());
            return new((product1 >>> 32) ^ c1 ^ key0, product1, (product0 >>> 32) ^ c3 ^ key1, product0);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Store(Span<ulong> destination)
        {
            var mask = Vector512.Create((ulong)uint.MaxValue);
            var first = (c0 & mask) | (c1 << 32);
            var second = (c2 & mask) | (c3 << 32);
            ref ulong start = ref MemoryMarshal.GetReference(destination[..16]);
            Avx512F.UnpackLow(first, second).StoreUnsafe(ref start);
            Avx512F.UnpackHigh(first, second).StoreUnsafe(ref start, 8);
        }
    }

    readonly struct Counters256(Vector256<ulong> c0, Vector256<ulong> c1, Vector256<ulong> c2, Vector256<ulong> c3)
    {
        internal static Counters256 At(uint firstBlock, uint timestep, ulong function) =>
            new(Vector256.Create((ulong)firstBlock) + Lanes256, Vector256.Create((ulong)timestep), Vector256.Create(function), Vector256.Create(function >> 32));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Counters256 Round(Vector256<ulong> key0, Vector256<ulong> key1)
        {
            var product0 = Avx2.Multiply(c0.AsUInt32(), Vector256.Create((ulong)Multiplier0).AsUInt32());
            var product1 = Avx2.Multiply(c2.AsUInt32(), Vector256.Create((ulong)Multiplier1).AsUInt32());
            return new((product1 >>> 32) ^ c1 ^ key0, product1, (product0 >>> 32) ^ c3 ^ key1, product0);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Store(Span<ulong> destination)
        {
            var mask = Vector256.Create((ulong)uint.MaxValue);
            var first = (c0 & mask) | (c1 << 32);
            var second = (c2 & mask) | (c3 << 32);
            ref ulong start = ref MemoryMarshal.GetReference(destination[..8]);
            Avx2.UnpackLow(first, second).StoreUnsafe(ref start);
            Avx2.UnpackHigh(first, second).StoreUnsafe(ref start, 4);
        }
    }
}
