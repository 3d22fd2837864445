namespace Sim.Framework;

/// <summary>What one block did in a timestep that was replayed or stepped by hand.</summary>
/// <param name="Number">The block's number, from 1.</param>
/// <param name="Block">The block's name.</param>
/// <param name="State">The state after the block.</param>
/// <param name="Signal">The aggregated signal; null for a block without policies, or whose condition did not hold.</param>
public readonly record struct Substep<TState>(int Number, string Block, TState State, object? Signal)
    where TState : struct;
