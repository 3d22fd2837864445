namespace Sim.Framework.Agents;

/// <summary>The memory of one run for values of state that are written anew each timestep.</summary>
/// <remarks>
/// A value handed out in a timestep is kept to its end. If the state then holds it, it is kept for as long as the next timestep, or a look-back, may read it:
/// the compiled model says so at the end of every timestep. So what is recycled depends on the depth of history alone.
/// </remarks>
sealed class Recycler(bool keepAll)
{
    // A model has a handful of kinds: agents' types, and lengths of vectors.
    readonly List<Shelf<Vector>> _vectors = [];
    readonly Dictionary<Type, IShelf> _populations = [];

    public Vector Vector(int length, int timestep)
    {
        if (keepAll)
            return new Vector(length);
        var shelf = VectorsOf(length);
        var vector = shelf.Take(timestep) ?? shelf.Add(new Vector(length));
        vector.KeepUntil = timestep;
        return vector;
    }

    public Population<TAgent> Population<TAgent>(int timestep)
        where TAgent : struct
    {
        if (keepAll)
            return new Population<TAgent>();
        if (!_populations.TryGetValue(typeof(TAgent), out var known))
            _populations[typeof(TAgent)] = known = new Shelf<Population<TAgent>>(0);
        var shelf = (Shelf<Population<TAgent>>)known;
        var population = shelf.Take(timestep) ?? shelf.Add(new Population<TAgent>());
        population.KeepUntil = timestep;
        return population;
    }

    /// <summary>Gives everything back, at the start of another run.</summary>
    public void Restart()
    {
        foreach (var shelf in _vectors)
            shelf.Restart();
        foreach (var shelf in _populations.Values)
            shelf.Restart();
    }

    Shelf<Vector> VectorsOf(int length)
    {
        foreach (var shelf in _vectors)
        {
            if (shelf.Length == length)
                return shelf;
        }

        var added = new Shelf<Vector>(length);
        _vectors.Add(added);
        return added;
    }

    interface IShelf
    {
        void Restart();
    }

    sealed class Shelf<TValue>(int length) : IShelf
        where TValue : class, IRecyclable
    {
        readonly List<TValue> _items = [];
        int _cursor;

        public int Length => length;

        public TValue? Take(int timestep)
        {
            for (var tried = 0; tried < _items.Count; tried++)
            {
                _cursor = _cursor + 1 < _items.Count ? _cursor + 1 : 0;
                if (_items[_cursor].KeepUntil < timestep)
                    return _items[_cursor];
            }

            return null;
        }

        public TValue Add(TValue item)
        {
            _items.Add(item);
            return item;
        }

        public void Restart()
        {
            foreach (var item in _items)
                item.KeepUntil = int.MinValue;
        }
    }
}
