using System.Runtime;
using Sim.Framework.Recording;

namespace Sim.Framework.Execution;

/// <summary>Ends a run that takes too long or asks for too much memory. Without limits it costs nothing.</summary>
sealed class RunGuard(RunLimit limit)
{
    long _allocatedBefore;

    public bool IsActive => limit != RunLimit.None;

    /// <summary>Runs one run, and breaks into it when its time is up, even in the middle of a function that never returns.</summary>
    public RunFailure? Run<TState, TParameters>(Step<TState, TParameters> step, Func<RunFailure?> run)
        where TState : struct
        where TParameters : class
    {
        _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        if (limit.Time is not { } time)
            return run();
        RunFailure? failure = null;
        using var timer = new CancellationTokenSource(time);
        try
        {
            // Runs compute and nothing else: no lock and no file is held where it may break in. What writes is shielded by Shield.
#pragma warning disable SYSLIB0046
            ControlledExecution.Run(() => failure = run(), timer.Token);
#pragma warning restore SYSLIB0046
            return failure;
        }
        catch (OperationCanceledException)
        {
            return RunLoop.Failure(step, new RunEndedException(RunStatus.TimedOut, $"The run took longer than {Invariant.Text(time.TotalSeconds)} s."));
        }
    }

    /// <summary>Looks at the memory, and then does what must not be broken off.</summary>
    public void Shield(Action action)
    {
        if (limit.Bytes is { } bytes && GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore > bytes)
            throw new RunEndedException(RunStatus.MemoryExceeded, $"The run allocated more than {Invariant.Text(bytes)} bytes.");

        // A thread is not broken into while it is in a finally clause.
        try
        {
        }
        finally
        {
            action();
        }
    }
}
