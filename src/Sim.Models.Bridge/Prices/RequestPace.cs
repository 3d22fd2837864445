namespace Sim.Models.Bridge.Prices;

/// <summary>Lets requests go one by one, with an interval between them.</summary>
sealed class RequestPace(TimeSpan interval, TimeProvider time)
{
    readonly Lock _lock = new();
    DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Completes when the next request may go; each caller gets a turn of its own.</summary>
    internal Task Turn(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var turn = now > _next ? now : _next;
            _next = turn + interval;
            wait = turn - now;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
    }
}
