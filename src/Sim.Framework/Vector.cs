using Sim.Framework.Agents;

namespace Sim.Framework;

/// <summary>A state variable that is an array of numbers; recorded as a list column.</summary>
/// <remarks>
/// Read-only once made, so that policies, history and recorded rows can share it. An update writes the next one through
/// <see cref="Step{TState, TParameters}.Draft(Vector)"/> into memory that the run recycles: nothing is allocated per timestep.
/// In a batch run a vector stays valid while its timestep is the current one or within <c>RememberLast</c>; copy the values to keep them longer.
/// Not thread-safe to write, which only its draft can do. Equality is by values.
/// </remarks>
public sealed class Vector : IEquatable<Vector>, IRecyclable
{
    readonly double[] _values;

    internal Vector(int length) => _values = new double[length];

    /// <summary>The vector without elements.</summary>
    public static Vector Empty { get; } = new(0);

    /// <summary>The number of elements.</summary>
    public int Length => _values.Length;

    /// <summary>The elements in order.</summary>
    public ReadOnlySpan<double> Span => _values;

    /// <summary>The element at <paramref name="index"/>, from 0.</summary>
    /// <exception cref="IndexOutOfRangeException"><paramref name="index"/> is negative or not below <see cref="Length"/>.</exception>
    public double this[int index] => _values[index];

    /// <summary>A vector with a copy of <paramref name="values"/>.</summary>
    public static Vector Of(params ReadOnlySpan<double> values)
    {
        var vector = new Vector(values.Length);
        values.CopyTo(vector._values);
        return vector;
    }

    /// <summary>A vector of <paramref name="length"/> equal elements.</summary>
    public static Vector Repeat(double value, int length)
    {
        var vector = new Vector(length);
        vector.Writable.Fill(value);
        return vector;
    }

    internal double[] Values => _values;

    internal Span<double> Writable => _values;

    internal int KeepUntil { get; set; }

    int IRecyclable.KeepUntil
    {
        get => KeepUntil;
        set => KeepUntil = value;
    }

    object IRecyclable.Copy() => Of(_values);

    /// <summary>Adds up the elements from first to last, in that order.</summary>
    public double Sum()
    {
        var sum = 0.0;
        foreach (var value in _values)
            sum += value;
        return sum;
    }

    /// <inheritdoc/>
    public bool Equals(Vector? other) => other is not null && Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Vector);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in _values)
            hash.Add(value);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{string.Join(", ", _values.Select(Recording.Invariant.Text))}]");
}
