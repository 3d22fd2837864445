namespace Sim.Framework.Agents;

/// <summary>The next value of a <see cref="Population{TAgent}"/> while an update writes it.</summary>
/// <remarks>
/// Starts as a copy of the current population. Those who join stand at the end at once; those who leave keep their place, so that indices stay
/// valid, until the draft is done. It must not outlive the function that asked for it.
/// </remarks>
public readonly ref struct PopulationDraft<TAgent>
    where TAgent : struct
{
    readonly Population<TAgent> _next;

    internal PopulationDraft(Population<TAgent> next) => _next = next;

    /// <summary>The number of agents, those who are leaving included.</summary>
    public int Count => _next.Count;

    /// <summary>The agents, to be read and written, in the order of their ids. Adding an agent may move them: take the span anew afterwards.</summary>
    public Span<TAgent> Agents => _next.Writable;

    /// <summary>The ids, rising.</summary>
    public ReadOnlySpan<long> Ids => _next.Ids;

    /// <summary>The agent at <paramref name="index"/>, from 0, to be read and written.</summary>
    public ref TAgent this[int index] => ref _next.Writable[index];

    /// <summary>Lets an agent join, at the end.</summary>
    /// <returns>Its id.</returns>
    public long Add(in TAgent agent) => _next.Add(agent);

    /// <summary>Lets the agent at <paramref name="index"/> leave when the draft is done. Saying so twice is once.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative or not below <see cref="Count"/>.</exception>
    public void Remove(int index) => _next.Remove(index);

    /// <summary>Whether the agent at <paramref name="index"/> has been told to leave.</summary>
    public bool IsLeaving(int index) => _next.IsLeaving(index);

    /// <summary>Closes the draft, as the value of a state variable or of a signal.</summary>
    public Population<TAgent> ToPopulation()
    {
        _next.Close();
        return _next;
    }
}
