namespace Sim.Framework;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>All timesteps were computed.</summary>
    Completed,

    /// <summary>A function threw an exception. The failure names it; replay the run to see the states before it.</summary>
    Failed,

    /// <summary>An invariant of the model did not hold. Replay the run, and look at the variables that it speaks of.</summary>
    InvariantBroken,

    /// <summary>A state variable would have become NaN or infinite. Look for a division by zero or an overflow in the function named.</summary>
    NotFinite,

    /// <summary>The run took longer than the experiment allows. Replay it to see how far it came, or allow more time.</summary>
    TimedOut,

    /// <summary>The run allocated more memory than the experiment allows. Replay it to see where, or allow more.</summary>
    MemoryExceeded,
}
