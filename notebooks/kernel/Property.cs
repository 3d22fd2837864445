using System.Collections;
using System.Reflection;

namespace Sim.Kernel;

/// <summary>A column of a table: a public property, a field of a tuple, or one of a nested struct such as the state in a row.</summary>
sealed record Property(string Name, Type Type, Func<object, object?> Get)
{
    /// <summary>The columns of a type; a struct of properties in a property becomes columns of its own, <c>State.Prey</c>.</summary>
    public static IReadOnlyList<Property> Of(Type type) => [.. Direct(type).SelectMany(Flat)];

    /// <summary>Pairs and tuples, which have columns though they are the runtime's own.</summary>
    public static bool IsTupleLike(Type type) =>
        type.IsGenericType && (type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal) || type.FullName.StartsWith("System.Tuple`", StringComparison.Ordinal)
            || type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>));

    static IEnumerable<Property> Direct(Type type)
    {
        if (Display.IsScalar(type))
            return [];
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetMethod!.IsPublic && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike)
            .Select(property => new Property(property.Name, property.PropertyType, owner => Read(() => property.GetValue(owner))));
        var fields = type.GetFields(BindingFlags.Public | BindingFlags.Instance).Select(field => new Property(field.Name, field.FieldType, field.GetValue));
        return properties.Concat(fields);
    }

    static IEnumerable<Property> Flat(Property outer)
    {
        var isNested = outer.Type.IsValueType && Nullable.GetUnderlyingType(outer.Type) is null && !typeof(IEnumerable).IsAssignableFrom(outer.Type) && !IsTupleLike(outer.Type);
        var inner = isNested ? Direct(outer.Type).ToList() : [];
        return inner.Count == 0
            ? [outer]
            : inner.SelectMany(Flat).Select(property => new Property($"{outer.Name}.{property.Name}", property.Type, owner => outer.Get(owner) is { } value ? property.Get(value) : null));
    }

    /// <summary>A getter that fails is a cell of the table, not the end of it.</summary>
    static object? Read(Func<object?> get)
    {
        try
        {
            return get();
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner and not ThreadInterruptedException)
        {
            return $"{TypeNames.Short(inner.GetType())}: {inner.Message}";
        }
    }
}
