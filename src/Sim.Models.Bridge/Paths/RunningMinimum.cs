using System.Numerics;
using System.Runtime.InteropServices;
using Sim.Framework.Randomness;

namespace Sim.Models.Bridge.Paths;

/// <summary>Simulates paths of a law of returns and keeps of each only its lowest log price so far, at several horizons.</summary>
static class RunningMinimum
{
    // The buffers of a block of paths stay in the first-level cache.
    const int BlockLength = 512;

    /// <summary>The lowest log price of each path relative to its start, which counts as the first price.</summary>
    /// <param name="law">The law of daily log returns.</param>
    /// <param name="random">Where the draws come from.</param>
    /// <param name="moves">After how many moves each minimum is taken, in ascending order.</param>
    /// <param name="minima">For each entry of <paramref name="moves"/>, one minimum a path, 0 or less.</param>
    public static void Simulate(IReturnLaw law, RandomStream random, ReadOnlySpan<int> moves, double[][] minima)
    {
        Span<double> block = stackalloc double[4 * BlockLength];
        for (var first = 0; first < minima[0].Length; first += BlockLength)
        {
            var count = Math.Min(BlockLength, minima[0].Length - first);
            var states = block[..count];
            var returns = block.Slice(BlockLength, count);
            var level = block.Slice(2 * BlockLength, count);
            var lowest = block.Slice(3 * BlockLength, count);
            states.Fill(law.InitialState);
            level.Clear();
            lowest.Clear();
            for (int day = 0, horizon = 0; horizon < moves.Length; horizon++)
            {
                for (; day < moves[horizon]; day++)
                {
                    law.Next(random, states, returns);
                    Advance(level, lowest, returns);
                }

                lowest.CopyTo(minima[horizon].AsSpan(first));
            }
        }
    }

    static void Advance(Span<double> level, Span<double> lowest, ReadOnlySpan<double> returns)
    {
        var levels = MemoryMarshal.Cast<double, Vector<double>>(level);
        var minima = MemoryMarshal.Cast<double, Vector<double>>(lowest);
        var moves = MemoryMarshal.Cast<double, Vector<double>>(returns);
        for (var place = 0; place < levels.Length; place++)
        {
            var moved = levels[place] + moves[place];
            levels[place] = moved;
            minima[place] = Vector.Min(minima[place], moved);
        }

        for (var path = levels.Length * Vector<double>.Count; path < level.Length; path++)
        {
            level[path] += returns[path];
            lowest[path] = Math.Min(lowest[path], level[path]);
        }
    }
}
