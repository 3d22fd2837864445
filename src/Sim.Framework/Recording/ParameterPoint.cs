using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Sim.Framework.Recording;

/// <summary>Writes values into parameters, from a sweep or from text, and checks them.</summary>
static class ParameterPoint
{
    /// <summary>The points of a sweep in order, the last part varying fastest; one empty point for no sweep.</summary>
    public static IReadOnlyList<object?[]> Product(IReadOnlyList<SweepPart> parts)
    {
        IEnumerable<object?[]> points = [[]];
        foreach (var part in parts)
            points = points.SelectMany(point => part.Points, (point, added) => (object?[])[.. point, .. added]);
        return [.. points];
    }

    /// <summary>A copy of <paramref name="parameters"/> with these values.</summary>
    public static TParameters With<TParameters>(TParameters parameters, IReadOnlyList<VariablePath> paths, object?[] values)
        where TParameters : class
    {
        object made = parameters;
        for (var place = 0; place < paths.Count; place++)
            made = paths[place].Set(made, values[place]);
        return (TParameters)made;
    }

    /// <summary>Checks every [Range] of the parameters, that no number is NaN or infinite, and what the parameters check of themselves.</summary>
    public static void Check(object parameters, string where)
    {
        foreach (var variable in StateSchema.OfParameters(parameters.GetType()).Variables)
        {
            var value = variable.Path.Get(parameters);
            if (value is double number && !double.IsFinite(number))
                throw new SimulationException($"{where}: parameter {variable.Path} is {Invariant.Text(number)}; it must be a finite number.");
            if (variable.Path.Members[^1].GetCustomAttribute<RangeAttribute>() is { } range && value is IConvertible and not string)
            {
                var plain = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                if (plain < Bound(range.Minimum) || plain > Bound(range.Maximum))
                    throw new SimulationException($"{where}: parameter {variable.Path} is {Invariant.Text(value)}; it must lie between {Invariant.Text(range.Minimum)} and {Invariant.Text(range.Maximum)}.");
            }
        }

        if (parameters is IValidatableObject own && own.Validate(new ValidationContext(parameters)).FirstOrDefault() is { } fault)
            throw new SimulationException($"{where}: {fault.ErrorMessage}");
    }

    /// <summary>The parameter with this column name, such as <c>prey_birth</c> or <c>market_kink</c>.</summary>
    /// <exception cref="SimulationException">There is none; the message suggests the nearest.</exception>
    public static Variable Find(Type parameters, string name)
    {
        var variables = StateSchema.OfParameters(parameters).Variables;
        var wanted = name.Replace('.', '_').Replace('-', '_');
        return variables.FirstOrDefault(variable => string.Equals(variable.Column, wanted, StringComparison.OrdinalIgnoreCase)
                || string.Equals(variable.Path.Text.Replace('.', '_'), wanted, StringComparison.OrdinalIgnoreCase))
            ?? throw new SimulationException($"There is no parameter '{name}'. {Suggestion(wanted, variables.Select(variable => variable.Column))}");
    }

    /// <summary>Reads a value of a parameter's type from text.</summary>
    /// <exception cref="SimulationException">The text is none; the message says what is allowed.</exception>
    public static object? Parse(Variable parameter, string text)
    {
        var type = Nullable.GetUnderlyingType(parameter.Path.ValueType) ?? parameter.Path.ValueType;
        try
        {
            if (type != parameter.Path.ValueType && text is "none" or "null")
                return null;
            return parameter.Kind switch
            {
                VariableKind.Enum => Enum.Parse(type, text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), ignoreCase: true) is var value && Enum.IsDefined(type, value) ? value : throw new FormatException(),
                VariableKind.Boolean => bool.Parse(text),
                VariableKind.Vector => Vector.Of([.. text.Trim('[', ']').Split([';', ' '], StringSplitOptions.RemoveEmptyEntries).Select(Number)]),
                VariableKind.Other => throw new SimulationException($"Parameter {parameter.Column} is of type {type.Name} and cannot be given as text: set it in C#."),
                VariableKind.Int32 or VariableKind.Int64 => Convert.ChangeType(long.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture), type, CultureInfo.InvariantCulture),
                VariableKind.Double => Convert.ChangeType(Number(text), type, CultureInfo.InvariantCulture),
                _ => text,
            };
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException or InvalidCastException)
        {
            throw new SimulationException($"'{text}' is no value of parameter {parameter.Column}: it takes {Allowed(parameter)}.", exception);
        }
    }

    /// <summary>What a parameter takes, with its range where it has one.</summary>
    public static string Allowed(Variable parameter) =>
        parameter.Kind switch
        {
            VariableKind.Vector => "numbers with semicolons between them",
            VariableKind.Double => "a " + parameter.TypeText,
            VariableKind.Int32 or VariableKind.Int64 => "an " + parameter.TypeText,
            _ => parameter.TypeText,
        }
        + (parameter.Path.Members[^1].GetCustomAttribute<RangeAttribute>() is { } range ? $" between {Invariant.Text(range.Minimum)} and {Invariant.Text(range.Maximum)}" : "");

    public static string Suggestion(string name, IEnumerable<string> known)
    {
        var all = known.ToList();
        var nearest = Invariant.Nearest(name, all);
        return nearest.Count > 0 ? $"Did you mean {string.Join(" or ", nearest)}?" : $"There are: {string.Join(", ", all)}.";
    }

    // No thousands separators: "1,2" is two values, not twelve.
    static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    static double Bound(object bound) => Convert.ToDouble(bound, CultureInfo.InvariantCulture);
}
