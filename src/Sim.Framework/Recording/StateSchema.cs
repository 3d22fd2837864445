using System.Reflection;
using Sim.Framework.Agents;

namespace Sim.Framework.Recording;

/// <summary>The columns of a state or the values of parameters, found by reflection once, when a model is built.</summary>
sealed class StateSchema
{
    StateSchema(IReadOnlyList<Variable> variables) => Variables = variables;

    /// <summary>The leaves in declaration order, nested records flattened.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>Every leaf of a state type, recorded or not.</summary>
    /// <exception cref="SimulationException">A type has no column, or two columns have one name.</exception>
    public static StateSchema OfState(Type type, string model)
    {
        var variables = Leaves(type, []).ToList();
        if (variables.Count == 0)
            throw new SimulationException($"Model '{model}': {type.Name} has no state variable: give it public properties with a setter.");
        foreach (var variable in variables)
        {
            if (variable.IsRecorded && variable.Kind == VariableKind.Other)
            {
                throw new SimulationException(
                    $"Model '{model}': state variable {variable.Path} is of type {variable.Path.ValueType.Name}, which has no column. Use a number, bool, string, enum, "
                    + "Vector, Population or a struct of these, or mark it [NotRecorded].");
            }
        }

        var doubled = variables.Where(variable => variable.IsRecorded).GroupBy(variable => variable.Column).FirstOrDefault(group => group.Count() > 1);
        if (doubled is not null)
            throw new SimulationException($"Model '{model}': {string.Join(" and ", doubled.Select(variable => variable.Path.Text))} would both be column '{doubled.Key}': rename one.");
        var reserved = variables.FirstOrDefault(variable => KeyColumns.Contains(variable.Column));
        if (reserved is not null)
            throw new SimulationException($"Model '{model}': a state variable cannot be called {reserved.Path}: '{reserved.Column}' is a key column. Rename it.");
        return new StateSchema(variables);
    }

    /// <summary>Every value of a parameters type.</summary>
    public static StateSchema OfParameters(Type type) => new([.. Leaves(type, [])]);

    /// <summary>The leaf that a path ends in.</summary>
    public static Variable LeafOf(VariablePath path) => new(path, KindOf(path.ValueType), true);

    /// <summary>The names of the key columns, in order.</summary>
    public static readonly string[] KeyColumns = ["simulation", "subset", "run", "substep", "timestep"];

    /// <summary>The leaves at or below a path.</summary>
    public IEnumerable<Variable> Within(VariablePath path) => Variables.Where(variable => path.Contains(variable.Path));

    static IEnumerable<Variable> Leaves(Type type, MemberInfo[] prefix)
    {
        var recordedPrefix = prefix.All(member => !member.IsDefined(typeof(NotRecordedAttribute)));
        foreach (var member in MembersOf(type))
        {
            MemberInfo[] members = [.. prefix, member];
            var memberType = VariablePath.TypeOf(member);
            var kind = KindOf(memberType);
            var recorded = recordedPrefix && !member.IsDefined(typeof(NotRecordedAttribute));
            if (kind == VariableKind.Other && IsNested(memberType) && MembersOf(memberType).Any() && !prefix.Any(outer => VariablePath.TypeOf(outer) == memberType))
            {
                foreach (var leaf in Leaves(memberType, members))
                    yield return leaf;
            }
            else
            {
                yield return new Variable(new VariablePath(members), kind, recorded);
            }
        }
    }

    static IEnumerable<MemberInfo> MembersOf(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member is FieldInfo || (member is PropertyInfo { GetMethod: not null } property && property.GetIndexParameters().Length == 0 && property.SetMethod is not null))
            .OrderBy(member => member.MetadataToken);

    static bool IsNested(Type type) => !type.IsPrimitive && !type.IsEnum && (type.Namespace is not { } space || !space.StartsWith("System", StringComparison.Ordinal))
        && (type.IsValueType || type.GetMethod("<Clone>$") is not null);

    static VariableKind KindOf(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare switch
        {
            _ when bare.IsEnum => VariableKind.Enum,
            _ when bare == typeof(double) || bare == typeof(float) => VariableKind.Double,
            _ when bare == typeof(int) || bare == typeof(short) || bare == typeof(byte) => VariableKind.Int32,
            _ when bare == typeof(long) || bare == typeof(uint) => VariableKind.Int64,
            _ when bare == typeof(bool) => VariableKind.Boolean,
            _ when bare == typeof(string) => VariableKind.String,
            _ when bare == typeof(Vector) => VariableKind.Vector,
            _ when bare.IsGenericType && bare.GetGenericTypeDefinition() == typeof(Population<>) => VariableKind.Population,
            _ => VariableKind.Other,
        };
    }
}
