namespace Sim.Framework.Agents;

/// <summary>Agents as one state variable: structs side by side in memory, each with an id that it keeps for life.</summary>
/// <typeparam name="TAgent">What one agent is: a struct, best a record struct of numbers.</typeparam>
/// <remarks>
/// Agents stand in the order in which they were added; ids rise in that order and are never used again. Read-only once made: policies see the
/// population as before the block, and an update writes the next one through <see cref="PopulationDraft{TAgent}"/> into memory that the run recycles.
/// In a batch run a population stays valid while its timestep is the current one or within <c>RememberLast</c>. The dataset records the count.
/// </remarks>
public sealed class Population<TAgent> : IRecyclable
    where TAgent : struct
{
    TAgent[] _agents = [];
    long[] _ids = [];
    bool[] _leaving = [];
    long _nextId;
    int _leavingCount;

    internal Population()
    {
    }

    /// <summary>A population of these agents with the ids 0, 1, 2, …</summary>
    public static Population<TAgent> Of(params ReadOnlySpan<TAgent> agents)
    {
        var population = new Population<TAgent>();
        foreach (var agent in agents)
            population.Add(agent);
        return population;
    }

    /// <summary>A population of <paramref name="count"/> agents with the ids 0, 1, 2, …, each made by <paramref name="make"/> from its id.</summary>
    public static Population<TAgent> Create(int count, Func<int, TAgent> make)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(make);
        var population = new Population<TAgent>();
        for (var agent = 0; agent < count; agent++)
            population.Add(make(agent));
        return population;
    }

    /// <summary>The number of agents.</summary>
    public int Count { get; private set; }

    /// <summary>The agents in the order of their ids.</summary>
    public ReadOnlySpan<TAgent> Agents => new(_agents, 0, Count);

    /// <summary>The ids, rising; the id at an index belongs to the agent at the same index.</summary>
    public ReadOnlySpan<long> Ids => new(_ids, 0, Count);

    /// <summary>The agent at <paramref name="index"/>, from 0 in the order of ids.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative or not below <see cref="Count"/>.</exception>
    public ref readonly TAgent this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unchecked((uint)index), (uint)Count, nameof(index));
            return ref _agents[index];
        }
    }

    internal int KeepUntil { get; set; }

    int IRecyclable.KeepUntil
    {
        get => KeepUntil;
        set => KeepUntil = value;
    }

    internal Span<TAgent> Writable => new(_agents, 0, Count);

    /// <summary>Where the agent with this id stands, or -1 when it never lived or has left.</summary>
    public int IndexOf(long id)
    {
        var index = Ids.BinarySearch(id);
        return index < 0 ? -1 : index;
    }

    /// <summary>Goes through the agents in the order of their ids.</summary>
    public ReadOnlySpan<TAgent>.Enumerator GetEnumerator() => Agents.GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"{Count} × {typeof(TAgent).Name}";

    object IRecyclable.Copy()
    {
        var copy = new Population<TAgent>();
        copy.CopyFrom(this);
        return copy;
    }

    internal bool ContentEquals(Population<TAgent> other) =>
        Ids.SequenceEqual(other.Ids) && _nextId == other._nextId && Agents.SequenceEqual(other.Agents, EqualityComparer<TAgent>.Default);

    internal void CopyFrom(Population<TAgent> other)
    {
        if (_agents.Length < other.Count)
            Grow(other._agents.Length);
        other.Agents.CopyTo(_agents);
        other.Ids.CopyTo(_ids);
        (Count, _nextId, _leavingCount) = (other.Count, other._nextId, 0);
        _leaving.AsSpan(0, Count).Clear();
    }

    internal long Add(in TAgent agent)
    {
        if (Count == _agents.Length)
            Grow(Math.Max(8, 2 * Count));
        _agents[Count] = agent;
        _ids[Count] = _nextId;
        _leaving[Count] = false;
        Count++;
        return _nextId++;
    }

    internal void Remove(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unchecked((uint)index), (uint)Count, nameof(index));
        if (!_leaving[index])
            _leavingCount++;
        _leaving[index] = true;
    }

    internal bool IsLeaving(int index) => _leaving[index];

    /// <summary>Closes the gaps of those who leave, keeping the order.</summary>
    internal void Close()
    {
        if (_leavingCount == 0)
            return;
        var kept = 0;
        for (var index = 0; index < Count; index++)
        {
            if (_leaving[index])
                continue;
            _agents[kept] = _agents[index];
            _ids[kept++] = _ids[index];
        }

        Count = kept;
        _leavingCount = 0;
        _leaving.AsSpan(0, kept).Clear();
    }

    void Grow(int capacity)
    {
        Array.Resize(ref _agents, capacity);
        Array.Resize(ref _ids, capacity);
        Array.Resize(ref _leaving, capacity);
    }
}
