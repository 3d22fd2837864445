namespace Sim.Models.Fei;

/// <summary>The law of a <see cref="Process"/>.</summary>
public enum ProcessKind
{
    /// <summary>Always the start value.</summary>
    Constant,

    /// <summary>The start value plus independent Gaussian noise.</summary>
    Noise,

    /// <summary>Brownian motion with drift.</summary>
    Brownian,

    /// <summary>Geometric Brownian motion.</summary>
    Geometric,

    /// <summary>The start value, and another one for a while.</summary>
    Step,

    /// <summary>A straight line.</summary>
    Trend,

    /// <summary>Recorded values, one for each timestep.</summary>
    Recorded,
}
