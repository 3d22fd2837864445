using Sim.Framework.Randomness;

namespace Sim.Framework.Sampling;

/// <summary>Random trajectories through a grid, of which each step changes one coordinate: the points of Morris' elementary effects.</summary>
/// <remarks>
/// The grid has p levels, 0, 1 / (p - 1), ..., 1. In a trajectory every coordinate changes once, in random order, up or down with equal
/// probability, by delta = p / (2 (p - 1)). Its lower end is one of the p / 2 lower levels with equal probability; over the trajectories
/// these are balanced (each is taken equally often, give or take one), so that p / 2 trajectories meet all levels. Thread-safe.
/// Source: Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33(2), 161-174 (1991), section 3;
/// the balance over trajectories is a Latin hypercube's.
/// </remarks>
public static class Morris
{
    static readonly ulong Starts = StreamAddress.Function("sampling", "morris starts");
    static readonly ulong Orders = StreamAddress.Function("sampling", "morris orders");

    /// <summary>Draws the trajectories; equal arguments give equal ones.</summary>
    /// <param name="trajectories">how many, at least 2 and at least half of <paramref name="levels"/></param>
    /// <param name="levels">p, an even number from 2 on</param>
    /// <param name="dimensions">at least 1</param>
    /// <param name="seed">any value</param>
    /// <returns>trajectories * (dimensions + 1) arrays, one trajectory after the other, each with a number in [0, 1] per dimension</returns>
    /// <exception cref="SimulationException">an argument is outside its range</exception>
    public static double[][] Sample(int trajectories, int levels, int dimensions, long seed)
    {
        if (levels < 2 || int.IsOddInteger(levels))
            throw new SimulationException($"A Morris design of {levels} levels was asked for: it takes an even number of them, such as 4.");
        if (trajectories < 2 || trajectories < levels / 2)
            throw new SimulationException($"A Morris design of {trajectories} trajectories on {levels} levels was asked for: it takes at least {Math.Max(2, levels / 2)}, so that all levels are met.");
        if (dimensions < 1)
            throw new SimulationException($"A Morris design over {dimensions} parameters was asked for: it takes at least 1.");

        var stream = new RandomStream(seed);
        var ends = new (double From, double To)[trajectories, dimensions];
        for (int dimension = 0; dimension < dimensions; dimension++)
        {
            stream.Seek(StreamAddress.Key(seed, run: 0), Starts, timestep: dimension);
            DrawEnds(ends, dimension, levels, stream);
        }

        int[] order = new int[dimensions];
        var points = new List<double[]>();
        for (int trajectory = 0; trajectory < trajectories; trajectory++)
        {
            stream.Seek(StreamAddress.Key(seed, run: 0), Orders, timestep: trajectory);
            LatinHypercube.Permute(order, stream);
            Walk(points, ends, trajectory, order);
        }

        return [.. points];
    }

    static void DrawEnds((double From, double To)[,] ends, int dimension, int levels, RandomStream stream)
    {
        int lower = levels / 2;
        int[] places = new int[ends.GetLength(0)];
        LatinHypercube.Permute(places, stream);

        // Where the trajectories are no multiple of the lower levels, this decides which of them are taken once more.
        int shift = stream.Next(lower);
        for (int trajectory = 0; trajectory < places.Length; trajectory++)
        {
            int level = (int)(((long)places[trajectory] + shift) % lower);
            var (low, high) = ((double)level / (levels - 1), (double)(level + lower) / (levels - 1));
            ends[trajectory, dimension] = stream.Next(2) == 0 ? (low, high) : (high, low);
        }
    }

    static void Walk(List<double[]> points, (double From, double To)[,] ends, int trajectory, int[] order)
    {
        double[] point = [.. order.Select((_, dimension) => ends[trajectory, dimension].From)];
        points.Add(point);
        foreach (int dimension in order)
        {
            point = [.. point];
            point[dimension] = ends[trajectory, dimension].To;
            points.Add(point);
        }
    }
}
