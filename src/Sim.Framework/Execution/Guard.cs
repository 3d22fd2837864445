using System.Runtime.Intrinsics;
using Sim.Framework.Agents;
using Sim.Framework.Recording;

namespace Sim.Framework.Execution;

/// <summary>Ends a run for a reason that is the model's, not a function's exception.</summary>
sealed class RunEndedException(RunStatus status, string message) : Exception(message)
{
    public RunStatus Status => status;
}

/// <summary>What compiled models call when a check fails, and the slower parts of their work.</summary>
static class Guard
{
    public static void NotFinite(string variable, double value) => throw new RunEndedException(
        RunStatus.NotFinite, $"State variable {variable} would become {Invariant.Text(value)}.");

    public static void Broken(string invariant) => throw new RunEndedException(
        RunStatus.InvariantBroken, $"The invariant '{invariant}' does not hold.");

    public static void CheckPresent(object? value, string variable)
    {
        if (value is null)
            throw new RunEndedException(RunStatus.Failed, $"State variable {variable} is null: give it a value in StartFrom.");
    }

    public static void CheckVector(Vector? vector, string variable)
    {
        if (vector is null)
            throw new RunEndedException(RunStatus.Failed, $"State variable {variable} is null: start it as Vector.Of(…) or Vector.Empty.");
        var rest = vector.Span;
        for (; rest.Length >= Vector256<double>.Count; rest = rest[Vector256<double>.Count..])
        {
            if (!Vector256.LessThanAll(Vector256.Abs(Vector256.Create(rest)), Vector256.Create(double.PositiveInfinity)))
                NotFiniteIn(vector, variable);
        }

        foreach (var value in rest)
        {
            if (!double.IsFinite(value))
                NotFiniteIn(vector, variable);
        }
    }

    // Apart, so that the check itself stays small.
    static void NotFiniteIn(Vector vector, string variable)
    {
        var index = vector.Span.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        NotFinite($"{variable}[{index}]", vector[index]);
    }

    public static void KeepVector(Vector? value, int until)
    {
        if (value is not null)
            value.KeepUntil = until;
    }

    public static void Keep(IRecyclable? value, int until)
    {
        if (value is not null)
            value.KeepUntil = until;
    }

    public static T? CopyOf<T>(T? value)
        where T : class, IRecyclable =>
        (T?)value?.Copy();

    public static Vector Write<TState, TParameters>(Step<TState, TParameters> step, VectorUpdate<TState, TParameters> update, Vector current)
        where TState : struct
        where TParameters : class
    {
        var draft = step.Draft(current);
        update(step, draft.Span);
        return draft.ToVector();
    }

    public static Vector Write<TState, TParameters, TSignal>(
        Step<TState, TParameters> step, VectorUpdate<TState, TParameters, TSignal> update, Vector current, TSignal signal)
        where TState : struct
        where TParameters : class
    {
        var draft = step.Draft(current);
        update(step, signal, draft.Span);
        return draft.ToVector();
    }

    public static Population<TAgent> WritePopulation<TState, TParameters, TAgent>(
        Step<TState, TParameters> step, PopulationUpdate<TState, TParameters, TAgent> update, Population<TAgent> current)
        where TState : struct
        where TParameters : class
        where TAgent : struct
    {
        var draft = step.Draft(current);
        update(step, draft);
        return draft.ToPopulation();
    }

    public static Population<TAgent> WritePopulation<TState, TParameters, TSignal, TAgent>(
        Step<TState, TParameters> step, PopulationUpdate<TState, TParameters, TSignal, TAgent> update, Population<TAgent> current, TSignal signal)
        where TState : struct
        where TParameters : class
        where TAgent : struct
    {
        var draft = step.Draft(current);
        update(step, signal, draft);
        return draft.ToPopulation();
    }
}
