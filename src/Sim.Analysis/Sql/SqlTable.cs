using System.Globalization;
using System.Text.Json;
using Sim.Framework;
using Sim.Analysis.Jupyter;

namespace Sim.Analysis.Sql;

/// <summary>The answer to a query: rows in the query's order, columns by name. A notebook draws it as a table.</summary>
public sealed class SqlTable : IMimeBundle
{
    readonly IReadOnlyList<object?[]> _values;

    internal SqlTable(IReadOnlyList<SqlColumn> columns, IReadOnlyList<object?[]> values) => (Columns, _values) = (columns, values);

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<SqlColumn> Columns { get; }

    /// <summary>How many rows there are.</summary>
    public int RowCount => _values.Count == 0 ? 0 : _values[0].Length;

    /// <summary>One value; null where there is none.</summary>
    /// <exception cref="SimulationException">There is no such column.</exception>
    public object? this[int row, string column] => _values[PlaceOf(column)][row];

    /// <summary>A column as an array: of its own type, or of a wider number.</summary>
    /// <typeparam name="T">double, long, int, bool, string, DateTime, DateOnly or an array; nullable where rows may hold nothing.</typeparam>
    /// <exception cref="SimulationException">There is no such column, it is of another type, or a row holds nothing.</exception>
    public T[] Column<T>(string name)
    {
        var place = PlaceOf(name);
        return [.. _values[place].Select(value => (T)Converted(value, typeof(T), Columns[place])!)];
    }

    /// <summary>The rows as objects: constructor parameters and settable properties are matched to columns by name, <c>MeanPrey</c> to <c>mean_prey</c>.</summary>
    /// <exception cref="SimulationException">A column is missing or of another type, or a row holds nothing where something must be.</exception>
    public IReadOnlyList<TRow> Rows<TRow>()
    {
        var constructor = typeof(TRow).GetConstructors().MaxBy(one => one.GetParameters().Length);
        var parameters = constructor?.GetParameters() ?? [];
        var properties = typeof(TRow).GetProperties().Where(property => property.SetMethod is { IsPublic: true } && !parameters.Any(parameter => parameter.Name == property.Name)).ToList();
        var places = parameters.Select(parameter => PlaceOf(Snake(parameter.Name!))).ToList();
        var propertyPlaces = properties.ConvertAll(property => PlaceOf(Snake(property.Name)));
        return [.. Enumerable.Range(0, RowCount).Select(row =>
        {
            object made = constructor is null
                ? Activator.CreateInstance<TRow>()!
                : constructor.Invoke([.. parameters.Select((parameter, place) => Converted(_values[places[place]][row], parameter.ParameterType, Columns[places[place]]))]);
            for (var place = 0; place < properties.Count; place++)
                properties[place].SetValue(made, Converted(_values[propertyPlaces[place]][row], properties[place].PropertyType, Columns[propertyPlaces[place]]));
            return (TRow)made;
        })];
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => ToTable().ToMimeBundle();

    /// <summary>The rows as aligned text.</summary>
    public override string ToString() => ToTable().ToString();

    Table ToTable()
    {
        var shown = Math.Min(RowCount, Table.RowsShown);
        var rows = Enumerable.Range(0, shown).Select(row => (IReadOnlyList<object?>)[.. _values.Select(column => column[row])]);
        return new Table([.. Columns.Select(column => column.Name)], [.. rows], RowCount > shown ? [string.Create(CultureInfo.InvariantCulture, $"… and {RowCount - shown:N0} more rows")] : []);
    }

    int PlaceOf(string name)
    {
        for (var place = 0; place < Columns.Count; place++)
        {
            if (string.Equals(Columns[place].Name, name, StringComparison.OrdinalIgnoreCase))
                return place;
        }

        throw new SimulationException($"The query has no column '{name}': it has {string.Join(", ", Columns.Select(column => column.Name))}.");
    }

    static object? Converted(object? value, Type wanted, SqlColumn column)
    {
        var bare = Nullable.GetUnderlyingType(wanted) ?? wanted;
        if (value is null)
        {
            return !wanted.IsValueType || bare != wanted
                ? null
                : throw new SimulationException($"Column '{column.Name}' of the query holds nothing in some rows: read it as {wanted.Name}?, or filter them out.");
        }

        if (bare.IsInstanceOfType(value))
            return value;
        return (value, bare) switch
        {
            (int number, _) when bare == typeof(long) => (long)number,
            (int number, _) when bare == typeof(double) => (double)number,
            (long number, _) when bare == typeof(double) => (double)number,
            (long number and >= int.MinValue and <= int.MaxValue, _) when bare == typeof(int) => (int)number,
            (double number, _) when bare == typeof(long) && number == Math.Floor(number) && Math.Abs(number) < 1L << 53 => (long)number,
            _ => throw new SimulationException($"Column '{column.Name}' of the query holds {column.Type.Name} but {bare.Name} was asked for."),
        };
    }

    static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
