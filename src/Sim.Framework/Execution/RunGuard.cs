using System.Runtime;
using System.Runtime.ExceptionServices;
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
        if (limit.Time is { } time)
            return OnThreadOfItsOwn(() => Timed(step, time, run));
        _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        return run();
    }

    RunFailure? Timed<TState, TParameters>(Step<TState, TParameters> step, TimeSpan time, Func<RunFailure?> run)
        where TState : struct
        where TParameters : class
    {
        _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
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

    // The runtime does not always break into a thread twice: a second endless run on it would never end.
    static RunFailure? OnThreadOfItsOwn(Func<RunFailure?> run)
    {
        RunFailure? failure = null;
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                failure = run();
            }
            catch (Exception exception)
            {
                thrown = ExceptionDispatchInfo.Capture(exception);
            }
        })
        { IsBackground = true };
        thread.Start();
        thread.Join();
        thrown?.Throw();
        return failure;
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
