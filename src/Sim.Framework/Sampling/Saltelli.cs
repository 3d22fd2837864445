namespace Sim.Framework.Sampling;

/// <summary>The points that first-order and total Sobol' indices are estimated from.</summary>
/// <remarks>
/// In blocks of dimensions + 2: a point A, a point B, then A with coordinate 0 from B, A with coordinate 1 from B, and so on. A and B are
/// the two halves of a Sobol point of twice the dimensions. As many Sobol points as are taken are skipped first, since in the origin
/// A and B are equal and tell nothing; a power of two of them stays evenly spread. Thread-safe.
/// Source: Saltelli et al., "Variance based sensitivity analysis of model output", Comput. Phys. Commun. 181, 259-270 (2010), section 3.
/// </remarks>
public static class Saltelli
{
    /// <summary>The points of the design; equal arguments give equal points.</summary>
    /// <param name="points">how many pairs A and B, at least 2; best a power of two</param>
    /// <param name="dimensions">from 1 to half of <see cref="Sobol.MaxDimensions"/></param>
    /// <returns>points * (dimensions + 2) arrays, each with a number in [0, 1) per dimension</returns>
    /// <exception cref="SimulationException">an argument is outside its range</exception>
    public static double[][] Sample(int points, int dimensions)
    {
        if (points < 2)
            throw new SimulationException($"A Saltelli design of {points} points was asked for: it takes at least 2, and some hundreds to be of use.");
        if (dimensions < 1 || dimensions > Sobol.MaxDimensions / 2)
            throw new SimulationException($"A Saltelli design over {dimensions} parameters was asked for: it takes from 1 to {Sobol.MaxDimensions / 2}. Find those that matter by a Morris design first.");
        return [.. Sobol.Sample(points, 2 * dimensions, skip: points).SelectMany(pair => Block(pair[..dimensions], pair[dimensions..]))];
    }

    static IEnumerable<double[]> Block(double[] a, double[] b) =>
        [a, b, .. Enumerable.Range(0, a.Length).Select(changed => a.Select((value, dimension) => dimension == changed ? b[dimension] : value).ToArray())];
}
