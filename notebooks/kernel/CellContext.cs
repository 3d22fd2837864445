using System.Collections.Concurrent;

namespace Sim.Kernel;

/// <summary>Keeps everything that a cell awaits on the cell's own thread, where an interrupt reaches it.</summary>
sealed class CellContext : SynchronizationContext
{
    readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posts = [];
    volatile bool _isInterrupted;

    /// <summary>Runs what is posted until the task has ended.</summary>
    public void RunUntilEnd(Task task)
    {
        task.ContinueWith(_ => _posts.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        foreach (var (callback, state) in _posts.GetConsumingEnumerable())
            callback(state);
    }

    /// <summary>After an interrupt nothing of the cell goes on.</summary>
    public void Interrupt()
    {
        _isInterrupted = true;
        _posts.CompleteAdding();
    }

    /// <inheritdoc/>
    /// <remarks>What a cell started without awaiting it goes on after the cell's end, on the thread pool.</remarks>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (_isInterrupted)
            return;
        try
        {
            _posts.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            ThreadPool.QueueUserWorkItem(_ => d(state));
        }
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => d(state);
}
