using System.Numerics;

namespace Sim.Framework.Sampling;

/// <summary>Sobol points: a deterministic sequence that fills the unit cube more evenly than random points.</summary>
/// <remarks>
/// The order is that of the Gray code, and the first point is the origin, as in SciPy without scrambling: 0, 0.5, (0.75, 0.25), ...
/// Take a power of two of them: then every dimension has one point in each of as many equal intervals, and skipping points destroys
/// that unless the skip is a multiple of the count. Coordinates are multiples of 2^-32. Thread-safe.
/// Sources: Sobol 1967; Antonov, Saleev 1979 (Gray code); Bratley, Fox, ACM TOMS 14(1), 1988; direction numbers of <see cref="JoeKuo"/>.
/// </remarks>
public static class Sobol
{
    const int Bits = 32;

    // 2^-32
    const double Unit = 2.3283064365386963e-10;

    /// <summary>The largest number of dimensions.</summary>
    public static int MaxDimensions => JoeKuo.Rows.Length + 1;

    /// <summary>The points of the sequence from number <paramref name="skip"/> on.</summary>
    /// <param name="count">how many points, at least 1; best a power of two</param>
    /// <param name="dimensions">from 1 to <see cref="MaxDimensions"/></param>
    /// <param name="skip">how many points to leave out at the start, at least 0; see the remarks of the class</param>
    /// <returns>one array per point, each with a number in [0, 1) per dimension</returns>
    /// <exception cref="ArgumentOutOfRangeException">an argument is outside its range</exception>
    public static double[][] Sample(int count, int dimensions, int skip = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        if (dimensions < 1 || dimensions > MaxDimensions)
            throw new ArgumentOutOfRangeException(nameof(dimensions), $"Found dimensions = {dimensions}; allowed: from 1 to {MaxDimensions}. Latin hypercube samples have no such limit.");

        double[][] points = new double[count][];
        for (int point = 0; point < count; point++)
            points[point] = new double[dimensions];
        for (int dimension = 0; dimension < dimensions; dimension++)
            FillColumn(points, dimension, (uint)skip);
        return points;
    }

    /// <summary>The numbers that are combined by exclusive-or, as 32-bit fractions: number k has k + 1 binary digits.</summary>
    internal static uint[] Directions(int dimension)
    {
        uint[] directions = new uint[Bits];
        int[] row = dimension == 0 ? [0] : JoeKuo.Rows[dimension - 1];
        int degree = row.Length - 1;
        for (int k = 0; k < Bits; k++)
            directions[k] = k < degree ? (uint)row[k + 1] << (Bits - 1 - k) : Next(directions, k, degree, row[0]);
        return directions;
    }

    // Bratley and Fox 1988, equation (2). The first dimension, of degree 0, is van der Corput's sequence.
    static uint Next(uint[] directions, int k, int degree, int polynomial)
    {
        if (degree == 0)
            return 1u << (Bits - 1 - k);
        uint next = directions[k - degree] ^ (directions[k - degree] >> degree);
        for (int term = 1; term < degree; term++)
        {
            if (((polynomial >> (degree - 1 - term)) & 1) == 1)
                next ^= directions[k - term];
        }

        return next;
    }

    static void FillColumn(double[][] points, int dimension, uint skip)
    {
        uint[] directions = Directions(dimension);
        uint fraction = 0;
        for (uint gray = skip ^ (skip >> 1); gray != 0; gray &= gray - 1)
            fraction ^= directions[BitOperations.TrailingZeroCount(gray)];
        uint number = skip;
        foreach (double[] point in points)
        {
            point[dimension] = fraction * Unit;

            // From one Gray code to the next, one bit changes: the lowest zero of the number. There are fewer than 2^32 points.
            fraction ^= directions[BitOperations.TrailingZeroCount(~number)];
            number++;
        }
    }
}
