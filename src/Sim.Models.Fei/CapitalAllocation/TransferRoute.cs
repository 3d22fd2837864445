namespace Sim.Models.Fei.CapitalAllocation;

/// <summary>A route between two deposits, open in both directions.</summary>
/// <remarks>A flow along it is positive when <paramref name="First"/> receives. The default value joins deposit 0 to
/// itself, which a <see cref="TransferGraph"/> refuses.</remarks>
/// <param name="First">Position of one deposit; in a graph the smaller one.</param>
/// <param name="Second">Position of the other deposit; in a graph the larger one.</param>
/// <param name="Capacity">The most that may move along it in a timestep, either way (FEI), above 0.</param>
/// <param name="Cost">What moving one FEI along it costs (FEI), not negative.</param>
public readonly record struct TransferRoute(int First, int Second, double Capacity = double.PositiveInfinity, double Cost = 0);
