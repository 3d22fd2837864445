using System.Globalization;
using System.Reflection;
using Sim.Framework.Agents;
using Sim.Framework.Recording;

namespace Sim.Framework.Tests.Semantics;

/// <summary>A state as text that tells any two bit patterns apart.</summary>
static class StateText
{
    static readonly MethodInfo AgentsMethod = typeof(StateText).GetMethod(nameof(Agents), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static string Of<TState>(Row<TState> row)
        where TState : struct =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Simulation}/{row.Subset}/{row.Run}/{row.Timestep}.{row.Substep}: {Of(row.State)}");

    public static string Of<TState>(TState state)
        where TState : struct =>
        string.Join(", ", Schema<TState>.Variables.Select(variable => variable.Path.Text + "=" + Value(variable.Path.Get(state))));

    static string Value(object? value) => value switch
    {
        double number => Bits(number),
        Vector vector => "[" + string.Join(' ', vector.Span.ToArray().Select(Bits)) + "]",
        not null when value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Population<>) =>
            (string)AgentsMethod.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [value])!,
        _ => Invariant.Text(value),
    };

    static string Bits(double number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:R}#{BitConverter.DoubleToInt64Bits(number):x}");

    static string Agents<TAgent>(Population<TAgent> population)
        where TAgent : struct =>
        string.Join(' ', population.Ids.ToArray().Zip(population.Agents.ToArray(), (id, agent) => $"{id}:{agent}"));

    static class Schema<TState>
        where TState : struct
    {
        public static readonly IReadOnlyList<Variable> Variables = StateSchema.OfState(typeof(TState), "text").Variables;
    }
}
