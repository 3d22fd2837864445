using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Sim.Framework.Recording.Parquet;

namespace Sim.Framework.Recording;

/// <summary>Makes rows of a type from arrays, one for each of its members.</summary>
sealed class RowFactory<TRow>
{
    readonly List<(string Column, Type Type)> _members = [];
    readonly ParameterExpression _columns = Expression.Parameter(typeof(Array[]), "columns");
    readonly ParameterExpression _row = Expression.Parameter(typeof(int), "row");

    public RowFactory()
    {
        var constructors = typeof(TRow).GetConstructors();
        var constructor = constructors.FirstOrDefault(static one => one.GetParameters().Length == 0)
            ?? constructors.MaxBy(static one => one.GetParameters().Length);
        if (constructor is null && !typeof(TRow).IsValueType)
            throw new SimulationException($"Rows of type {typeof(TRow).Name} cannot be made: give it a public constructor.");
        var parameters = constructor?.GetParameters() ?? [];
        var arguments = parameters.Select(parameter => Member(parameter.Name ?? "", parameter.ParameterType)).ToArray();
        var created = constructor is null ? Expression.New(typeof(TRow)) : Expression.New(constructor, arguments);
        var bindings = Settable(parameters).Select(property => Expression.Bind(property, Member(property.Name, property.PropertyType))).ToArray();
        Create = Expression.Lambda<Func<Array[], int, TRow>>(Expression.MemberInit(created, bindings), _columns, _row).Compile();
    }

    /// <summary>The column that each member is read from and the type that it has, in the order of <see cref="Create"/>'s arrays.</summary>
    public IReadOnlyList<(string Column, Type Type)> Members => _members;

    /// <summary>Makes a row from the arrays of <see cref="Members"/> and an index into them.</summary>
    public Func<Array[], int, TRow> Create { get; }

    /// <summary>Properties that can be set and that the constructor has not set already.</summary>
    static IEnumerable<PropertyInfo> Settable(ParameterInfo[] parameters) => typeof(TRow)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(static property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
        .Where(property => !parameters.Any(parameter => string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase)));

    BinaryExpression Member(string name, Type type)
    {
        if (ColumnReader.TypeOf(type) is null)
        {
            throw new SimulationException(
                $"Member {name} of {typeof(TRow).Name} has type {type.Name}: only bool, int, long, double, string, double[] and nullable ones can be read.");
        }

        var array = Expression.ArrayIndex(_columns, Expression.Constant(_members.Count));
        _members.Add((JsonNamingPolicy.SnakeCaseLower.ConvertName(name), type));
        return Expression.ArrayIndex(Expression.Convert(array, type.MakeArrayType()), _row);
    }
}
