namespace Sim.Framework;

/// <summary>How an experiment went.</summary>
/// <remarks>An experiment whose runs fail is not an exception: look at <see cref="Failed"/> and <see cref="Failures"/>.</remarks>
public sealed record Outcome
{
    /// <summary>The runs that were planned, over all subsets and simulations.</summary>
    public required long Planned { get; init; }

    /// <summary>The runs that completed all their timesteps.</summary>
    public required long Completed { get; init; }

    /// <summary>The runs that ended early.</summary>
    public required long Failed { get; init; }

    /// <summary>The runs among them that were in the dataset already.</summary>
    public long Kept { get; init; }

    /// <summary>Whether the experiment was cancelled or stopped at a failure before all runs were done. What was done is whole.</summary>
    public required bool IsCutShort { get; init; }

    /// <summary>The timesteps computed, over all runs that were not kept.</summary>
    public required long Timesteps { get; init; }

    /// <summary>The time spent.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The failures in the order of runs, the first ten thousand of them; the dataset has all.</summary>
    public required IReadOnlyList<RunFailure> Failures { get; init; }

    /// <summary>The metrics of each subset, in order.</summary>
    public required IReadOnlyList<SubsetSummary> Subsets { get; init; }

    /// <summary>The metric whose interval ended the runs of each subset; null when all runs were wanted.</summary>
    public string? UntilMetric { get; init; }

    /// <summary>The folder of the dataset; null for results in memory.</summary>
    public string? Directory { get; init; }

    /// <summary>Timesteps per second over all cores.</summary>
    public double TimestepsPerSecond => Elapsed > TimeSpan.Zero ? Timesteps / Elapsed.TotalSeconds : 0;
}
