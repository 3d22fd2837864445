using System.Runtime.CompilerServices;

namespace Sim.Framework.Randomness;

/// <summary>Draws of the exponential law of rate 1.</summary>
/// <remarks>
/// One word makes one draw in 98.9 of 100 cases: its top 8 bits choose the layer, the next 52 the position in it, at the middle of
/// its step, so 0 does not occur. The result is the same bits on every machine. Source: Marsaglia and Tsang 2000.
/// </remarks>
static class ExponentialZiggurat
{
    // Solution of "256 layers close at the top", to 50 digits 7.69711747013104971404462804801521549...
    internal const double TailStart = 7.69711747013105;
    internal const double LayerArea = 0.003949659822581557;

    static readonly Ziggurat Layers = new(TailStart, LayerArea, static x => Elementary.Exp(-x), static y => -Elementary.Log(y));
    static readonly double[] Edges = Layers.Edges;
    static readonly double[] Steps = Layers.Steps;
    static readonly double[] Heights = Layers.Heights;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Draw(RandomStream stream)
    {
        ulong word = stream.NextWord();
        int layer = (int)(word >> 56);
        double x = Position(word) * Steps[layer];
        return x < Edges[layer + 1] ? x : Resolve(stream, layer, x);
    }

    // A whole number of 52 bits plus a half: exact in a double. The cast to long picks the cheaper conversion.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double Position(ulong word) => unchecked((long)((word << 8) >> 12)) + 0.5;

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Resolve(RandomStream stream, int layer, double x)
    {
        double start = 0;
        while (true)
        {
            if (layer == 0)
            {
                // The law has no memory: beyond the start of the tail it begins anew.
                start += TailStart;
            }
            else
            {
                double height = Heights[layer] + (stream.NextDouble() * (Heights[layer + 1] - Heights[layer]));
                if (height < Elementary.Exp(-x))
                    return start + x;
            }

            ulong word = stream.NextWord();
            layer = (int)(word >> 56);
            x = Position(word) * Steps[layer];
            if (x < Edges[layer + 1])
                return start + x;
        }
    }
}
