using System.Text;

namespace Sim.Framework.Randomness;

/// <summary>Turns what names a stream (seed, run, block name, function name) into the numbers that Philox takes.</summary>
/// <remarks>These numbers decide every draw ever made with a seed: they must never change.</remarks>
static class StreamAddress
{
    const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    const ulong FnvOffset = 0xCBF29CE484222325;
    const ulong FnvPrime = 0x00000100000001B3;

    // No byte of a UTF-8 text is 0xFF, so ("ab", "c") and ("a", "bc") differ.
    const byte Separator = 0xFF;

    /// <summary>The key of a run whose streams are shared by all subsets and simulations.</summary>
    /// <remarks>For a fixed seed it is a bijection of the run number, so no two runs of an experiment share a key. Run 0 is for streams made by hand.</remarks>
    internal static ulong Key(long seed, int run) => Key(seed, run, subset: 0, simulation: 0);

    /// <summary>The key of a run with streams of its own for each subset and simulation.</summary>
    /// <remarks>
    /// For a fixed seed and simulation it is a bijection of the pair (run, subset). Subset 0 of simulation 0 draws what shared streams
    /// draw, so that the base case stays the same whichever option is chosen.
    /// </remarks>
    internal static ulong Key(long seed, int run, int subset, int simulation)
    {
        unchecked
        {
            ulong experiment = Mix((ulong)seed) + Mix((uint)simulation);
            ulong point = (uint)run | ((ulong)(uint)subset << 32);
            return Mix(experiment + (GoldenGamma * point));
        }
    }

    /// <summary>The number of a function in a block, by their names: the FNV-1a hash of both in UTF-8, then mixed.</summary>
    /// <remarks>Source: Fowler, Noll, Vo, IETF draft draft-eastlake-fnv, 64-bit parameters.</remarks>
    internal static ulong Function(string block, string function)
    {
        ulong hash = Append(FnvOffset, Encoding.UTF8.GetBytes(block));
        hash = Append(hash, [Separator]);
        return Mix(Append(hash, Encoding.UTF8.GetBytes(function)));
    }

    // The finaliser of SplitMix64, a bijection. Source: Steele, Lea, Flood, OOPSLA 2014, figure 16 (variant 13 of Stafford).
    static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    static ulong Append(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
            hash = unchecked((hash ^ value) * FnvPrime);
        return hash;
    }
}
