namespace Sim.Kernel;

/// <summary>Names of types as the author of a cell knows them: without the class that the cell became.</summary>
static class TypeNames
{
    /// <summary>Whether a type is the class that a cell became.</summary>
    public static bool IsCell(Type type) => type.Name.StartsWith("Submission#", StringComparison.Ordinal);

    /// <summary>The full name of a type; just its own name when a cell declares it.</summary>
    public static string Of(Type type)
    {
        var name = type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Short))}>" : type.Name;
        if (type.DeclaringType is { } outer)
            return IsCell(outer) ? name : $"{Of(outer)}.{name}";
        return type.Namespace is { Length: > 0 } space ? $"{space}.{name}" : name;
    }

    /// <summary>The name without its namespace.</summary>
    public static string Short(Type type)
    {
        if (type.IsArray)
            return Short(type.GetElementType()!) + "[]";
        if (type.Name.Contains("AnonymousType", StringComparison.Ordinal))
            return "anonymous";
        return type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Short))}>" : type.Name;
    }
}
