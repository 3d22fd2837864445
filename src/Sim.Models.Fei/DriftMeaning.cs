namespace Sim.Models.Fei;

/// <summary>What the drift of a <see cref="Process"/> is counted over.</summary>
public enum DriftMeaning
{
    /// <summary>A year, however long the run is.</summary>
    PerYear,

    /// <summary>The whole run, whatever its length: the original's. T timesteps take T of T + 1 parts of it, and the
    /// geometric motion's correction by half its variance is counted in the same way.</summary>
    PerRun,
}
