namespace Sim.Framework;

/// <summary>One recorded row: its keys and the state.</summary>
/// <param name="Simulation">The variant of the model, from 0.</param>
/// <param name="Subset">The point of the sweep, from 0.</param>
/// <param name="Run">The Monte Carlo run, from 1.</param>
/// <param name="Substep">The block, from 1, after which the state stood so; the last block at the end of a timestep; 0 for the initial state.</param>
/// <param name="Timestep">The timestep; 0 for the initial state.</param>
/// <param name="State">The state.</param>
public readonly record struct Row<TState>(int Simulation, int Subset, int Run, int Substep, int Timestep, TState State)
    where TState : struct;
