namespace Sim.Framework.Execution;

/// <summary>Spreads parts over threads. Which thread computes a part never shows in the results.</summary>
static class Scheduler
{
    /// <summary>Runs <paramref name="work"/> on every thread; each takes part numbers until there are none, or until <paramref name="mayGoOn"/> says no.</summary>
    /// <remarks>The caller's thread only waits, so that whatever ends it (a notebook's interrupt, say) breaks into no run. Then no more parts are begun.</remarks>
    /// <exception cref="Exception">What the first thread that failed threw; the others finish the part in hand.</exception>
    public static void Run(int parts, int threads, Func<bool> mayGoOn, Action<Func<int?>> work)
    {
        var next = -1;
        var isLeft = false;
        Exception? failure = null;
        int? Take() => Volatile.Read(ref failure) is null && !Volatile.Read(ref isLeft) && mayGoOn() && Interlocked.Increment(ref next) is var part && part < parts ? part : null;
        void Work()
        {
            try
            {
                work(Take);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, exception, null);
            }
        }

        var workers = Enumerable.Range(0, Math.Min(threads, parts)).Select(_ => new Thread(Work) { IsBackground = true }).ToList();
        try
        {
            workers.ForEach(worker => worker.Start());
            workers.ForEach(worker => worker.Join());
        }
        finally
        {
            Volatile.Write(ref isLeft, true);
        }

        if (failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }
}
