using System.Globalization;

namespace Sim.Framework;

/// <summary>Why, when and where a run ended early.</summary>
/// <param name="Id">Which run.</param>
/// <param name="Status">What kind of failure.</param>
/// <param name="Timestep">The timestep being computed; 0 when the initial state failed. No row of it is kept, unless a metric failed after the last one.</param>
/// <param name="Substep">The number of the block, from 1; 0 when the initial state failed.</param>
/// <param name="Block">The block's name; null for an invariant, a metric and the initial state.</param>
/// <param name="Function">The function: <c>policy NAME</c>, <c>aggregate</c>, <c>update NAME</c>, <c>when</c>, <c>invariant NAME</c>, <c>metric NAME</c> or <c>start</c>.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Exception">The exception that a function threw; null for other failures.</param>
public sealed record RunFailure(RunId Id, RunStatus Status, int Timestep, int Substep, string? Block, string Function, string Message, Exception? Exception)
{
    /// <summary>The failure in one sentence.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Id}, timestep {Timestep}, substep {Substep}, {(Block is null ? "" : $"block '{Block}', ")}{Function}: {Message}");
}
