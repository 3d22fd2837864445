using System.Globalization;

namespace Sim.Framework;

/// <summary>Which run of an experiment.</summary>
/// <param name="Simulation">The variant of the model, from 0.</param>
/// <param name="Subset">The point of the sweep, from 0.</param>
/// <param name="Run">The Monte Carlo run, from 1.</param>
public readonly record struct RunId(int Simulation, int Subset, int Run)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"simulation {Simulation}, subset {Subset}, run {Run}");
}
