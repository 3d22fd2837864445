using System.Linq.Expressions;

namespace Sim.Framework.Execution;

/// <summary>Expressions that call an author's function directly, so that the JIT can inline it.</summary>
static class FunctionCall
{
    public static Expression Of(Delegate function, params Expression[] arguments)
    {
        var method = function.Method;
        var isPlain = method.DeclaringType is not null && function.HasSingleTarget && method.GetParameters().Length == arguments.Length;
        if (isPlain && method.IsStatic && function.Target is null)
            return Expression.Call(method, arguments);
        if (isPlain && function.Target is { } target && method.DeclaringType!.IsInstanceOfType(target) && !method.DeclaringType.IsValueType)
            return Expression.Call(Expression.Constant(target, method.DeclaringType), method, arguments);
        // Delegates over boxed structs, over extension methods, or made of other delegates.
        return Expression.Invoke(Expression.Constant(function), arguments);
    }
}
