namespace Sim.Framework;

/// <summary>A replayed run in words: what a command line shows of it.</summary>
public sealed record ReplayDescription
{
    /// <summary>Which run.</summary>
    public required RunId Id { get; init; }

    /// <summary>The seed of the experiment.</summary>
    public required long Seed { get; init; }

    /// <summary>The parameters, by column name.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>The state variables, by column name, in the order of <see cref="ReplayedSubstep.Values"/>.</summary>
    public required IReadOnlyList<string> Variables { get; init; }

    /// <summary>The substeps of all timesteps; substep 0 of timestep 0 is the initial state.</summary>
    public required IReadOnlyList<ReplayedSubstep> Substeps { get; init; }

    /// <summary>Why the run ends early; null when it completes.</summary>
    public required RunFailure? Failure { get; init; }

    /// <summary>Where the code of today differs from that which wrote the dataset, so that the replay may differ; none when it is the same.</summary>
    public required IReadOnlyList<string> Differences { get; init; }
}

/// <summary>What one block did, in words.</summary>
/// <param name="Timestep">The timestep, from 0.</param>
/// <param name="Number">The block's number, from 1; 0 for the initial state.</param>
/// <param name="Block">The block's name.</param>
/// <param name="Signal">The aggregated signal; empty when there is none.</param>
/// <param name="Values">The state variables after the block.</param>
public sealed record ReplayedSubstep(int Timestep, int Number, string Block, string Signal, IReadOnlyList<string> Values);
