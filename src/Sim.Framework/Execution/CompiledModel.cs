using System.Linq.Expressions;
using Sim.Framework.Recording;

namespace Sim.Framework.Execution;

/// <summary>A model's blocks as methods that the JIT sees whole: the author's functions called directly, new values in locals, then committed in place.</summary>
/// <remarks>The only file that knows how. <see cref="Interpreter{TState, TParameters}"/> says the same slowly; tests hold the two together.</remarks>
sealed class CompiledModel<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    readonly Model<TState, TParameters> _model;
    readonly ParameterExpression _step = Expression.Parameter(typeof(Step<TState, TParameters>), "step");
    readonly MemberExpression _state;
    readonly Lazy<Action<Step<TState, TParameters>>[]> _blocks;

    public CompiledModel(Model<TState, TParameters> model)
    {
        _model = model;
        _state = Expression.Field(_step, nameof(Step<TState, TParameters>.CurrentState));
        Advance = Loop([.. model.Blocks.Select(Block), End()]);
        Start = Compile([.. Checks(_state, model.Schema.Variables), End()]);
        Finish = Compile([End()]);
        Kept = Keeper();
        _blocks = new(() => [.. model.Blocks.Select(block => Compile([Block(block)]))]);
    }

    /// <summary>Computes so many timesteps: all blocks of each, then <see cref="Finish"/>.</summary>
    public Action<Step<TState, TParameters>, int> Advance { get; }

    /// <summary>The checks of an initial state.</summary>
    public Action<Step<TState, TParameters>> Start { get; }

    /// <summary>The end of a timestep: invariants, which recycled values the state holds, and history.</summary>
    public Action<Step<TState, TParameters>> Finish { get; }

    /// <summary>A state with copies of what a run recycles, to be kept.</summary>
    public Func<TState, TState> Kept { get; }

    /// <summary>The blocks one by one, for those who record substeps.</summary>
    public IReadOnlyList<Action<Step<TState, TParameters>>> Blocks => _blocks.Value;

    Action<Step<TState, TParameters>> Compile(IReadOnlyList<Expression> body) =>
        Expression.Lambda<Action<Step<TState, TParameters>>>(Expression.Block(typeof(void), [.. body, Expression.Empty()]), _step).Compile();

    /// <summary>A loop around the timestep: the JIT inlines more readily what stands in a loop.</summary>
    Action<Step<TState, TParameters>, int> Loop(IReadOnlyList<Expression> timestep)
    {
        var count = Expression.Parameter(typeof(int), "count");
        var done = Expression.Label();
        var body = Expression.Loop(
            Expression.Block(
                typeof(void),
                [
                    Expression.IfThen(Expression.LessThanOrEqual(count, Expression.Constant(0)), Expression.Break(done)),
                    Expression.Call(_step, nameof(Step<TState, TParameters>.Begin), null),
                    .. timestep,
                    Expression.PreDecrementAssign(count),
                ]),
            done);
        return Expression.Lambda<Action<Step<TState, TParameters>, int>>(body, _step, count).Compile();
    }

    Expression Block(BlockDefinition block)
    {
        var locals = new List<ParameterExpression>();
        var body = new List<Expression>();
        var signal = Signal(block, locals, body);
        var commits = new List<Expression>();
        foreach (var update in block.Updates)
        {
            body.Add(At(update));
            commits.AddRange(Updates(update, signal, locals, body));
        }

        var all = Expression.Block(typeof(void), locals, [.. body, .. commits, Expression.Empty()]);
        return block.Condition is { } condition
            ? Expression.Block(At(condition), Expression.IfThen(FunctionCall.Of(condition.Function, _step), all))
            : all;
    }

    /// <summary>Runs the policies in order and folds their signals from the left.</summary>
    ParameterExpression? Signal(BlockDefinition block, List<ParameterExpression> locals, List<Expression> body)
    {
        ParameterExpression? signal = null;
        foreach (var policy in block.Policies)
        {
            var next = Expression.Variable(block.Signal!, policy.Name);
            locals.Add(next);
            body.Add(At(policy));
            body.Add(Expression.Assign(next, FunctionCall.Of(policy.Function, _step)));
            if (signal is not null)
            {
                body.Add(At(block.AggregationIndex));
                body.Add(Expression.Assign(signal, SignalFold.Combine(_model.Name, block, signal, next)));
            }

            signal ??= next;
        }

        return signal;
    }

    /// <summary>Computes an update's new value into a local, checks it, and gives the statements that commit it.</summary>
    IEnumerable<Expression> Updates(FunctionDefinition update, Expression? signal, List<ParameterExpression> locals, List<Expression> body)
    {
        if (update.Shape == UpdateShape.Apply)
        {
            var next = Expression.Variable(typeof(TState), "next");
            locals.Add(next);
            body.Add(Expression.Assign(next, _state));
            body.Add(FunctionCall.Of(update.Function, update.TakesSignal ? [_step, signal!, next] : [_step, next]));
            body.AddRange(Checks(next, [.. update.Writes.SelectMany(_model.Schema.Within)]));
            return update.Writes.Select(path => path.Write(_state, path.Read(next)));
        }

        var path = update.Writes[0];
        var value = Expression.Variable(path.ValueType, update.Name);
        locals.Add(value);
        body.Add(Expression.Assign(value, Value(update, path, signal)));
        body.AddRange(Checks(value, [.. _model.Schema.Within(path)], path.Members.Count));
        return [path.Write(_state, value)];
    }

    Expression Value(FunctionDefinition update, VariablePath path, Expression? signal)
    {
        if (update.Shape == UpdateShape.Value)
            return FunctionCall.Of(update.Function, update.TakesSignal ? [_step, signal!] : [_step]);
        var name = update.Shape == UpdateShape.Vector ? nameof(Guard.Write) : nameof(Guard.WritePopulation);
        return Expression.Call(
            typeof(Guard),
            name,
            update.Function.GetType().GetGenericArguments(),
            [_step, Expression.Constant(update.Function), path.Read(_state), .. update.TakesSignal ? new[] { signal! } : []]);
    }

    /// <summary>Checks of what is written: that no record on the way to a variable is missing, and that numbers are finite.</summary>
    static IEnumerable<Expression> Checks(Expression root, IReadOnlyList<Variable> variables, int levelsAbove = 0) =>
    [
        .. variables.Where(variable => variable.IsRecorded).SelectMany(variable => variable.Path.Records())
            .Where(record => record.Members.Count >= levelsAbove).DistinctBy(record => record.Text)
            .Select(record => Expression.Call(
                typeof(Guard), nameof(Guard.CheckPresent), null, record.Members.Skip(levelsAbove).Aggregate(root, Expression.MakeMemberAccess), Expression.Constant(record.Text))),
        .. variables.SelectMany(variable => Finite(root, variable, levelsAbove)),
    ];

    /// <summary>A check that a double, or each number of a vector, is finite, and that no vector or population is missing.</summary>
    static IEnumerable<Expression> Finite(Expression root, Variable variable, int levelsAbove)
    {
        if (!variable.IsRecorded || variable.Kind is not (VariableKind.Double or VariableKind.Vector or VariableKind.Population))
            yield break;
        var value = variable.Path.Members.Skip(levelsAbove).Aggregate(root, Expression.MakeMemberAccess);
        var name = Expression.Constant(variable.Path.Text);
        if (variable.Kind != VariableKind.Double)
        {
            var check = variable.Kind == VariableKind.Vector ? nameof(Guard.CheckVector) : nameof(Guard.CheckPresent);
            yield return Expression.Call(typeof(Guard), check, null, value, name);
            yield break;
        }

        Expression number = variable.IsNullable ? Expression.Call(value, "GetValueOrDefault", null) : value;
        number = number.Type == typeof(double) ? number : Expression.Convert(number, typeof(double));
        yield return Expression.IfThen(
            Expression.Not(Expression.Call(typeof(double), nameof(double.IsFinite), null, number)),
            Expression.Call(typeof(Guard), nameof(Guard.NotFinite), null, name, number));
    }

    IEnumerable<Variable> Recycled => _model.Schema.Variables.Where(variable => variable.Kind is VariableKind.Vector or VariableKind.Population);

    Func<TState, TState> Keeper()
    {
        var state = Expression.Parameter(typeof(TState), "state");
        var copies = Recycled.Select(variable => variable.Path.Write(
            state, Expression.Call(typeof(Guard), nameof(Guard.CopyOf), [variable.Path.ValueType], variable.Path.Read(state))));
        return Expression.Lambda<Func<TState, TState>>(Expression.Block(typeof(TState), [.. copies, state]), state).Compile();
    }

    BlockExpression End()
    {
        var body = new List<Expression>();
        foreach (var invariant in _model.Invariants)
        {
            body.Add(At(invariant));
            body.Add(Expression.IfThen(
                Expression.Not(FunctionCall.Of(invariant.Function, _step)),
                Expression.Call(typeof(Guard), nameof(Guard.Broken), null, Expression.Constant(invariant.Name))));
        }

        foreach (var variable in Recycled)
        {
            // The next timestep reads the state before its first block, whatever the depth.
            var until = Expression.Add(Expression.Property(_step, nameof(Step<TState, TParameters>.Timestep)), Expression.Constant(Math.Max(1, _model.Depth)));
            var keep = variable.Kind == VariableKind.Vector ? nameof(Guard.KeepVector) : nameof(Guard.Keep);
            body.Add(Expression.Call(typeof(Guard), keep, null, variable.Path.Read(_state), until));
        }

        if (_model.Depth > 0)
            body.Add(Expression.Call(_step, nameof(Step<TState, TParameters>.Remember), null));
        return Expression.Block(typeof(void), [.. body, Expression.Empty()]);
    }

    BinaryExpression At(FunctionDefinition function) => At(function.Index);

    BinaryExpression At(int function) =>
        Expression.Assign(Expression.Field(_step, nameof(Step<TState, TParameters>.Function)), Expression.Constant(function));
}
