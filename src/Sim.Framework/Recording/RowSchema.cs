using System.Linq.Expressions;
using Sim.Framework.Agents;
namespace Sim.Framework.Recording;

/// <summary>The columns of recorded rows, and the compiled method that copies a state into them.</summary>
sealed class RowSchema<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    public RowSchema(StateSchema state, IReadOnlyList<VariablePath> swept)
    {
        State = [.. state.Variables.Where(variable => variable.IsRecorded)];
        var stateColumns = State.Select(variable => variable.Column).ToHashSet(StringComparer.Ordinal);
        Columns =
        [
            .. StateSchema.KeyColumns.Select(name => new StoredColumn(name, ColumnType.Int32)),
            .. SweptColumns(swept, name => stateColumns.Contains(name) ? "parameter_" + name : name),
            .. State.Select(variable => new StoredColumn(variable.Column, TypeOf(variable.Kind), IsNullable(variable))),
        ];
        FirstSwept = StateSchema.KeyColumns.Length;
        FirstState = FirstSwept + swept.Count;
        Store = Compile();
    }

    public IReadOnlyList<Variable> State { get; }

    /// <summary>Keys, then swept parameters, then state.</summary>
    public IReadOnlyList<StoredColumn> Columns { get; }

    public int FirstSwept { get; }

    public int FirstState { get; }

    /// <summary>Copies the state into the state's columns, at a row.</summary>
    public Action<Step<TState, TParameters>, RowColumn[], int> Store { get; }

    /// <summary>Columns for swept parameters.</summary>
    public static IEnumerable<StoredColumn> SweptColumns(IReadOnlyList<VariablePath> swept, Func<string, string> name) =>
        swept.Select(path =>
        {
            var variable = StateSchema.LeafOf(path);
            var type = variable.Kind == VariableKind.Other ? ColumnType.String : TypeOf(variable.Kind);
            return new StoredColumn(name(path.Column), type, type != ColumnType.DoubleList && (variable.IsNullable || type == ColumnType.String), IsSwept: true);
        });

    static ColumnType TypeOf(VariableKind kind) => kind switch
    {
        VariableKind.Double => ColumnType.Double,
        VariableKind.Int32 or VariableKind.Population => ColumnType.Int32,
        VariableKind.Int64 => ColumnType.Int64,
        VariableKind.Boolean => ColumnType.Boolean,
        VariableKind.Vector => ColumnType.DoubleList,
        _ => ColumnType.String,
    };

    static bool IsNullable(Variable variable) => variable.IsNullable && variable.Kind != VariableKind.Vector;

    Action<Step<TState, TParameters>, RowColumn[], int> Compile()
    {
        var step = Expression.Parameter(typeof(Step<TState, TParameters>), "step");
        var columns = Expression.Parameter(typeof(RowColumn[]), "columns");
        var row = Expression.Parameter(typeof(int), "row");
        var state = Expression.Field(step, nameof(Step<TState, TParameters>.CurrentState));
        var body = State.Select((variable, place) =>
            StoreOne(variable, variable.Path.Read(state), Expression.ArrayIndex(columns, Expression.Constant(FirstState + place)), row));
        return Expression.Lambda<Action<Step<TState, TParameters>, RowColumn[], int>>(
            Expression.Block(typeof(void), [.. body, Expression.Empty()]), step, columns, row).Compile();
    }

    static Expression StoreOne(Variable variable, Expression value, Expression column, Expression row)
    {
        if (variable.Kind == VariableKind.Vector)
            return Expression.Call(column, nameof(RowColumn.SetList), null, row, value);
        if (variable.Kind == VariableKind.Population)
            value = Expression.Property(value, nameof(Population<int>.Count));
        if (variable.IsNullable && variable.Kind != VariableKind.String)
        {
            return Expression.Block(
                Expression.Assign(Expression.ArrayAccess(Expression.Property(column, nameof(RowColumn.Present)), row), Expression.Property(value, "HasValue")),
                Assign(variable.Kind, Expression.Call(value, "GetValueOrDefault", null), column, row));
        }

        return Assign(variable.Kind, value, column, row);
    }

    static BinaryExpression Assign(VariableKind kind, Expression value, Expression column, Expression row)
    {
        var (array, stored) = kind switch
        {
            VariableKind.Double => (nameof(RowColumn.Doubles), Converted<double>(value)),
            VariableKind.Int32 or VariableKind.Population => (nameof(RowColumn.Ints), Converted<int>(value)),
            VariableKind.Int64 => (nameof(RowColumn.Longs), Converted<long>(value)),
            VariableKind.Boolean => (nameof(RowColumn.Booleans), value),
            VariableKind.Enum => (nameof(RowColumn.Texts), Expression.Call(typeof(EnumText), nameof(EnumText.Of), [value.Type], value)),
            _ => (nameof(RowColumn.Texts), value),
        };
        return Expression.Assign(Expression.ArrayAccess(Expression.Property(column, array), row), stored);
    }

    static Expression Converted<T>(Expression value) => value.Type == typeof(T) ? value : Expression.Convert(value, typeof(T));
}

/// <summary>Names of enum values, without boxing.</summary>
static class EnumText
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        Enum.GetName(value) ?? value.ToString();
}
