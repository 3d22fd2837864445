namespace Sim.Framework.Randomness;

/// <summary>The layers of a ziggurat: horizontal strips of equal area that cover the right half of a falling density.</summary>
/// <remarks>
/// Layer 0 is the lowest strip together with the tail, drawn as a rectangle that is as wide as its area asks.
/// Tables are computed with <see cref="Elementary"/>, so they are the same bits on every machine.
/// Source: Marsaglia, Tsang, "The ziggurat method for generating random variables", J. Stat. Software 5(8), 2000.
/// </remarks>
sealed class Ziggurat
{
    internal const int LayerCount = 256;

    // 2^-52: random words supply whole numbers of this unit across a layer's width.
    const double Unit = 2.220446049250313e-16;

    /// <param name="tailStart">where layer 0 ends and the tail begins</param>
    /// <param name="area">the area of each layer under the unnormalised density, which is 1 at 0</param>
    /// <param name="density">the unnormalised density</param>
    /// <param name="inverse">its inverse for positive x</param>
    internal Ziggurat(double tailStart, double area, Func<double, double> density, Func<double, double> inverse)
    {
        Edges[1] = tailStart;
        Heights[1] = density(tailStart);
        Edges[0] = area / Heights[1];
        for (int layer = 2; layer < LayerCount; layer++)
        {
            Heights[layer] = Heights[layer - 1] + (area / Edges[layer - 1]);
            Edges[layer] = inverse(Heights[layer]);
        }

        (Edges[LayerCount], Heights[LayerCount]) = (0, 1);
        for (int layer = 0; layer < LayerCount; layer++)
            Steps[layer] = Edges[layer] * Unit;
    }

    /// <summary>The width of each layer, falling to 0; a point of layer i left of edge i + 1 lies under the density for certain.</summary>
    internal double[] Edges { get; } = new double[LayerCount + 1];

    /// <summary>Edges in units of 2^-52.</summary>
    internal double[] Steps { get; } = new double[LayerCount];

    /// <summary>The density at each edge, rising to 1.</summary>
    internal double[] Heights { get; } = new double[LayerCount + 1];
}
