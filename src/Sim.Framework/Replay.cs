
namespace Sim.Framework;

/// <summary>One run, run again block by block: every state after every block, every signal, and the failure when it failed.</summary>
public sealed class Replay<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    Replay(RunId id, TParameters parameters, IReadOnlyList<ReplayedTimestep<TState>> timesteps, RunFailure? failure) =>
        (Id, Parameters, Timesteps, Failure) = (id, parameters, timesteps, failure);

    /// <summary>Which run.</summary>
    public RunId Id { get; }

    /// <summary>The parameters of its subset.</summary>
    public TParameters Parameters { get; }

    /// <summary>The timesteps from 0, the initial state, to the last; a timestep that fails has the substeps before the failure.</summary>
    public IReadOnlyList<ReplayedTimestep<TState>> Timesteps { get; }

    /// <summary>Why the run ends early; null when it completes.</summary>
    public RunFailure? Failure { get; }

    internal static Replay<TState, TParameters> Of(Model<TState, TParameters> model, TParameters parameters, ulong key, RunId id, int timesteps)
    {
        var stepper = new Stepper<TState, TParameters>(model, parameters, key, id, timesteps);
        var rows = new List<ReplayedTimestep<TState>>();
        var goesOn = stepper.TryStart();
        if (goesOn)
            rows.Add(new ReplayedTimestep<TState>(0, stepper.State, []));
        while (goesOn && stepper.Timestep < timesteps)
        {
            goesOn = stepper.TryAdvance();
            rows.Add(new ReplayedTimestep<TState>(stepper.Timestep, stepper.State, [.. stepper.Substeps]));
        }

        return new Replay<TState, TParameters>(id, parameters, rows, stepper.Failure);
    }
}

/// <summary>One timestep of a replay.</summary>
/// <param name="Timestep">The timestep, from 0.</param>
/// <param name="State">The state at its end, or before the block that failed.</param>
/// <param name="Substeps">What each block did; empty for the initial state.</param>
public sealed record ReplayedTimestep<TState>(int Timestep, TState State, IReadOnlyList<Substep<TState>> Substeps)
    where TState : struct;
