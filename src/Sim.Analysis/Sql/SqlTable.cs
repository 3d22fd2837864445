using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Apache.Arrow;
using Sim.Analysis.Jupyter;
using Sim.Framework;
using Array = System.Array;

namespace Sim.Analysis.Sql;

/// <summary>The answer to a query: rows in the query's order, columns by name. A notebook draws it as a table.</summary>
public sealed class SqlTable : IMimeBundle
{
    internal SqlTable(IReadOnlyList<SqlColumn> columns) => Columns = columns;

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<SqlColumn> Columns { get; }

    /// <summary>How many rows there are.</summary>
    public int RowCount => Columns.Count == 0 ? 0 : Columns[0].Array.Length;

    /// <summary>One value; null where there is none.</summary>
    /// <exception cref="SimulationException">There is no such column.</exception>
    public object? this[int row, string column] => Columns[PlaceOf(column)].ValueAt(row);

    /// <summary>A column as an array: of its own type, or of a wider number.</summary>
    /// <typeparam name="T">double, long, int, decimal, BigInteger, bool, string, DateTime, DateOnly, TimeOnly, Guid or an array; nullable where rows may hold nothing.</typeparam>
    /// <exception cref="SimulationException">There is no such column, it is of another type, or a row holds nothing.</exception>
    public T[] Column<T>(string name)
    {
        var column = Columns[PlaceOf(name)];
        if (column.Array is PrimitiveArray<double> { NullCount: 0 } doubles && doubles.Values.ToArray() is T[] numbers)
            return numbers;
        return [.. Enumerable.Range(0, RowCount).Select(row => (T)Converted(column.ValueAt(row), typeof(T), column)!)];
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
                : constructor.Invoke([.. parameters.Select((parameter, place) => Converted(Columns[places[place]].ValueAt(row), parameter.ParameterType, Columns[places[place]]))]);
            for (var place = 0; place < properties.Count; place++)
                properties[place].SetValue(made, Converted(Columns[propertyPlaces[place]].ValueAt(row), properties[place].PropertyType, Columns[propertyPlaces[place]]));
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
        var rows = Enumerable.Range(0, shown).Select(row => (IReadOnlyList<object?>)[.. Columns.Select(column => column.ValueAt(row))]);
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
                : throw new SimulationException($"Column '{column.Name}' of the query holds nothing in some rows or elements: read it as {wanted.Name}?, or filter them out.");
        }

        if (bare.IsInstanceOfType(value) && !(bare.IsArray && value.GetType() != bare))
            return value;
        return Number(value, bare) ?? (value is Array list && bare.IsArray ? ConvertedList(list, bare.GetElementType()!, column) : null)
            ?? throw new SimulationException($"Column '{column.Name}' of the query holds {column.Type.Name} but {bare.Name} was asked for.");
    }

    static Array ConvertedList(Array list, Type wanted, SqlColumn column)
    {
        var converted = Array.CreateInstance(wanted, list.Length);
        for (var place = 0; place < list.Length; place++)
            converted.SetValue(Converted(list.GetValue(place), wanted, column), place);
        return converted;
    }

    /// <summary>A number in another type that holds it, or as the double next to it; null where there is none.</summary>
    static object? Number(object value, Type wanted) => value switch
    {
        int number when wanted == typeof(long) => (long)number,
        int number when wanted == typeof(double) => (double)number,
        int number when wanted == typeof(decimal) => (decimal)number,
        int number when wanted == typeof(BigInteger) => (BigInteger)number,
        long number when wanted == typeof(double) => (double)number,
        long number when wanted == typeof(decimal) => (decimal)number,
        long number when wanted == typeof(BigInteger) => (BigInteger)number,
        long number and >= int.MinValue and <= int.MaxValue when wanted == typeof(int) => (int)number,
        BigInteger number when wanted == typeof(double) => (double)number,
        decimal number when wanted == typeof(double) => (double)number,
        decimal number and >= long.MinValue and <= long.MaxValue when wanted == typeof(long) && number == decimal.Truncate(number) => (long)number,
        double number when wanted == typeof(long) && number == Math.Floor(number) && Math.Abs(number) < 1L << 53 => (long)number,
        _ => null,
    };

    static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
