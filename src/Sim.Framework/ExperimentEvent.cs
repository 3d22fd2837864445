namespace Sim.Framework;

/// <summary>What happened.</summary>
public enum ExperimentEventKind
{
    /// <summary>The first run is about to start.</summary>
    ExperimentStarted,

    /// <summary>The first run of a simulation starts.</summary>
    SimulationStarted,

    /// <summary>The first run of a subset starts.</summary>
    SubsetStarted,

    /// <summary>A run starts.</summary>
    RunStarted,

    /// <summary>A run has ended, well or not.</summary>
    RunEnded,

    /// <summary>The last run of a subset has ended.</summary>
    SubsetEnded,

    /// <summary>The last run of a simulation has ended.</summary>
    SimulationEnded,

    /// <summary>All is done, or cut short.</summary>
    ExperimentEnded,
}

/// <summary>One event of an experiment, told when it really happens.</summary>
/// <remarks>Events come one at a time, from the thread on which they happen; runs of several threads interleave. An observer should return quickly: the runs wait for it.</remarks>
/// <param name="Kind">What happened.</param>
/// <param name="Simulation">Which simulation; null for the experiment's own events.</param>
/// <param name="Subset">Which subset; null for events above subsets.</param>
/// <param name="Run">Which run; null for events above runs.</param>
/// <param name="Status">How a run ended; null for other events.</param>
public readonly record struct ExperimentEvent(ExperimentEventKind Kind, int? Simulation = null, int? Subset = null, int? Run = null, RunStatus? Status = null);
