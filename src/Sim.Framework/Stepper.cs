using System.Collections;
using Sim.Framework.Execution;

namespace Sim.Framework;

/// <summary>One run, stepped by hand: look at any state, change state or parameters, go on.</summary>
/// <remarks>
/// Gives the states of the batch run with the same seed and run number, bit for bit. Enumerating it gives the state now and then after each timestep, as the rows of
/// a dataset do. A function that throws, an invariant that breaks or a number that is not finite throws a <see cref="SimulationException"/> that says where. Not thread-safe.
/// </remarks>
public sealed class Stepper<TState, TParameters> : IEnumerable<TState>
    where TState : struct
    where TParameters : class
{
    readonly Model<TState, TParameters> _model;
    readonly Interpreter<TState, TParameters> _interpreter;
    readonly Step<TState, TParameters> _step;
    readonly List<Substep<TState>> _substeps = [];

    internal Stepper(Model<TState, TParameters> model, TParameters parameters, ulong key, RunId id, int timesteps)
    {
        _model = model;
        _interpreter = new Interpreter<TState, TParameters>(model);
        _step = new Step<TState, TParameters>(model, timesteps, keepAllStates: true);
        _step.Restart(id.Simulation, id.Subset, id.Run, key, parameters);
    }

    /// <summary>The state at the end of the current timestep. Setting it changes the run from here on.</summary>
    public TState State
    {
        get => _step.CurrentState;
        set => _step.CurrentState = value;
    }

    /// <summary>The parameters. Setting them changes the run from the next timestep on.</summary>
    public TParameters Parameters
    {
        get => _step.Parameters;
        set => _step.Parameters = value;
    }

    /// <summary>The timestep that has been computed; 0 at the initial state.</summary>
    public int Timestep => _step.Timestep;

    /// <summary>The substeps of the current timestep, one a block; empty at the initial state.</summary>
    public IReadOnlyList<Substep<TState>> Substeps => _substeps;

    /// <summary>Computes the next timestep.</summary>
    /// <returns>The state at its end.</returns>
    /// <exception cref="SimulationException">The timestep fails; state and timestep are then those of the failing block.</exception>
    public TState Advance()
    {
        if (Timestep == _step.Timesteps)
            throw new SimulationException($"The run of model '{_model.Name}' has {_step.Timesteps} timesteps, and all are computed.");
        Succeed(TryAdvance());
        return State;
    }

    /// <summary>Gives the state now, then advances for as long as states are asked for, up to the run's last timestep.</summary>
    public IEnumerator<TState> GetEnumerator()
    {
        yield return State;
        while (Timestep < _step.Timesteps)
            yield return Advance();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal RunFailure? Failure { get; private set; }

    /// <summary>Draws the initial state; a failure is a value.</summary>
    internal bool TryStart() => Try(() => RunLoop.Start(_model, _step));

    /// <summary>As <see cref="Advance"/>, but a failure is a value.</summary>
    internal bool TryAdvance() => Try(Compute);

    internal void Succeed(bool succeeded)
    {
        if (!succeeded)
            throw new SimulationException($"Model '{_model.Name}', {Failure}", Failure!.Exception ?? new InvalidOperationException(Failure.Message));
    }

    bool Try(Action compute)
    {
        try
        {
            compute();
            return true;
        }
        catch (Exception exception)
        {
            Failure = RunLoop.Failure(_step, exception);
            return false;
        }
    }

    void Compute()
    {
        // A state set by hand is the end of the timestep that history speaks of.
        _step.History.Replace(_step.CurrentState);
        _substeps.Clear();
        _step.Begin();
        for (var block = 0; block < _model.Blocks.Count; block++)
        {
            var signal = _interpreter.Block(_model.Blocks[block], _step);
            _substeps.Add(new Substep<TState>(block + 1, _model.Blocks[block].Name, _step.CurrentState, signal));
        }

        _interpreter.Check(_step);
        if (_model.Depth > 0)
            _step.Remember();
    }
}
