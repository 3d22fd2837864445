namespace Sim.Framework.Execution;

/// <summary>Spreads parts over threads. Which thread computes a part never shows in the results.</summary>
static class Scheduler
{
    /// <summary>Runs <paramref name="work"/> on every thread; each takes part numbers until there are none, or until <paramref name="mayGoOn"/> says no.</summary>
    /// <exception cref="Exception">What the first thread that failed threw; the others finish the part in hand.</exception>
    public static void Run(int parts, int threads, Func<bool> mayGoOn, Action<Func<int?>> work)
    {
        var next = -1;
        Exception? failure = null;
        int? Take() => Volatile.Read(ref failure) is null && mayGoOn() && Interlocked.Increment(ref next) is var part && part < parts ? part : null;
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

        var helpers = Enumerable.Range(1, Math.Max(0, Math.Min(threads, parts) - 1)).Select(_ => new Thread(Work) { IsBackground = true }).ToList();
        helpers.ForEach(helper => helper.Start());
        Work();
        helpers.ForEach(helper => helper.Join());
        if (failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }
}
