using System.Diagnostics;
using Sim.Framework.Recording;

namespace Sim.Framework.Execution;

/// <summary>Runs a plan on all cores into sinks, and sums up.</summary>
sealed class ExperimentRun<TState, TParameters>(ExperimentSettings<TState, TParameters> settings, Plan<TState, TParameters> plan)
    where TState : struct
    where TParameters : class
{
    static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    readonly Lock _lock = new();
    readonly Stopwatch _clock = new();
    readonly Summary _summary = new([.. settings.Metrics.Select(metric => metric.Name)]);
    readonly SortedDictionary<int, List<RunFailure>> _failures = [];
    long _runs, _failed, _timesteps;
    TimeSpan _lastProgress;
    volatile bool _stopped;

    public Outcome Compute<TSink>(Func<PlannedPart, TSink> open, IProgress<ExperimentProgress>? progress, CancellationToken cancellationToken)
        where TSink : IPartSink<TState, TParameters>
    {
        var events = new EventBoard<TState, TParameters>(plan, settings.Observers);
        _clock.Start();
        events.ExperimentStarted();
        Scheduler.Run(plan.Parts.Count, settings.Threads, () => !_stopped && !cancellationToken.IsCancellationRequested, take =>
        {
            var worker = new Worker<TState, TParameters, TSink>(settings, plan);
            while (take() is { } number)
                ComputePart(worker, plan.Parts[number], open, events, progress);
        });
        events.ExperimentEnded();
        Report(progress, always: true);
        return Outcome();
    }

    void ComputePart<TSink>(
        Worker<TState, TParameters, TSink> worker, PlannedPart part, Func<PlannedPart, TSink> open, EventBoard<TState, TParameters> events, IProgress<ExperimentProgress>? progress)
        where TSink : IPartSink<TState, TParameters>
    {
        using var sink = open(part);
        var share = new Summary.Share();
        var failures = new List<RunFailure>();
        worker.Compute(part, sink, events.RunStarted, result =>
        {
            share.Add(result.Id, result.Failure is not null, result.Metrics);
            if (result.Failure is { } failure)
                failures.Add(failure);
            events.RunEnded(result.Id, result.Status);
            Count(result, progress);
            return !_stopped;
        });
        sink.Complete();
        lock (_lock)
        {
            _summary.Add(part.Number, share);
            _failures[part.Number] = failures;
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
            progress.Report(new ExperimentProgress(
                Interlocked.Read(ref _runs), plan.Units, Interlocked.Read(ref _failed), Interlocked.Read(ref _timesteps), plan.Timesteps, _clock.Elapsed));
        }
    }

    Outcome Outcome() => new()
    {
        Planned = plan.Units,
        Completed = _runs - _failed,
        Failed = _failed,
        IsCutShort = _runs < plan.Units,
        Timesteps = _timesteps,
        Elapsed = _clock.Elapsed,
        Failures = [.. _failures.Values.SelectMany(failures => failures)],
        Subsets = _summary.Subsets((simulation, subset) => (
            plan.Simulations[simulation].Name,
            [.. plan.Swept.Select(path => KeyValuePair.Create(path.Column, path.Get(plan.Simulations[simulation].ParametersOf(subset))))])),
    };
}
