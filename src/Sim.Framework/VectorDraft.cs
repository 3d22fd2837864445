namespace Sim.Framework;

/// <summary>The next value of a <see cref="Vector"/> while an update writes it.</summary>
/// <remarks>Starts as a copy of the current value. It must not outlive the function that asked for it.</remarks>
public readonly ref struct VectorDraft
{
    readonly Vector _next;

    internal VectorDraft(Vector next) => _next = next;

    /// <summary>The elements, to be read and written.</summary>
    public Span<double> Span => _next.Writable;

    /// <summary>The number of elements.</summary>
    public int Length => _next.Length;

    /// <summary>The element at <paramref name="index"/>, from 0, to be read and written.</summary>
    public ref double this[int index] => ref _next.Writable[index];

    /// <summary>The vector that was written, as the value of a state variable or of a signal.</summary>
    public Vector ToVector() => _next;
}
