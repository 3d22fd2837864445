using Sim.Framework.Randomness;

namespace Sim.Framework.Sampling;

/// <summary>Latin hypercube samples: random points of which each dimension has exactly one in every stratum.</summary>
/// <remarks>
/// With n points a dimension is cut into n equal strata; a random permutation, drawn for each dimension apart, matches them to the
/// points, and a point is uniform within its stratum. A further dimension leaves the coordinates of the others as they are. Thread-safe.
/// Source: McKay, Beckman, Conover, "A comparison of three methods for selecting values of input variables", Technometrics 21(2), 1979.
/// </remarks>
public static class LatinHypercube
{
    static readonly ulong Function = StreamAddress.Function("sampling", "latin hypercube");

    /// <summary>Draws a sample; equal arguments give equal samples.</summary>
    /// <param name="count">how many points and strata, at least 1</param>
    /// <param name="dimensions">at least 1</param>
    /// <param name="seed">any value</param>
    /// <returns>one array per point, each with a number in [0, 1) per dimension</returns>
    /// <exception cref="ArgumentOutOfRangeException">count or dimensions is below 1</exception>
    public static double[][] Sample(int count, int dimensions, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        double[][] points = new double[count][];
        for (int point = 0; point < count; point++)
            points[point] = new double[dimensions];

        var stream = new RandomStream(seed);
        int[] strata = new int[count];
        for (int dimension = 0; dimension < dimensions; dimension++)
        {
            stream.Seek(StreamAddress.Key(seed, run: 0), Function, timestep: dimension);
            Permute(strata, stream);
            for (int point = 0; point < count; point++)
                points[point][dimension] = Within(strata[point], count, stream.NextDouble());
        }

        return points;
    }

    /// <summary>A place in a stratum that rounding cannot push into the next one.</summary>
    internal static double Within(int stratum, int count, double uniform)
    {
        double value = (stratum + uniform) / count;
        double end = (stratum + 1.0) / count;
        return value < end ? value : Math.BitDecrement(end);
    }

    // The numbers from 0 in random order. Fisher and Yates, written out: the order in which Random.Shuffle draws is not promised to stay.
    internal static void Permute(int[] items, RandomStream stream)
    {
        for (int index = 0; index < items.Length; index++)
        {
            int earlier = stream.Next(index + 1);
            items[index] = items[earlier];
            items[earlier] = index;
        }
    }
}
