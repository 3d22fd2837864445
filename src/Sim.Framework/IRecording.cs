namespace Sim.Framework;

/// <summary>What was recorded of an experiment, in a dataset or in memory, by name: what charts and statistics read.</summary>
public interface IRecording
{
    /// <summary>The experiment's name.</summary>
    string Experiment { get; }

    /// <summary>The recorded state variables.</summary>
    IReadOnlyList<VariableDescription> Variables { get; }

    /// <summary>The parameters, with their values in the base case of the first simulation.</summary>
    IReadOnlyList<VariableDescription> Parameters { get; }

    /// <summary>The metrics, by the names that the experiment gives them.</summary>
    IReadOnlyList<VariableDescription> Metrics { get; }

    /// <summary>The subsets of all simulations, in order.</summary>
    IReadOnlyList<SubsetDescription> Subsets { get; }

    /// <summary>The values of a numeric state variable at the end of every recorded timestep, in the order simulation, subset, run, timestep.</summary>
    /// <exception cref="SimulationException">There is no such variable, or it is not a number.</exception>
    IEnumerable<RecordedValue> Values(string variable);

    /// <summary>The values of a metric, a run each, in the order simulation, subset, run; null for a run that failed or never got there.</summary>
    /// <exception cref="SimulationException">There is no such metric.</exception>
    IEnumerable<MetricValue> MetricValues(string metric);
}

/// <summary>One value of a state variable.</summary>
/// <param name="Run">Of which run.</param>
/// <param name="Timestep">At the end of which timestep; 0 for the initial state.</param>
/// <param name="Value">The value, in the variable's unit.</param>
public readonly record struct RecordedValue(RunId Run, int Timestep, double Value);

/// <summary>One value of a metric.</summary>
/// <param name="Run">Of which run.</param>
/// <param name="Value">The value, in the metric's unit; null where there is none.</param>
public readonly record struct MetricValue(RunId Run, double? Value);

/// <summary>A point of a sweep.</summary>
/// <param name="Simulation">The variant of the model, from 0.</param>
/// <param name="SimulationName">The variant's name.</param>
/// <param name="Subset">The point of the variant's sweep, from 0.</param>
/// <param name="Swept">The swept parameters: column name, and value as a double, a bool or text.</param>
public sealed record SubsetDescription(int Simulation, string SimulationName, int Subset, IReadOnlyList<KeyValuePair<string, object?>> Swept);
