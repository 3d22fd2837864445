namespace Sim.Framework;

/// <summary>How far an experiment is.</summary>
/// <param name="RunsDone">The runs that ended, well or not.</param>
/// <param name="Runs">The runs that were planned.</param>
/// <param name="Failed">The runs that failed.</param>
/// <param name="Timesteps">The timesteps computed.</param>
/// <param name="TimestepsPlanned">The timesteps that were planned.</param>
/// <param name="Elapsed">The time since the start.</param>
/// <param name="Kept">The runs among those done that were in the dataset already.</param>
public readonly record struct ExperimentProgress(long RunsDone, long Runs, long Failed, long Timesteps, long TimestepsPlanned, TimeSpan Elapsed, long Kept = 0)
{
    /// <summary>Timesteps per second over all cores since the start.</summary>
    public double TimestepsPerSecond => Elapsed > TimeSpan.Zero ? Timesteps / Elapsed.TotalSeconds : 0;

    /// <summary>The time left at this speed; null before the first run has ended.</summary>
    public TimeSpan? TimeLeft => RunsDone == Kept ? null : Elapsed * ((double)(Runs - RunsDone) / (RunsDone - Kept));
}
