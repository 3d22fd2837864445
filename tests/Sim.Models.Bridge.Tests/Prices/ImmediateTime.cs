namespace Sim.Models.Bridge.Tests.Prices;

/// <summary>A clock whose waits take no time: a timer fires at once and moves the clock on by what it was set to; one that is set beyond a limit never fires.</summary>
sealed class ImmediateTime(DateTimeOffset now, TimeSpan limit) : TimeProvider
{
    readonly Lock _lock = new();
    readonly List<TimeSpan> _waits = [];
    DateTimeOffset _now = now;

    /// <summary>What the timers that fired were set to, in order.</summary>
    internal IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_lock)
                return [.. _waits];
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    bool Fires(TimeSpan dueTime)
    {
        if (dueTime < TimeSpan.Zero || dueTime > limit)
            return false;
        lock (_lock)
        {
            _now += dueTime;
            _waits.Add(dueTime);
        }

        return true;
    }

    sealed class Timer(ImmediateTime time, TimerCallback callback, object? state) : ITimer
    {
        bool _isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (time.Fires(dueTime))
            {
                ThreadPool.QueueUserWorkItem(_ =>
                {
                    if (!Volatile.Read(ref _isDisposed))
                        callback(state);
                });
            }

            return true;
        }

        public void Dispose() => Volatile.Write(ref _isDisposed, true);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
