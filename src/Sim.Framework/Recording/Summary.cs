using MathNet.Numerics.Distributions;

namespace Sim.Framework.Recording;

/// <summary>Sums up the metrics of each subset. Shares are joined in the order of parts, so that the numbers do not depend on threads.</summary>
sealed class Summary(IReadOnlyList<string> metrics)
{
    readonly SortedDictionary<int, Share> _shares = [];

    public void Add(int part, Share share) => _shares[part] = share;

    public IReadOnlyList<SubsetSummary> Subsets(Func<int, int, (string Name, IReadOnlyList<KeyValuePair<string, object?>> Swept)> describe)
    {
        var joined = new SortedDictionary<(int Simulation, int Subset), SubsetCount>();
        foreach (var (id, count) in _shares.Values.SelectMany(share => share.Counts))
        {
            if (!joined.TryGetValue(id, out var known))
                joined[id] = known = new SubsetCount(metrics.Count);
            known.Join(count);
        }

        return [.. joined.Select(pair =>
        {
            var (name, swept) = describe(pair.Key.Simulation, pair.Key.Subset);
            return new SubsetSummary(
                pair.Key.Simulation, name, pair.Key.Subset, swept, pair.Value.Runs, pair.Value.Failed, [.. metrics.Select((metric, place) => pair.Value.Metrics[place].Summary(metric))]);
        })];
    }

    /// <summary>What one part adds.</summary>
    public sealed class Share
    {
        readonly SortedDictionary<(int Simulation, int Subset), SubsetCount> _counts = [];

        public IEnumerable<KeyValuePair<(int Simulation, int Subset), SubsetCount>> Counts => _counts;

        public void Add(RunId id, bool failed, IReadOnlyList<double?> metrics)
        {
            if (!_counts.TryGetValue((id.Simulation, id.Subset), out var count))
                _counts[(id.Simulation, id.Subset)] = count = new SubsetCount(metrics.Count);
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

        public MetricSummary Summary(string name)
        {
            if (_count == 0)
                return new MetricSummary(name, 0, null, null, null);
            if (_count == 1)
                return new MetricSummary(name, 1, _mean, null, null);
            var deviation = Math.Sqrt(_squares / (_count - 1));
            return new MetricSummary(name, _count, _mean, deviation, StudentT.InvCDF(0, 1, _count - 1, 0.975) * deviation / Math.Sqrt(_count));
        }
    }
}
