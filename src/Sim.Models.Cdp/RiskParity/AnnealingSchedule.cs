using Sim.Framework;

namespace Sim.Models.Cdp.RiskParity;

/// <summary>How <see cref="Annealing"/> moves, cools and stops; the defaults are the original's.</summary>
public sealed record AnnealingSchedule
{
    /// <summary>The loss below which the search has converged.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>The temperature of the first iteration.</summary>
    public double StartTemperature { get; init; } = 100;

    /// <summary>What the temperature is multiplied by in each iteration.</summary>
    public double Cooling { get; init; } = 0.999;

    /// <summary>The standard deviation of the factor by which a debt is moved.</summary>
    public double Step { get; init; } = 0.1;

    internal void Check()
    {
        if (!(Tolerance > 0 && StartTemperature > 0 && Cooling is > 0 and <= 1 && Step > 0))
            throw new SimulationException(FormattableString.Invariant($"The schedule has tolerance {Tolerance}, start temperature {StartTemperature}, cooling {Cooling} and step {Step}: all must be above 0, and cooling at most 1."));
    }
}
