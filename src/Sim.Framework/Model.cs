using Sim.Framework.Execution;
using Sim.Framework.Randomness;
using Sim.Framework.Recording;

namespace Sim.Framework;

/// <summary>Starts the definition of a model.</summary>
public static class Model
{
    /// <summary>Defines a model whose state is the struct <typeparamref name="TState"/> and whose parameters are the record <typeparamref name="TParameters"/>.</summary>
    /// <param name="name">The model's name, as it stands in datasets and failures.</param>
    public static ModelBuilder<TState, TParameters> Define<TState, TParameters>(string name)
        where TState : struct
        where TParameters : class, new() =>
        new(name);
}

/// <summary>A model: how a state starts and which partial state update blocks change it, compiled to one method.</summary>
/// <remarks>Made by <see cref="ModelBuilder{TState, TParameters}.Build"/>; immutable and thread-safe. Make it once and share it.</remarks>
public sealed class Model<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    internal Model(ModelBuilder<TState, TParameters> builder)
    {
        (Name, Depth, Initial) = (builder.Name, builder.Depth, builder.Initial);
        Blocks = [.. builder.Blocks.Select(block => block.Copy())];
        Invariants = [.. builder.Invariants.Select(invariant => invariant with { })];
        Functions = FunctionTable();
        Schema = StateSchema.OfState(typeof(TState), Name);
        Compiled = new CompiledModel<TState, TParameters>(this);
    }

    /// <summary>The model's name.</summary>
    public string Name { get; }

    /// <summary>How many past timesteps functions can look back to.</summary>
    public int Depth { get; }

    internal IReadOnlyList<BlockDefinition> Blocks { get; }

    internal IReadOnlyList<FunctionDefinition> Invariants { get; }

    internal FunctionPlace[] Functions { get; }

    internal StateSchema Schema { get; }

    internal CompiledModel<TState, TParameters> Compiled { get; }

    internal Func<TParameters, RandomStream, TState> Initial { get; }

    /// <summary>Steps through one run by hand, with the semantics and the random numbers of a batch run.</summary>
    /// <param name="parameters">The parameters; those of the base case when null.</param>
    /// <param name="seed">The experiment's seed.</param>
    /// <param name="run">The Monte Carlo run, from 1.</param>
    /// <param name="timesteps">What <c>step.Timesteps</c> says; enumeration ends there. No end when null.</param>
    public Stepper<TState, TParameters> Simulate(TParameters? parameters = null, long seed = 0, int run = 1, int? timesteps = null)
    {
        var stepper = new Stepper<TState, TParameters>(
            this, parameters ?? Activator.CreateInstance<TParameters>(), StreamAddress.Key(seed, run), new RunId(0, 0, run), timesteps ?? int.MaxValue);
        stepper.Succeed(stepper.TryStart());
        return stepper;
    }

    FunctionPlace[] FunctionTable()
    {
        var table = new List<FunctionPlace> { FunctionPlace.Of(0, null, "start") };
        for (var block = 0; block < Blocks.Count; block++)
        {
            var definition = Blocks[block];
            Add(definition.Condition, "when");
            definition.Policies.ForEach(policy => Add(policy, "policy " + policy.Name));
            definition.AggregationIndex = table.Count;
            table.Add(FunctionPlace.Of(block + 1, definition.Name, "aggregate"));
            definition.Updates.ForEach(update => Add(update, "update " + update.Name));

            void Add(FunctionDefinition? function, string name)
            {
                if (function is null)
                    return;
                function.Index = table.Count;
                table.Add(FunctionPlace.Of(block + 1, definition.Name, name));
            }
        }

        foreach (var invariant in Invariants)
        {
            invariant.Index = table.Count;
            table.Add(FunctionPlace.Of(Blocks.Count, null, "invariant " + invariant.Name));
        }

        return [.. table];
    }
}
