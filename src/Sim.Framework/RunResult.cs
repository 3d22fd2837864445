namespace Sim.Framework;

/// <summary>How one run went, and its metrics.</summary>
/// <param name="Id">Which run.</param>
/// <param name="Parameters">The parameters of its subset.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Timesteps">How many timesteps it completed.</param>
/// <param name="Metrics">The metrics in the order in which the experiment declares them; null for one that has no value, and all null for a run that failed.</param>
/// <param name="Failure">Why it ended early; null for a completed run.</param>
public sealed record RunResult<TParameters>(
    RunId Id, TParameters Parameters, RunStatus Status, int Timesteps, IReadOnlyList<double?> Metrics, RunFailure? Failure)
    where TParameters : class;
