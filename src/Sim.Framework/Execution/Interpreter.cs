using System.Linq.Expressions;
using System.Reflection;
using Sim.Framework.Recording;

namespace Sim.Framework.Execution;

/// <summary>A model's blocks delegate by delegate, with every check on: for replay, for stepping by hand, and as the compiled model's oracle.</summary>
/// <remarks>Beyond the compiled model it checks that an Apply changes only what it declares.</remarks>
sealed class Interpreter<TState, TParameters>(Model<TState, TParameters> model)
    where TState : struct
    where TParameters : class
{
    readonly Dictionary<BlockDefinition, Func<object?, object?, object?>> _folds = [];

    /// <summary>Runs one block and gives its signal; null for a block without one or whose condition does not hold.</summary>
    public object? Block(BlockDefinition block, Step<TState, TParameters> step)
    {
        if (block.Condition is { } condition && !(bool)Call(condition, step)!)
            return null;
        object? signal = null;
        for (var policy = 0; policy < block.Policies.Count; policy++)
        {
            var next = Call(block.Policies[policy], step);
            if (policy > 0)
                step.Function = block.AggregationIndex;
            signal = policy == 0 ? next : FoldOf(block)(signal, next);
        }

        var values = block.Updates.ConvertAll(update => Compute(update, step, signal));
        object state = step.CurrentState;
        for (var update = 0; update < values.Count; update++)
        {
            var definition = block.Updates[update];
            state = definition.Shape == UpdateShape.Apply ? values[update]! : definition.Writes[0].Set(state, values[update]);
        }

        step.CurrentState = (TState)state;
        return signal;
    }

    /// <summary>Checks the invariants.</summary>
    public void Check(Step<TState, TParameters> step)
    {
        foreach (var invariant in model.Invariants)
        {
            if (!(bool)Call(invariant, step)!)
                Guard.Broken(invariant.Name);
        }
    }

    object? Compute(FunctionDefinition update, Step<TState, TParameters> step, object? signal)
    {
        object?[] first = update.TakesSignal ? [signal] : [];
        object? value;
        switch (update.Shape)
        {
            case UpdateShape.Value:
                value = Call(update, step, first);
                break;
            case UpdateShape.Apply:
                return Apply(update, step, first);
            default:
                step.Function = update.Index;
                var writer = typeof(Guard).GetMethods()
                    .Single(method => method.Name == (update.Shape == UpdateShape.Vector ? nameof(Guard.Write) : nameof(Guard.WritePopulation))
                        && method.GetGenericArguments().Length == update.Function.GetType().GetGenericArguments().Length
                        && method.GetParameters().Length == 3 + first.Length)
                    .MakeGenericMethod(update.Function.GetType().GetGenericArguments());
                value = Unwrapped(() => writer.Invoke(null, [step, update.Function, update.Writes[0].Get(step.CurrentState), .. first]));
                break;
        }

        CheckFinite(update.Writes[0], update.Writes[0].Set(step.CurrentState, value));
        return value;
    }

    object Apply(FunctionDefinition update, Step<TState, TParameters> step, object?[] first)
    {
        object?[] arguments = [step, .. first, step.CurrentState];
        step.Function = update.Index;
        Unwrapped(() => update.Function.Method.Invoke(update.Function.Target, arguments));
        var next = arguments[^1]!;
        foreach (var path in update.Writes)
            CheckFinite(path, next);
        object before = step.CurrentState;
        foreach (var variable in model.Schema.Variables)
        {
            if (!update.Writes.Any(path => path.Contains(variable.Path)) && !Equals(variable.Path.Get(before), variable.Path.Get(next)))
            {
                throw new RunEndedException(
                    RunStatus.Failed,
                    $"The Apply changed {variable.Path}, which it does not declare: add it to writes, as in writes: state => new {{ {string.Join(", ", update.Writes.Select(path => "state." + path))}, state.{variable.Path} }}.");
            }
        }

        return next;
    }

    static object? Call(FunctionDefinition function, Step<TState, TParameters> step, params object?[] rest)
    {
        step.Function = function.Index;
        return Unwrapped(() => function.Function.DynamicInvoke([step, .. rest]));
    }

    void CheckFinite(VariablePath written, object root)
    {
        foreach (var variable in model.Schema.Within(written).Where(variable => variable.IsRecorded))
        {
            foreach (var record in variable.Path.Records())
                Guard.CheckPresent(record.Get(root), record.Text);
            var value = variable.Path.Get(root);
            if (variable.Kind == VariableKind.Vector)
                Guard.CheckVector((Vector?)value, variable.Path.Text);
            else if (variable.Kind == VariableKind.Population)
                Guard.CheckPresent(value, variable.Path.Text);
            else if (value is double number && !double.IsFinite(number))
                Guard.NotFinite(variable.Path.Text, number);
            else if (value is float single && !float.IsFinite(single))
                Guard.NotFinite(variable.Path.Text, single);
        }
    }

    Func<object?, object?, object?> FoldOf(BlockDefinition block)
    {
        if (_folds.TryGetValue(block, out var known))
            return known;
        var earlier = Expression.Parameter(typeof(object));
        var later = Expression.Parameter(typeof(object));
        var combined = SignalFold.Combine(model.Name, block, Expression.Convert(earlier, block.Signal!), Expression.Convert(later, block.Signal!));
        return _folds[block] = Expression.Lambda<Func<object?, object?, object?>>(Expression.Convert(combined, typeof(object)), earlier, later).Compile();
    }

    static object? Unwrapped(Func<object?> call)
    {
        try
        {
            return call();
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is { } inner)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }
}
