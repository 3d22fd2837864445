using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Sim.Framework.Recording;

/// <summary>Writes values into parameters, from a sweep or from text, and checks them.</summary>
static class ParameterPoint
{
    /// <summary>Subsets that are asked before anything runs, at the most.</summary>
    public const int MostAskedAhead = 100_000;

    /// <summary>A copy of <paramref name="parameters"/> with these values.</summary>
    public static TParameters With<TParameters>(TParameters parameters, IReadOnlyList<VariablePath> paths, object?[] values)
        where TParameters : class
    {
        object made = parameters;
        for (var place = 0; place < paths.Count; place++)
            made = paths[place].Set(made, values[place]);
        return (TParameters)made;
    }

    /// <summary>Checks the base case and every value of a sweep: [Range], finite numbers, and what the parameters check of themselves.</summary>
    /// <remarks>
    /// Ranges bind one parameter alone, so each value is checked once and not in every subset. What parameters check of themselves may bind several, so it is asked in
    /// every subset; where there are more than <see cref="MostAskedAhead"/>, a subset is asked when its turn comes.
    /// </remarks>
    public static void Check<TParameters>(TParameters parameters, SweepPoints sweep, string where)
        where TParameters : class
    {
        var schema = StateSchema.OfParameters(parameters.GetType());
        foreach (var variable in schema.Variables.Where(variable => !sweep.Paths.Any(path => path.Contains(variable.Path))))
            CheckRange(variable.Path, parameters, where);
        var stride = sweep.Count;
        foreach (var part in sweep.Parts)
        {
            stride /= part.Points.Count;
            var varied = part.Paths.SelectMany(schema.Within).ToList();
            for (var point = 0; point < part.Points.Count; point++)
            {
                var made = With(parameters, part.Paths, part.Points[point]);
                foreach (var variable in varied)
                    CheckRange(variable.Path, made, $"{where}, subset {(long)point * stride}");
            }
        }

        if (parameters is not IValidatableObject)
            return;
        for (var subset = 0; subset < Math.Min(sweep.Count, MostAskedAhead); subset++)
            CheckOwn(With(parameters, sweep.Paths, sweep[subset]), $"{where}, subset {subset}");
    }

    /// <summary>Asks parameters that check themselves.</summary>
    public static void CheckOwn(object parameters, string where)
    {
        if (parameters is IValidatableObject own && own.Validate(new ValidationContext(parameters)).FirstOrDefault() is { } fault)
            throw new SimulationException($"{where}: {fault.ErrorMessage}");
    }

    static void CheckRange(VariablePath path, object parameters, string where)
    {
        var value = path.Get(parameters);
        if (value is double number && !double.IsFinite(number))
            throw new SimulationException($"{where}: parameter {path} is {Invariant.Text(number)}; it must be a finite number.");
        if (path.Members[^1].GetCustomAttribute<RangeAttribute>() is not { } range || value is not IConvertible || value is string)
            return;
        var plain = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (plain < Bound(range.Minimum) || plain > Bound(range.Maximum))
            throw new SimulationException($"{where}: parameter {path} is {Invariant.Text(value)}; it must lie between {Invariant.Text(range.Minimum)} and {Invariant.Text(range.Maximum)}.");
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
                // By name alone: Enum.Parse would also take numbers and lists of names.
                VariableKind.Enum => Array.Find(Enum.GetNames(type), name => name.Equals(text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse(type, name) : throw new FormatException(),
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
