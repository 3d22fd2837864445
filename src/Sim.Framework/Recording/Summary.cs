using MathNet.Numerics.Distributions;

namespace Sim.Framework.Recording;

/// <summary>Sums up the metrics of each subset. Shares are joined in the order of parts, so that the numbers do not depend on threads.</summary>
sealed class Summary(IReadOnlyList<string> metrics)
{
    readonly SortedDictionary<(int Simulation, int Subset), SubsetCount> _joined = [];
    readonly Queue<int> _expected = [];
    readonly Dictionary<int, Share> _early = [];

    /// <summary>Says which parts come next, in order. A share that comes before its turn waits for it.</summary>
    public void Expect(IEnumerable<int> parts)
    {
        foreach (var part in parts)
            _expected.Enqueue(part);
    }

    public void Add(int part, Share share)
    {
        _early[part] = share;
        while (_expected.TryPeek(out var next) && _early.Remove(next, out var ready))
        {
            _expected.Dequeue();
            Join(ready);
        }
    }

    /// <summary>Joins what waits behind parts that will not come.</summary>
    public void Close()
    {
        _expected.Clear();
        foreach (var share in _early.OrderBy(pair => pair.Key).Select(pair => pair.Value))
            Join(share);
        _early.Clear();
    }

    /// <summary>One metric of a subset as it stands; null when none of its runs is there.</summary>
    public Moments? Of(int simulation, int subset, int metric) => _joined.GetValueOrDefault((simulation, subset))?.Metrics[metric];

    public IReadOnlyList<SubsetSummary> Subsets(Until? until, Func<int, int, (string Name, IReadOnlyList<KeyValuePair<string, object?>> Swept)> describe) =>
        [.. _joined.Select(pair =>
        {
            var (name, swept) = describe(pair.Key.Simulation, pair.Key.Subset);
            return new SubsetSummary(
                pair.Key.Simulation, name, pair.Key.Subset, swept, pair.Value.Runs, pair.Value.Failed,
                [.. metrics.Select((metric, place) => pair.Value.Metrics[place].Summary(metric, until?.Place == place ? Until.LookAfter(pair.Value.Runs) : null))]);
        })];

    void Join(Share share)
    {
        foreach (var (id, count) in share.Counts)
        {
            if (!_joined.TryGetValue(id, out var known))
                _joined[id] = known = new SubsetCount(metrics.Count);
            known.Join(count);
        }
    }

    /// <summary>What one part adds.</summary>
    public sealed class Share
    {
        readonly SortedDictionary<(int Simulation, int Subset), SubsetCount> _counts = [];

        public IEnumerable<KeyValuePair<(int Simulation, int Subset), SubsetCount>> Counts => _counts;

        public long Runs { get; private set; }

        public void Add(RunId id, bool failed, IReadOnlyList<double?> metrics)
        {
            if (!_counts.TryGetValue((id.Simulation, id.Subset), out var count))
                _counts[(id.Simulation, id.Subset)] = count = new SubsetCount(metrics.Count);
            Runs++;
            count.Runs++;
            count.Failed += failed ? 1 : 0;
            for (var metric = 0; metric < metrics.Count; metric++)
            {
                if (metrics[metric] is { } value)
                    count.Metrics[metric].Add(value);
            }
        }
    }

    public sealed class SubsetCount(int metrics)
    {
        public long Runs { get; set; }

        public long Failed { get; set; }

        public Moments[] Metrics { get; } = [.. Enumerable.Range(0, metrics).Select(_ => new Moments())];

        public void Join(SubsetCount other)
        {
            Runs += other.Runs;
            Failed += other.Failed;
            for (var metric = 0; metric < Metrics.Length; metric++)
                Metrics[metric].Join(other.Metrics[metric]);
        }
    }

    /// <summary>Mean and squared deviations, joined pairwise. Source: Chan, Golub and LeVeque, 1983.</summary>
    public sealed class Moments
    {
        long _count;
        double _mean;
        double _squares;

        public void Add(double value)
        {
            _count++;
            var from = value - _mean;
            _mean += from / _count;
            _squares += from * (value - _mean);
        }

        public void Join(Moments other)
        {
            if (other._count == 0)
                return;
            var count = _count + other._count;
            var apart = other._mean - _mean;
            _mean += apart * other._count / count;
            _squares += other._squares + (apart * apart * _count * other._count / count);
            _count = count;
        }

        public long Count => _count;

        public double Mean => _mean;

        /// <summary>The sample standard deviation; null with fewer than two values.</summary>
        public double? Deviation => _count < 2 ? null : Math.Sqrt(_squares / (_count - 1));

        /// <summary>The numbers of a metric; the interval widened where it has been looked at before.</summary>
        public MetricSummary Summary(string name, int? look) => new(
            name,
            _count,
            _count == 0 ? null : _mean,
            Deviation,
            look is { } repeated ? Until.HalfWidthAt(repeated, this) : StudentT.InvCDF(0, 1, Math.Max(1, _count - 1), 0.975) * Deviation / Math.Sqrt(_count));
    }
}
