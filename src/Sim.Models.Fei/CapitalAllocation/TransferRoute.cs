using System.Globalization;

namespace Sim.Models.Fei.CapitalAllocation;

/// <summary>A route between two deposits, open in both directions, or in one: <see cref="OneWay"/>.</summary>
/// <remarks>A flow along it is positive when <paramref name="First"/> receives. The default value joins deposit 0 to
/// itself, which a <see cref="TransferGraph"/> refuses.</remarks>
/// <param name="First">Position of one deposit; in a graph the smaller one, or the one that a one-way route leads to.</param>
/// <param name="Second">Position of the other deposit.</param>
/// <param name="Capacity">The most that may move along it in a timestep, either way (FEI), above 0.</param>
/// <param name="Cost">What moving one FEI along it costs (FEI), not negative.</param>
public readonly record struct TransferRoute(int First, int Second, double Capacity = double.PositiveInfinity, double Cost = 0)
{
    /// <summary>Whether FEI moves only from <see cref="Second"/> to <see cref="First"/>, so that a flow is never negative.</summary>
    public bool IsOneWay { get; private init; }

    /// <summary>A route along which FEI moves in one direction only. The way back, if there is one, is a route of its own.</summary>
    /// <param name="from">Position of the deposit that gives.</param>
    /// <param name="to">Position of the deposit that receives.</param>
    /// <param name="capacity">The most that may move along it in a timestep (FEI), above 0.</param>
    /// <param name="cost">What moving one FEI along it costs (FEI), not negative.</param>
    /// <returns>The route, <paramref name="to"/> first.</returns>
    public static TransferRoute OneWay(int from, int to, double capacity = double.PositiveInfinity, double cost = 0) =>
        new(to, from, capacity, cost) { IsOneWay = true };

    /// <summary>The route's ends, capacity and cost.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"TransferRoute {{ {(IsOneWay ? $"From = {Second}, To = {First}" : $"First = {First}, Second = {Second}")}, Capacity = {Capacity}, Cost = {Cost} }}");
}
