using System.Diagnostics;
using Sim.Framework.Recording;

namespace Sim.Framework.Execution;

/// <summary>Runs a plan on all cores into sinks, and sums up.</summary>
sealed class ExperimentRun<TState, TParameters>(ExperimentSettings<TState, TParameters> settings, Plan<TState, TParameters> plan, PartWork work)
    where TState : struct
    where TParameters : class
{
    /// <summary>Failures that an outcome lists, at the most; all stand in the dataset.</summary>
    const int MostFailures = 10_000;

    static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>How long parts in hand may go on after a cancellation.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    readonly Lock _lock = new();
    readonly Stopwatch _clock = new();
    readonly Summary _summary = new([.. settings.Metrics.Select(metric => metric.Name)]);
    readonly SortedDictionary<int, IReadOnlyList<RunFailure>> _failures = [];
    readonly SortedDictionary<int, PartCheck> _problems = [];
    long _runs, _failed, _timesteps, _kept, _done;
    TimeSpan _lastProgress;
    volatile bool _stopped;

    /// <summary>The parts that were only looked for and are missing or damaged.</summary>
    public IEnumerable<PartCheck> Problems => _problems.Values;

    public Outcome Compute<TSink>(Func<PlannedPart, TSink> open, IProgress<ExperimentProgress>? progress, CancellationToken cancellationToken)
        where TSink : IPartSink<TState, TParameters>
    {
        var events = new EventBoard<TState, TParameters>(plan, settings.Observers);
        _clock.Start();
        events.ExperimentStarted();
        var rounds = new Rounds(plan.Layout, plan.Until, work.Shard, _summary);
        long wanted = 0;
        using var drop = new CancellationTokenSource();
        using var cancelled = cancellationToken.Register(() => drop.CancelAfter(Grace));
        using var interrupted = Interruption.Token.Register(drop.Cancel);
        while (!IsStopped() && rounds.Next() is { Count: > 0 } parts)
        {
            wanted += parts.Count;
            _summary.Expect(parts);
            ComputeAll(parts);
            if (_done < wanted)
                break;
        }

        _summary.Close();
        events.ExperimentEnded();
        Report(progress, always: true);
        return Outcome(isCutShort: _stopped || _done < wanted || !rounds.AreOver);

        bool IsStopped() => _stopped || cancellationToken.IsCancellationRequested || drop.IsCancellationRequested;

        void ComputeAll(IReadOnlyList<int> parts)
        {
            try
            {
                Scheduler.Run(parts.Count, settings.Threads, () => !IsStopped(), take =>
                {
                    var worker = new Worker<TState, TParameters, TSink>(settings, plan, drop.Token);
                    while (take() is { } place)
                        DoPart(worker, plan.Layout[parts[place]], open, events, progress);
                });
            }
            catch
            {
                drop.Cancel();
                throw;
            }
        }
    }

    void DoPart<TSink>(
        Worker<TState, TParameters, TSink> worker, PlannedPart part, Func<PlannedPart, TSink> open, EventBoard<TState, TParameters> events, IProgress<ExperimentProgress>? progress)
        where TSink : IPartSink<TState, TParameters>
    {
        if (work.Find?.Invoke(part.Number) is { } found && (found.Check.Share is not null || work.OnlyLooks))
            Keep(part, found, progress);
        else
            ComputePart(worker, part, open, events, progress);
    }

    void Keep(PlannedPart part, FoundPart found, IProgress<ExperimentProgress>? progress)
    {
        if (found.Check.Share is not { } share)
        {
            lock (_lock)
                _problems[part.Number] = found.Check;
            return;
        }

        lock (_lock)
        {
            (_runs, _failed, _kept) = (_runs + part.Count, _failed + found.Check.Failed, _kept + part.Count);
        }

        Add(part, share, found.Failures);
        Report(progress, always: false);
    }

    void ComputePart<TSink>(
        Worker<TState, TParameters, TSink> worker, PlannedPart part, Func<PlannedPart, TSink> open, EventBoard<TState, TParameters> events, IProgress<ExperimentProgress>? progress)
        where TSink : IPartSink<TState, TParameters>
    {
        using var sink = open(part);
        var share = new Summary.Share();
        var failures = new List<RunFailure>();
        var isDropped = !worker.Compute(part, sink, events.RunStarted, result =>
        {
            share.Add(result.Id, result.Failure is not null, result.Metrics);
            if (result.Failure is { } failure)
                failures.Add(failure);
            events.RunEnded(result.Id, result.Status);
            Count(result, progress);
            return !_stopped;
        });
        if (isDropped)
        {
            lock (_lock)
                (_runs, _failed) = (_runs - share.Runs, _failed - failures.Count);
            return;
        }

        sink.Complete();
        Add(part, share, failures);
    }

    void Add(PlannedPart part, Summary.Share share, IReadOnlyList<RunFailure> failures)
    {
        lock (_lock)
        {
            _done++;
            _summary.Add(part.Number, share);
            if (failures.Count == 0)
                return;
            // Those of the first parts, whichever part was done first.
            _failures[part.Number] = failures;
            while (_failures.Count > 1 && _failures.Values.Sum(some => some.Count) - _failures.Last().Value.Count >= MostFailures)
                _failures.Remove(_failures.Last().Key);
        }
    }

    void Count(RunResult<TParameters> result, IProgress<ExperimentProgress>? progress)
    {
        Interlocked.Increment(ref _runs);
        Interlocked.Add(ref _timesteps, result.Timesteps);
        if (result.Failure is not null)
        {
            Interlocked.Increment(ref _failed);
            _stopped |= settings.StopOnFailure;
        }

        Report(progress, always: false);
    }

    void Report(IProgress<ExperimentProgress>? progress, bool always)
    {
        if (progress is null)
            return;
        lock (_lock)
        {
            if (!always && _clock.Elapsed - _lastProgress < ProgressInterval)
                return;
            _lastProgress = _clock.Elapsed;
            var (shards, runs) = (work.Shard?.Count ?? 1, Interlocked.Read(ref _runs));
            progress.Report(new ExperimentProgress(
                runs, Math.Max(runs, plan.Units / shards), Interlocked.Read(ref _failed), Interlocked.Read(ref _timesteps),
                (long)((double)plan.Timesteps / shards * (1 - ((double)_kept * shards / Math.Max(1, plan.Units)))), _clock.Elapsed, _kept));
        }
    }

    Outcome Outcome(bool isCutShort) => new()
    {
        Planned = plan.Units,
        Completed = _runs - _failed,
        Failed = _failed,
        Kept = _kept,
        UntilMetric = plan.Until?.Metric,
        IsCutShort = isCutShort,
        Timesteps = _timesteps,
        Elapsed = _clock.Elapsed,
        Failures = [.. _failures.Values.SelectMany(failures => failures).Take(MostFailures)],
        Subsets = _summary.Subsets(plan.Until, (simulation, subset) => (
            plan.Simulations[simulation].Name,
            [.. plan.Swept.Select(path => KeyValuePair.Create(path.Column, path.Get(plan.Simulations[simulation].ParametersOf(subset))))])),
    };
}
