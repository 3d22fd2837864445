using System.Linq.Expressions;
using System.Reflection;

namespace Sim.Framework.Execution;

/// <summary>Expressions that combine two signals into one.</summary>
static class SignalFold
{
    /// <summary>The aggregate of an earlier and a later signal of a block.</summary>
    /// <exception cref="SimulationException">The signal's type cannot be aggregated in this way.</exception>
    public static Expression Combine(string model, BlockDefinition block, Expression earlier, Expression later)
    {
        if (block.AggregatorFunction is { } function)
            return FunctionCall.Of(function, earlier, later);
        return block.Aggregator switch
        {
            Aggregator.First => earlier,
            Aggregator.Last => later,
            var aggregator => Members(aggregator, earlier, later) ?? throw new SimulationException(
                $"Model '{model}', block '{block.Name}': signals of type {block.Signal!.Name} have no {aggregator}. "
                + $"Give {block.Signal.Name} an operator +, make its members numbers, or name an aggregator: block.Aggregate((first, second) => …)."),
        };
    }

    static Expression? Members(Aggregator aggregator, Expression earlier, Expression later)
    {
        var type = earlier.Type;
        if (IsNumber(type))
            return Numbers(aggregator, earlier, later);
        if (Nullable.GetUnderlyingType(type) is { } bare && IsNumber(bare))
            return Nullables(aggregator, earlier, later);
        if (aggregator == Aggregator.Sum && type.GetMethod("op_Addition", [type, type]) is { } plus && plus.ReturnType == type)
            return Expression.Call(plus, earlier, later);
        return Record(aggregator, earlier, later);
    }

    static Expression Numbers(Aggregator aggregator, Expression earlier, Expression later) => aggregator switch
    {
        Aggregator.Sum => Expression.AddChecked(earlier, later),
        Aggregator.Min => Expression.Call(typeof(Math).GetMethod(nameof(Math.Min), [earlier.Type, later.Type])!, earlier, later),
        _ => Expression.Call(typeof(Math).GetMethod(nameof(Math.Max), [earlier.Type, later.Type])!, earlier, later),
    };

    static ConditionalExpression Nullables(Aggregator aggregator, Expression earlier, Expression later)
    {
        var both = Expression.Convert(
            Numbers(aggregator, Expression.Property(earlier, "Value"), Expression.Property(later, "Value")), earlier.Type);
        return Expression.Condition(
            Expression.Not(Expression.Property(later, "HasValue")),
            earlier,
            Expression.Condition(Expression.Not(Expression.Property(earlier, "HasValue")), later, both));
    }

    static BlockExpression? Record(Aggregator aggregator, Expression earlier, Expression later)
    {
        var type = earlier.Type;
        var members = type.GetMembers(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member is FieldInfo || (member is PropertyInfo { GetMethod: not null } property && property.SetMethod is not null))
            .ToList();
        if (members.Count == 0 || type.Namespace == "System")
            return null;
        var first = Expression.Variable(type);
        var second = Expression.Variable(type);
        var combined = members.ToDictionary(
            member => member.Name,
            member => Members(aggregator, Expression.MakeMemberAccess(first, member), Expression.MakeMemberAccess(second, member)),
            StringComparer.OrdinalIgnoreCase);
        if (combined.ContainsValue(null))
            return null;
        var constructor = type.GetConstructors()
            .Where(candidate => candidate.GetParameters().All(parameter => combined.ContainsKey(parameter.Name!)))
            .MaxBy(candidate => candidate.GetParameters().Length);
        if (constructor is null && !type.IsValueType)
            return null;
        var given = constructor?.GetParameters().Select(parameter => parameter.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
        var made = constructor is null ? Expression.New(type) : Expression.New(constructor, constructor.GetParameters().Select(parameter => combined[parameter.Name!]!));
        var result = Expression.MemberInit(made, members.Where(member => !given.Contains(member.Name)).Select(member => Expression.Bind(member, combined[member.Name]!)));
        return Expression.Block([first, second], Expression.Assign(first, earlier), Expression.Assign(second, later), result);
    }

    static bool IsNumber(Type type) => type == typeof(double) || type == typeof(int) || type == typeof(long) || type == typeof(float) || type == typeof(decimal);
}
