using System.Linq.Expressions;
using Sim.Framework.Recording;

namespace Sim.Framework.Execution;

/// <summary>Checks what an author declares: each rule with the message that names the culprit.</summary>
static class Declaration
{
    /// <summary>An update, its variables read from a lambda.</summary>
    public static FunctionDefinition Update(string model, BlockDefinition block, LambdaExpression variable, Delegate update, UpdateShape shape, string? name, bool takesSignal)
    {
        var writes = Paths(variable).ToList();
        if (writes.Count == 0 || writes.Contains(null))
        {
            throw new SimulationException(
                $"Model '{model}', block '{block.Name}': '{variable}' does not name a state variable. Write state => state.Variable, or state => state.Record.Variable.");
        }

        foreach (var path in writes)
            CheckWritable(model, block.Name, path!);
        if (shape == UpdateShape.Value && writes[0]!.ValueType != variable.ReturnType)
        {
            throw new SimulationException(
                $"Model '{model}', block '{block.Name}': the update of {writes[0]} gives {variable.ReturnType.Name}, but the variable is {writes[0]!.ValueType.Name}: convert it in the update.");
        }

        return new FunctionDefinition(name ?? string.Join('+', writes.Select(path => path!.Column)), update)
        {
            Writes = writes!,
            Shape = shape,
            TakesSignal = takesSignal,
        };
    }

    /// <summary>Checks a finished model.</summary>
    public static void Check(string model, IReadOnlyList<BlockDefinition> blocks)
    {
        if (blocks.Count == 0)
            throw new SimulationException($"Model '{model}' has no block: add one with .Block(\"name\", block => …).");
        foreach (var name in Doubled(blocks.Select(block => block.Name)))
            throw new SimulationException($"Model '{model}' has two blocks called '{name}': names are random addresses, so each needs its own.");
        foreach (var block in blocks)
            Check(model, block);
    }

    static void Check(string model, BlockDefinition block)
    {
        var place = $"Model '{model}', block '{block.Name}'";
        if (string.IsNullOrWhiteSpace(block.Name))
            throw new SimulationException($"Model '{model}' has a block without a name.");
        if (block.Updates.Count == 0 && block.Policies.Count == 0)
            throw new SimulationException($"{place} is empty: add an update, or take the block out.");
        foreach (var name in Doubled(block.Policies.Select(policy => policy.Name)))
            throw new SimulationException($"{place} has two policies called '{name}': names are random addresses, so each needs its own.");
        if (block.Signal is not null && block.Policies.Count == 0)
            throw new SimulationException($"{place} declares the signal {block.Signal.Name} but has no policy: add one, or use .Block(\"{block.Name}\", …) without a signal.");
        if (block.Updates.Count > 1 && block.Updates.Any(update => update.Shape == UpdateShape.Apply))
            throw new SimulationException($"{place} has an Apply beside other updates: an Apply commits the whole block, so put them into it.");
        for (var later = 1; later < block.Updates.Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
                CheckApart(place, block.Updates[earlier], block.Updates[later]);
        }
    }

    static void CheckApart(string place, FunctionDefinition earlier, FunctionDefinition later)
    {
        foreach (var first in earlier.Writes)
        {
            foreach (var second in later.Writes)
            {
                if (first.Text == second.Text)
                    throw new SimulationException($"{place} updates {first} twice: an update names one variable, so join the two.");
                if (first.Overlaps(second))
                    throw new SimulationException($"{place} updates both {first} and {second}, one of which lies in the other: update the record as a whole.");
            }
        }

        if (earlier.Name == later.Name)
            throw new SimulationException($"{place} has two updates called '{later.Name}': names are random addresses, so each needs its own.");
    }

    static IEnumerable<VariablePath?> Paths(LambdaExpression selector)
    {
        var body = selector.Body is UnaryExpression { NodeType: ExpressionType.Convert } conversion ? conversion.Operand : selector.Body;
        return body is NewExpression several
            ? several.Arguments.Select(argument => VariablePath.Parse(argument, selector.Parameters[0]))
            : [VariablePath.Parse(selector)];
    }

    static void CheckWritable(string model, string block, VariablePath path)
    {
        for (var level = 0; level < path.Members.Count; level++)
        {
            var member = path.Members[level];
            if (!VariablePath.CanWrite(member))
                throw new SimulationException($"Model '{model}', block '{block}': state variable {path} is read-only: give {member.DeclaringType?.Name}.{member.Name} a setter.");
            if (level < path.Members.Count - 1 && !VariablePath.TypeOf(member).IsValueType)
            {
                throw new SimulationException(
                    $"Model '{model}', block '{block}': {path} lies in {VariablePath.TypeOf(member).Name}, which is a class. Make it a record struct, or update {member.Name} as a whole.");
            }
        }
    }

    static IEnumerable<string> Doubled(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);
}
