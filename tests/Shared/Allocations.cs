using Sim.Framework;

namespace Sim.Tests.Shared;

/// <summary>Counts the bytes that code allocates on the managed heap of the current thread.</summary>
/// <remarks>Work that the code hands to other threads is not counted.</remarks>
public static class Allocations
{
    const int ShortRun = 10;
    const int LongRun = 10_000;

    // Enough calls for the methods to reach optimised code, whose compilation may itself allocate.
    const int WarmUps = 3;

    const int Attempts = 8;

    /// <summary>Bytes that one call allocates, after warm-up calls.</summary>
    public static long Of(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        for (int call = 0; call < WarmUps; call++)
            action();
        return Measure(action);
    }

    /// <summary>Bytes that 9,990 more steps allocate: a run of 10,000 steps minus a run of 10.</summary>
    /// <remarks>What a run allocates once (state, buffers) cancels out, so 0 means that no step allocates.</remarks>
    public static long PerStep(Action<int> runOfSteps)
    {
        ArgumentNullException.ThrowIfNull(runOfSteps);
        long longRun = Of(() => runOfSteps(LongRun));
        return longRun - Of(() => runOfSteps(ShortRun));
    }

    /// <summary>Bytes that 9,990 more timesteps of a run allocate, metrics included and no rows kept.</summary>
    /// <remarks>
    /// Two metrics read the counter at timestep 0 and at the end, so what an experiment allocates around its runs is left out. A metric of the
    /// whole run keeps its states, so it is not for this; neither is a history of vectors deeper than the short run.
    /// </remarks>
    public static long PerStep<TState, TParameters>(Experiment<TState, TParameters> experiment)
        where TState : struct
        where TParameters : class
    {
        ArgumentNullException.ThrowIfNull(experiment);
        var measured = experiment.Runs(1).Record(Record.MetricsOnly).Threads(1)
            .Metric("bytes at the start", run => run.Min(state => BytesNow()))
            .Metric("bytes at the end", run => run.Final(state => BytesNow()));
        long longRun = OfOneRun(measured.Timesteps(LongRun));
        return longRun - OfOneRun(measured.Timesteps(ShortRun));
    }

    static long OfOneRun<TState, TParameters>(Experiment<TState, TParameters> experiment)
        where TState : struct
        where TParameters : class
    {
        long smallest = long.MaxValue;
        for (int attempt = 0; attempt < 2 * WarmUps; attempt++)
        {
            var results = experiment.Run();
            if (results.Outcome.Failed > 0)
                throw new InvalidOperationException($"The run failed, so nothing was measured: {results.Outcome.Failures[0]}");
            double bytes = results.Metric("bytes at the end")[0]!.Value - results.Metric("bytes at the start")[0]!.Value;
            smallest = Math.Min(smallest, (long)bytes);
        }

        return smallest;
    }

    static double BytesNow() => GC.GetAllocatedBytesForCurrentThread();

    // The smallest of a few measurements: the runtime sometimes allocates on this thread for its own ends
    // (tiered compilation), never the code for less.
    static long Measure(Action action)
    {
        long smallest = long.MaxValue;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            smallest = Math.Min(smallest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return smallest;
    }
}
