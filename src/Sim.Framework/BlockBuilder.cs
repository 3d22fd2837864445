using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Sim.Framework.Agents;
using Sim.Framework.Execution;

namespace Sim.Framework;

/// <summary>Changes the next state in place, for blocks that change many variables together.</summary>
public delegate void Change<TState, TParameters>(Step<TState, TParameters> step, ref TState next)
    where TState : struct
    where TParameters : class;

/// <summary>Writes the next values of a vector, which start as a copy of the current ones.</summary>
public delegate void VectorUpdate<TState, TParameters>(Step<TState, TParameters> step, Span<double> next)
    where TState : struct
    where TParameters : class;

/// <summary>Writes the next population, which starts as a copy of the current one.</summary>
public delegate void PopulationUpdate<TState, TParameters, TAgent>(Step<TState, TParameters> step, PopulationDraft<TAgent> next)
    where TState : struct
    where TParameters : class
    where TAgent : struct;

/// <summary>Declares a block without policies: updates from the state alone, such as exogenous processes.</summary>
/// <remarks>
/// All updates see the state as before the block. An update's name is its variable's column name unless given; it is the update's random address, so give it
/// when a variable is renamed and results must stay.
/// </remarks>
public sealed class BlockBuilder<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    internal BlockBuilder(BlockDefinition block, string model) => (Block, Model) = (block, model);

    internal BlockDefinition Block { get; }

    internal string Model { get; }

    /// <summary>Says what the block does, for <c>describe</c>.</summary>
    public BlockBuilder<TState, TParameters> Describe(string description)
    {
        Block.Description = description;
        return this;
    }

    /// <summary>Runs the block only in timesteps in which <paramref name="condition"/> holds; otherwise every variable keeps its value.</summary>
    public BlockBuilder<TState, TParameters> When(Func<Step<TState, TParameters>, bool> condition)
    {
        Block.Condition = new FunctionDefinition("when", condition);
        return this;
    }

    /// <summary>Gives the new value of one state variable, or of one nested record.</summary>
    public BlockBuilder<TState, TParameters> Update<TValue>(Expression<Func<TState, TValue>> variable, Func<Step<TState, TParameters>, TValue> update, string? name = null) =>
        Add(variable, update, UpdateShape.Value, name);

    /// <summary>Writes the next values of a vector.</summary>
    [OverloadResolutionPriority(1)]
    public BlockBuilder<TState, TParameters> Update(Expression<Func<TState, Vector>> variable, VectorUpdate<TState, TParameters> update, string? name = null) =>
        Add(variable, update, UpdateShape.Vector, name);

    /// <summary>Writes the next population.</summary>
    public BlockBuilder<TState, TParameters> Update<TAgent>(
        Expression<Func<TState, Population<TAgent>>> variable, PopulationUpdate<TState, TParameters, TAgent> update, string? name = null)
        where TAgent : struct =>
        Add(variable, update, UpdateShape.Population, name);

    /// <summary>Changes several variables in one call; <paramref name="writes"/> names one, or several as <c>state => new { state.A, state.B }</c>.</summary>
    /// <remarks>The step still shows the state as before the block. What is not named is not written, and a replay says so.</remarks>
    public BlockBuilder<TState, TParameters> Apply(Expression<Func<TState, object?>> writes, Change<TState, TParameters> change, string? name = null)
    {
        Block.Updates.Add(Declaration.Update(Model, Block, writes, change, UpdateShape.Apply, name, takesSignal: false));
        return this;
    }

    BlockBuilder<TState, TParameters> Add(LambdaExpression variable, Delegate update, UpdateShape shape, string? name)
    {
        Block.Updates.Add(Declaration.Update(Model, Block, variable, update, shape, name, takesSignal: false));
        return this;
    }
}
