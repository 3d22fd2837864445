using Sim.Framework.Execution;
using Sim.Framework.Randomness;

namespace Sim.Framework;

/// <summary>Declares a model: its start, its blocks in running order, its invariants.</summary>
/// <remarks>Everything is checked by <see cref="Build"/> or before, with messages that name what is wrong.</remarks>
public sealed class ModelBuilder<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    internal ModelBuilder(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    internal string Name { get; }

    internal int Depth { get; private set; }

    internal Func<TParameters, RandomStream, TState> Initial { get; private set; } = (_, _) => default;

    internal List<BlockDefinition> Blocks { get; } = [];

    internal List<FunctionDefinition> Invariants { get; } = [];

    /// <summary>Gives the initial state for the parameters. Without it, a run starts from the struct's default.</summary>
    public ModelBuilder<TState, TParameters> StartFrom(Func<TParameters, TState> initial) => StartFrom((parameters, _) => initial(parameters));

    /// <summary>Draws the initial state, anew for each run.</summary>
    public ModelBuilder<TState, TParameters> StartFrom(Func<TParameters, RandomStream, TState> initial)
    {
        Initial = initial;
        return this;
    }

    /// <summary>Remembers the states at the end of the last <paramref name="timesteps"/> timesteps, for <c>step.History</c>.</summary>
    public ModelBuilder<TState, TParameters> RememberLast(int timesteps)
    {
        if (timesteps < 0)
            throw new SimulationException($"Model '{Name}': RememberLast({timesteps}) is negative; say how many past timesteps functions look back to.");
        Depth = timesteps;
        return this;
    }

    /// <summary>Adds a block without policies: its updates work from the state alone.</summary>
    public ModelBuilder<TState, TParameters> Block(string name, Action<BlockBuilder<TState, TParameters>> declare)
    {
        var block = new BlockDefinition(name, null);
        declare(new BlockBuilder<TState, TParameters>(block, Name));
        Blocks.Add(block);
        return this;
    }

    /// <summary>Adds a block whose policies give a <typeparamref name="TSignal"/>.</summary>
    public ModelBuilder<TState, TParameters> Block<TSignal>(string name, Action<SignalBlockBuilder<TState, TParameters, TSignal>> declare)
    {
        var block = new BlockDefinition(name, typeof(TSignal));
        declare(new SignalBlockBuilder<TState, TParameters, TSignal>(block, Name));
        Blocks.Add(block);
        return this;
    }

    /// <summary>Declares what must hold in the initial state and at the end of every timestep; a run that breaks it ends as failed.</summary>
    public ModelBuilder<TState, TParameters> Invariant(string name, Func<Step<TState, TParameters>, bool> holds)
    {
        if (Invariants.Any(invariant => invariant.Name == name))
            throw new SimulationException($"Model '{Name}' has two invariants called '{name}': rename one.");
        Invariants.Add(new FunctionDefinition(name, holds));
        return this;
    }

    /// <summary>Checks the model and compiles it.</summary>
    /// <exception cref="SimulationException">The model has no block, an empty block, doubled names, or two updates of one variable in a block; the message names them.</exception>
    public Model<TState, TParameters> Build()
    {
        Declaration.Check(Name, Blocks);
        return new Model<TState, TParameters>(this);
    }
}
