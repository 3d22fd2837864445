using Sim.Framework.Agents;
using Sim.Framework.Execution;
using Sim.Framework.Randomness;

namespace Sim.Framework;

/// <summary>What a policy, an update, a condition or an invariant sees: the state as before the block, the parameters, and where the run is.</summary>
/// <remarks>
/// One instance serves a whole run and moves with it: use it inside the function that gets it, do not keep it. A class, so that it may be used
/// in LINQ and lambdas; see <c>docs/decisions/001-step-is-a-class.md</c>. Not thread-safe: each run has its own.
/// </remarks>
public sealed class Step<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    internal TState CurrentState;

    /// <summary>The index of the function that runs: its random address, and the place of a failure.</summary>
    internal int Function;

    readonly FunctionPlace[] _functions;
    readonly RandomStream _random = new(0);
    readonly Recycler _recycler;
    ulong _key;
    int _randomFunction = -1;

    internal Step(Model<TState, TParameters> model, int timesteps, bool keepAllStates)
    {
        _functions = model.Functions;
        _recycler = new Recycler(keepAllStates);
        History = new History<TState>(model.Depth);
        Timesteps = timesteps;
        Parameters = null!;
    }

    /// <summary>The state as before the block: what the previous block, or the previous timestep, left.</summary>
    public ref readonly TState State => ref CurrentState;

    /// <summary>The parameters of this subset.</summary>
    public TParameters Parameters { get; internal set; }

    /// <summary>The timestep being computed, from 1, the same in every block; 0 while the initial state is drawn.</summary>
    public int Timestep { get; internal set; }

    /// <summary>How many timesteps the run will have; <see cref="int.MaxValue"/> when a model is stepped by hand without an end.</summary>
    public int Timesteps { get; }

    /// <summary>The number of the block being computed, from 1; in an invariant, the number of the last block.</summary>
    public int Substep => _functions[Function].Substep;

    /// <summary>The Monte Carlo run, from 1.</summary>
    public int Run { get; private set; }

    /// <summary>The point of the sweep, from 0.</summary>
    public int Subset { get; private set; }

    /// <summary>The variant of the model, from 0.</summary>
    public int Simulation { get; private set; }

    /// <summary>The states at the end of past timesteps, as deep as the model's <c>RememberLast</c>.</summary>
    public History<TState> History { get; }

    /// <summary>The random stream of this function in this timestep of this run.</summary>
    /// <remarks>Its draws depend on the seed, the run, the block's and the function's name and the timestep, and on nothing that others draw.</remarks>
    public RandomStream Random
    {
        get
        {
            if (_randomFunction != Function)
            {
                _random.Seek(_key, _functions[Function].Stream, Timestep);
                _randomFunction = Function;
            }

            return _random;
        }
    }

    /// <summary>A copy of <paramref name="current"/> to be written, in memory that the run recycles.</summary>
    public VectorDraft Draft(Vector current)
    {
        var next = _recycler.Vector(current.Length, Timestep);
        current.Span.CopyTo(next.Writable);
        return new VectorDraft(next);
    }

    /// <summary>A vector of <paramref name="length"/> zeros to be written, in memory that the run recycles; for signals as well as for state.</summary>
    public VectorDraft Draft(int length)
    {
        var next = _recycler.Vector(length, Timestep);
        next.Writable.Clear();
        return new VectorDraft(next);
    }

    /// <summary>A copy of <paramref name="current"/> to be written, in memory that the run recycles.</summary>
    public PopulationDraft<TAgent> Draft<TAgent>(Population<TAgent> current)
        where TAgent : struct
    {
        var next = _recycler.Population<TAgent>(Timestep);
        next.CopyFrom(current);
        return new PopulationDraft<TAgent>(next);
    }

    internal FunctionPlace Place => _functions[Function];

    internal void Restart(int simulation, int subset, int run, ulong key, TParameters parameters)
    {
        (Simulation, Subset, Run, _key, Parameters) = (simulation, subset, run, key, parameters);
        (Timestep, Function, _randomFunction) = (0, FunctionPlace.Start, -1);
        _recycler.Restart();
        History.Restart();
    }

    internal void Begin()
    {
        Timestep++;
        _randomFunction = -1;
    }

    internal void Remember() => History.Push(CurrentState);
}
