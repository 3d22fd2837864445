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
        for (var shelf = 0; shelf < _vectors.Count; shelf++)
        {
            if (_vectors[shelf].Length == length)
                return _vectors[shelf];
        }

        var added = new Shelf<Vector>(length);
        _vectors.Add(added);
        return added;
    }

    interface IShelf
    {
        void Restart();
    }

    /// <summary>Values of one kind in a ring, in the order in which they were handed out, so that the oldest, which is the first to be free, comes next.</summary>
    sealed class Shelf<TValue>(int length) : IShelf
        where TValue : class, IRecyclable
    {
        readonly List<TValue> _items = [];
        int _timestep;
        int _first;
        int _next;

        public int Length => length;

        public TValue? Take(int timestep)
        {
            if (timestep != _timestep)
                TakeBack(timestep);
            for (var tried = 0; tried < _items.Count; tried++)
            {
                var item = _items[_next];
                _next = After(_next);
                if (item.KeepUntil < timestep)
                    return item;
            }

            return null;
        }

        public TValue Add(TValue item)
        {
            _items.Insert(_next, item);
            if (_first > _next)
                _first++;
            _next = After(_next);
            return item;
        }

        public void Restart()
        {
            foreach (var item in _items)
                item.KeepUntil = int.MinValue;
        }

        /// <summary>Lets what was handed out in the last timestep and not kept come next: left where it is, those kept for long would stand between.</summary>
        void TakeBack(int timestep)
        {
            _timestep = timestep;
            while (_first != _next)
            {
                if (_items[_first].KeepUntil >= timestep)
                {
                    _first = After(_first);
                    continue;
                }

                _next = _next == 0 ? _items.Count - 1 : _next - 1;
                (_items[_first], _items[_next]) = (_items[_next], _items[_first]);
            }
        }

        int After(int place) => place + 1 < _items.Count ? place + 1 : 0;
    }
}
