using System.Linq.Expressions;
using System.Reflection;

namespace Sim.Framework.Recording;

/// <summary>The way from a state or from parameters to one value in it: properties or fields, through nested records.</summary>
sealed class VariablePath(IReadOnlyList<MemberInfo> members)
{
    public IReadOnlyList<MemberInfo> Members => members;

    public Type ValueType { get; } = TypeOf(members[^1]);

    /// <summary>As the author writes it: <c>Pool.Fei</c>.</summary>
    public string Text { get; } = string.Join('.', members.Select(member => member.Name));

    /// <summary>As the column is called: <c>pool_fei</c>.</summary>
    public string Column { get; } = string.Join('_', members.Select(member => Invariant.SnakeCase(member.Name)));

    public string? Unit => members[^1].GetCustomAttribute<UnitAttribute>()?.Unit;

    public static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    public static bool CanWrite(MemberInfo member) => member is PropertyInfo property ? property.SetMethod is not null : !((FieldInfo)member).IsInitOnly;

    /// <summary>The path that a lambda such as <c>state => state.Pool.Fei</c> selects, or null when it is something else.</summary>
    public static VariablePath? Parse(LambdaExpression selector) => Parse(selector.Body, selector.Parameters[0]);

    public static VariablePath? Parse(Expression body, ParameterExpression root)
    {
        if (body is UnaryExpression { NodeType: ExpressionType.Convert } conversion)
            return Parse(conversion.Operand, root);
        var members = new List<MemberInfo>();
        for (; body is MemberExpression { Expression: { } inner } access; body = inner)
            members.Insert(0, access.Member);
        return body == root && members.Count > 0 ? new VariablePath(members) : null;
    }

    /// <summary>The records on the way that are classes, outermost first: each could be null.</summary>
    public IEnumerable<VariablePath> Records() =>
        Enumerable.Range(1, members.Count - 1).Select(level => new VariablePath([.. members.Take(level)])).Where(path => !path.ValueType.IsValueType);

    /// <summary>Whether writing one path writes (a part of) the other.</summary>
    public bool Overlaps(VariablePath other) =>
        members.Zip(other.Members).All(pair => pair.First.Name == pair.Second.Name);

    public bool Contains(VariablePath other) => members.Count <= other.Members.Count && Overlaps(other);

    public Expression Read(Expression root) => members.Aggregate(root, Expression.MakeMemberAccess);

    /// <summary>Statements that write <paramref name="value"/>; nested structs are read, changed and written back.</summary>
    public Expression Write(Expression root, Expression value)
    {
        var locals = members.SkipLast(1).Select(member => Expression.Variable(TypeOf(member))).ToArray();
        var statements = new List<Expression>();
        for (var level = 0; level < locals.Length; level++)
            statements.Add(Expression.Assign(locals[level], Expression.MakeMemberAccess(level == 0 ? root : locals[level - 1], members[level])));
        statements.Add(Expression.Assign(Expression.MakeMemberAccess(locals.Length == 0 ? root : locals[^1], members[^1]), value));
        for (var level = locals.Length - 1; level >= 0; level--)
            statements.Add(Expression.Assign(Expression.MakeMemberAccess(level == 0 ? root : locals[level - 1], members[level]), locals[level]));
        return Expression.Block(typeof(void), locals, statements);
    }

    /// <summary>The value in a boxed root, by reflection.</summary>
    public object? Get(object root) => members.Aggregate((object?)root, (value, member) => value is null ? null : GetMember(value, member));

    /// <summary>The root with the value written, by reflection: structs in place in their box, records by copying.</summary>
    public object Set(object root, object? value) => Set(root, 0, value);

    public override string ToString() => Text;

    object Set(object root, int level, object? value)
    {
        var copy = CopyOf(root);
        var member = members[level];
        var next = level == members.Count - 1 ? value : Set(GetMember(copy, member)!, level + 1, value);
        if (member is PropertyInfo property)
            property.SetValue(copy, next);
        else
            ((FieldInfo)member).SetValue(copy, next);
        return copy;
    }

    static object? GetMember(object owner, MemberInfo member) =>
        member is PropertyInfo property ? property.GetValue(owner) : ((FieldInfo)member).GetValue(owner);

    static object CopyOf(object value)
    {
        var type = value.GetType();
        if (type.IsValueType)
            return value;
        var clone = type.GetMethod("<Clone>$") ?? throw new SimulationException(
            $"{type.Name} is a class, so a value in it cannot be set without changing others that share it: make it a record.");
        return clone.Invoke(value, null)!;
    }
}
