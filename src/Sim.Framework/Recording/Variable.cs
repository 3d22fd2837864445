using System.Collections;

namespace Sim.Framework.Recording;

/// <summary>What a leaf of a state or of parameters is.</summary>
enum VariableKind
{
    Double,
    Int32,
    Int64,
    Boolean,
    String,
    Enum,
    Vector,
    Population,
    Other,
}

/// <summary>One leaf of a state or of parameters.</summary>
sealed record Variable(VariablePath Path, VariableKind Kind, bool IsRecorded)
{
    public string Column { get; } = Kind == VariableKind.Population ? Path.Column + "_count" : Path.Column;

    public bool IsNullable { get; } = Kind == VariableKind.String || Nullable.GetUnderlyingType(Path.ValueType) is not null;

    /// <summary>The type as <c>describe</c> names it.</summary>
    public string TypeText => (Kind switch
    {
        VariableKind.Double => "number",
        VariableKind.Int32 or VariableKind.Int64 => "integer",
        VariableKind.Boolean => "true or false",
        VariableKind.String => "text",
        VariableKind.Enum => string.Join(" or ", Enum.GetNames(Nullable.GetUnderlyingType(Path.ValueType) ?? Path.ValueType)),
        VariableKind.Vector => "list of numbers",
        VariableKind.Population => "population",
        _ when Path.ValueType.IsAssignableTo(typeof(IEnumerable)) && Path.ValueType.GenericTypeArguments is [var element] => $"list of {NameOf(element)}",
        _ => Path.ValueType.Name,
    }) + (IsNullable && Kind != VariableKind.String ? ", may be none" : "");

    static string NameOf(Type element) =>
        element == typeof(double) ? "numbers"
        : element.IsAssignableTo(typeof(IEnumerable)) && element.GenericTypeArguments is [var inner] ? $"lists of {NameOf(inner)}"
        : element.Name;
}
