using System.Numerics;
using System.Runtime.InteropServices;

namespace Sim.Parquet.Writing;

/// <summary>The smallest and largest of many numbers.</summary>
static class Extremes
{
    /// <summary>False if there are no values, or if one is NaN.</summary>
    public static bool TryFind<T>(ReadOnlySpan<T> values, out T minimum, out T maximum)
        where T : unmanaged, INumber<T>
    {
        minimum = maximum = T.Zero;
        if (values.IsEmpty)
            return false;
        minimum = maximum = values[0];
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        if (!vectors.IsEmpty && !TryFind(vectors, ref minimum, ref maximum))
            return false;
        foreach (var value in values[(vectors.Length * Vector<T>.Count)..])
        {
            if (T.IsNaN(value))
                return false;
            minimum = T.Min(minimum, value);
            maximum = T.Max(maximum, value);
        }

        return !T.IsNaN(minimum);
    }

    static bool TryFind<T>(ReadOnlySpan<Vector<T>> vectors, ref T minimum, ref T maximum)
        where T : unmanaged, INumber<T>
    {
        var low = vectors[0];
        var high = low;
        var ordered = Vector.Equals(low, low);
        foreach (var vector in vectors)
        {
            low = Vector.ConditionalSelect(Vector.LessThan(vector, low), vector, low);
            high = Vector.ConditionalSelect(Vector.GreaterThan(vector, high), vector, high);
            ordered &= Vector.Equals(vector, vector);
        }

        // All bits set is NaN as a floating-point number, so the mask is compared as bytes.
        if (!Vector.EqualsAll(Vector.AsVectorByte(ordered), Vector<byte>.AllBitsSet))
            return false;
        for (int lane = 0; lane < Vector<T>.Count; lane++)
        {
            minimum = T.Min(minimum, low[lane]);
            maximum = T.Max(maximum, high[lane]);
        }

        return true;
    }
}
