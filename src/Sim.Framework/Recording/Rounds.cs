namespace Sim.Framework.Recording;

/// <summary>Which parts come next: all at once, or, until intervals are tight, look by look those of the subsets that need more runs.</summary>
sealed class Rounds(PartLayout layout, Until? until, Shard? shard, Summary summary)
{
    readonly List<(int Simulation, int Subset, int FirstPart)> _open = [];
    int _look;
    bool _isFirst = true;

    /// <summary>Whether there is nothing left to do.</summary>
    public bool AreOver { get; private set; }

    /// <summary>The numbers of the parts of the next round, in order; none when there is no other.</summary>
    public IReadOnlyList<int> Next()
    {
        var parts = until is not null ? NextLook(until) : _isFirst ? All() : [];
        _isFirst = false;
        AreOver = parts.Count == 0 || until is null;
        return parts;
    }

    List<int> All() => shard is { } own ? [.. Enumerable.Range(0, layout.Count).Where(own.Has)] : [.. Enumerable.Range(0, layout.Count)];

    List<int> NextLook(Until rule)
    {
        if (_isFirst)
            OpenAll();
        else
            _open.RemoveAll(open => summary.Of(open.Simulation, open.Subset, rule.Place) is { } values && rule.IsReached(_look, values));
        _look++;
        return [.. _open.SelectMany(open => PartsOf(open.Simulation, open.FirstPart))];
    }

    void OpenAll()
    {
        var part = 0;
        var place = 0;
        foreach (var (simulation, pattern) in layout.Patterns.Select((pattern, simulation) => (simulation, pattern)))
        {
            for (var subset = 0; subset < pattern.Periods; subset++, part += pattern.Cuts.Count)
            {
                if (shard?.Has(place++) ?? true)
                    _open.Add((simulation, subset, part));
            }
        }
    }

    /// <summary>The parts between the last look and this one.</summary>
    IEnumerable<int> PartsOf(int simulation, int first)
    {
        var cuts = layout.Patterns[simulation].Cuts;
        var looks = Until.Looks(layout.Simulations[simulation].Runs);
        if (_look > looks.Count)
            yield break;
        var (from, to) = (_look == 1 ? 0 : looks[_look - 2], looks[_look - 1]);
        for (var cut = 0; cut < cuts.Count; cut++)
        {
            if (cuts[cut] > from && cuts[cut] <= to)
                yield return first + cut;
        }
    }
}
