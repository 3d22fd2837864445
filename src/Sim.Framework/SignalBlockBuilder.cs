using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Sim.Framework.Agents;
using Sim.Framework.Execution;

namespace Sim.Framework;

/// <summary>Changes the next state in place from the block's signal.</summary>
public delegate void Change<TState, TParameters, TSignal>(Step<TState, TParameters> step, TSignal signal, ref TState next)
    where TState : struct
    where TParameters : class;

/// <summary>Writes the next values of a vector from the block's signal.</summary>
public delegate void VectorUpdate<TState, TParameters, TSignal>(Step<TState, TParameters> step, TSignal signal, Span<double> next)
    where TState : struct
    where TParameters : class;

/// <summary>Writes the next population from the block's signal.</summary>
public delegate void PopulationUpdate<TState, TParameters, TSignal, TAgent>(Step<TState, TParameters> step, TSignal signal, PopulationDraft<TAgent> next)
    where TState : struct
    where TParameters : class
    where TAgent : struct;

/// <summary>Declares a block: policies that give signals, and updates that take their aggregate.</summary>
/// <remarks>
/// Policies and updates all see the state as before the block. Signals are added in declaration order (<see cref="Aggregator.Sum"/>) unless
/// <see cref="Aggregate(Aggregator)"/> says otherwise. Names of policies are their random addresses.
/// </remarks>
public sealed class SignalBlockBuilder<TState, TParameters, TSignal>
    where TState : struct
    where TParameters : class
{
    readonly BlockDefinition _block;
    readonly string _model;

    internal SignalBlockBuilder(BlockDefinition block, string model) => (_block, _model) = (block, model);

    /// <summary>Says what the block does, for <c>describe</c>.</summary>
    public SignalBlockBuilder<TState, TParameters, TSignal> Describe(string description)
    {
        _block.Description = description;
        return this;
    }

    /// <summary>Runs the block, policies and all, only in timesteps in which <paramref name="condition"/> holds.</summary>
    public SignalBlockBuilder<TState, TParameters, TSignal> When(Func<Step<TState, TParameters>, bool> condition)
    {
        _block.Condition = new FunctionDefinition("when", condition);
        return this;
    }

    /// <summary>Adds a policy: what someone decides, or what happens, seen from the state before the block.</summary>
    public SignalBlockBuilder<TState, TParameters, TSignal> Policy(string name, Func<Step<TState, TParameters>, TSignal> policy)
    {
        _block.Policies.Add(new FunctionDefinition(name, policy));
        return this;
    }

    /// <summary>Combines the signals by a named aggregator.</summary>
    public SignalBlockBuilder<TState, TParameters, TSignal> Aggregate(Aggregator aggregator)
    {
        (_block.Aggregator, _block.AggregatorFunction) = (aggregator, null);
        return this;
    }

    /// <summary>Combines the signals by a function, from the first to the last: f(f(first, second), third).</summary>
    public SignalBlockBuilder<TState, TParameters, TSignal> Aggregate(Func<TSignal, TSignal, TSignal> aggregator)
    {
        _block.AggregatorFunction = aggregator;
        return this;
    }

    /// <summary>Gives the new value of one state variable, or of one nested record, from the signal.</summary>
    public SignalBlockBuilder<TState, TParameters, TSignal> Update<TValue>(
        Expression<Func<TState, TValue>> variable, Func<Step<TState, TParameters>, TSignal, TValue> update, string? name = null) =>
        Add(variable, update, UpdateShape.Value, name);

    /// <summary>Gives the new value of one state variable, or of one nested record, without the signal.</summary>
    public SignalBlockBuilder<TState, TParameters, TSignal> Update<TValue>(
        Expression<Func<TState, TValue>> variable, Func<Step<TState, TParameters>, TValue> update, string? name = null) =>
        Add(variable, update, UpdateShape.Value, name, takesSignal: false);

    /// <summary>Writes the next values of a vector.</summary>
    [OverloadResolutionPriority(1)]
    public SignalBlockBuilder<TState, TParameters, TSignal> Update(
        Expression<Func<TState, Vector>> variable, VectorUpdate<TState, TParameters, TSignal> update, string? name = null) =>
        Add(variable, update, UpdateShape.Vector, name);

    /// <summary>Writes the next population.</summary>
    public SignalBlockBuilder<TState, TParameters, TSignal> Update<TAgent>(
        Expression<Func<TState, Population<TAgent>>> variable, PopulationUpdate<TState, TParameters, TSignal, TAgent> update, string? name = null)
        where TAgent : struct =>
        Add(variable, update, UpdateShape.Population, name);

    /// <summary>Changes several variables in one call; <paramref name="writes"/> names one, or several as <c>state => new { state.A, state.B }</c>.</summary>
    /// <remarks>The step still shows the state as before the block. What is not named is not written, and a replay says so.</remarks>
    public SignalBlockBuilder<TState, TParameters, TSignal> Apply(Expression<Func<TState, object?>> writes, Change<TState, TParameters, TSignal> change, string? name = null) =>
        Add(writes, change, UpdateShape.Apply, name);

    SignalBlockBuilder<TState, TParameters, TSignal> Add(LambdaExpression variable, Delegate update, UpdateShape shape, string? name, bool takesSignal = true)
    {
        _block.Updates.Add(Declaration.Update(_model, _block, variable, update, shape, name, takesSignal));
        return this;
    }
}
