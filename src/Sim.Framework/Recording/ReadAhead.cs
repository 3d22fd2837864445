namespace Sim.Framework.Recording;

/// <summary>Reads parts of a dataset on all cores, and gives what it found in their order.</summary>
static class ReadAhead
{
    /// <summary>Reads each part, some of them before they are asked for: as many as there are cores.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<string> parts, Func<string, T> read)
    {
        var ahead = new Queue<Task<T>>();
        foreach (var part in parts)
        {
            ahead.Enqueue(Task.Run(() => read(part)));
            if (ahead.Count > Environment.ProcessorCount)
                yield return ahead.Dequeue().GetAwaiter().GetResult();
        }

        while (ahead.TryDequeue(out var next))
            yield return next.GetAwaiter().GetResult();
    }
}
