using System.Runtime.CompilerServices;

namespace Sim.Framework.Randomness;

/// <summary>Draws of the standard normal law.</summary>
/// <remarks>
/// One word makes one draw in 98.8 of 100 cases: its top 8 bits choose the layer, the next 53 a signed position in it,
/// at the middle of its step, so that the law is symmetric and 0 does not occur. The result is the same bits on every machine.
/// Source: Marsaglia and Tsang 2000; position and layer come from disjoint bits, after Doornik, "An improved ziggurat method", 2005.
/// </remarks>
static class NormalZiggurat
{
    // Solution of "256 layers close at the top", to 50 digits 3.65415288536100877164542972039951575...
    internal const double TailStart = 3.654152885361009;
    internal const double LayerArea = 0.004928673233974655;

    static readonly Ziggurat Layers = new(TailStart, LayerArea, static x => Elementary.Exp(-0.5 * x * x), static y => Math.Sqrt(-2 * Elementary.Log(y)));
    static readonly double[] Edges = Layers.Edges;
    static readonly double[] Steps = Layers.Steps;
    static readonly double[] Heights = Layers.Heights;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Draw(RandomStream stream)
    {
        ulong word = stream.NextWord();
        int layer = (int)(word >> 56);
        double x = Position(word) * Steps[layer];
        return Math.Abs(x) < Edges[layer + 1] ? x : Resolve(stream, layer, x);
    }

    /// <summary>Fills with what as many calls of <see cref="Draw"/> would give.</summary>
    internal static void Fill(RandomStream stream, Span<double> destination)
    {
        while (!destination.IsEmpty)
        {
            var words = stream.Words();
            int count = FillInside(words, destination, out bool stopped);
            stream.Skip(count);
            destination = destination[count..];
            if (stopped || words.IsEmpty)
            {
                destination[0] = Draw(stream);
                destination = destination[1..];
            }
        }
    }

    // Stops before the first word that does not settle its draw alone.
    static int FillInside(ReadOnlySpan<ulong> words, Span<double> destination, out bool stopped)
    {
        int count = Math.Min(words.Length, destination.Length);
        for (int draw = 0; draw < count; draw++)
        {
            ulong word = words[draw];
            int layer = (int)(word >> 56);
            double x = Position(word) * Steps[layer];
            if (!(Math.Abs(x) < Edges[layer + 1]))
            {
                stopped = true;
                return draw;
            }

            destination[draw] = x;
        }

        stopped = false;
        return count;
    }

    // A whole number of 53 bits, signed, plus a half: exact in a double.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double Position(ulong word) => (unchecked((long)(word << 8)) >> 11) + 0.5;

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Resolve(RandomStream stream, int layer, double x)
    {
        while (layer > 0)
        {
            double height = Heights[layer] + (stream.NextDouble() * (Heights[layer + 1] - Heights[layer]));
            if (height < Elementary.Exp(-0.5 * x * x))
                return x;
            ulong word = stream.NextWord();
            layer = (int)(word >> 56);
            x = Position(word) * Steps[layer];
            if (Math.Abs(x) < Edges[layer + 1])
                return x;
        }

        return x < 0 ? -Tail(stream) : Tail(stream);
    }

    // Marsaglia's tail: an exponential beyond the start, accepted with probability exp(-a^2 / 2).
    static double Tail(RandomStream stream)
    {
        while (true)
        {
            double beyond = ExponentialZiggurat.Draw(stream) / TailStart;
            if (2 * ExponentialZiggurat.Draw(stream) > beyond * beyond)
                return TailStart + beyond;
        }
    }
}
