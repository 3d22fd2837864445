using Sim.Framework.Recording;

namespace Sim.Framework;

public sealed partial class Results<TState, TParameters> : IRecording
{
    /// <inheritdoc/>
    public string Experiment => _description.Value.Name;

    /// <inheritdoc/>
    public IReadOnlyList<VariableDescription> Variables => _description.Value.State;

    /// <inheritdoc/>
    public IReadOnlyList<VariableDescription> Parameters => _description.Value.Parameters;

    /// <inheritdoc/>
    public IReadOnlyList<VariableDescription> Metrics { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SubsetDescription> Subsets => [.. Outcome.Subsets.Select(subset => new SubsetDescription(
        subset.Simulation, subset.SimulationName, subset.Subset, [.. subset.Swept.Select(entry => KeyValuePair.Create(entry.Key, Plain(entry.Value)))]))];

    /// <inheritdoc/>
    public IEnumerable<RecordedValue> Values(string variable)
    {
        var all = StateSchema.OfState(typeof(TState), Experiment).Variables.Where(one => one.IsRecorded).ToList();
        var found = all.FirstOrDefault(one => one.Column == variable)
            ?? throw new SimulationException($"There is no variable '{variable}'. {ParameterPoint.Suggestion(variable, all.Select(one => one.Column))}");
        if (found.Kind is not (VariableKind.Double or VariableKind.Int32 or VariableKind.Int64))
            throw new SimulationException($"Variable '{variable}' is of type {found.TypeText}, and a number is needed.");
        return EndsOfTimesteps(found);
    }

    /// <inheritdoc/>
    public IEnumerable<MetricValue> MetricValues(string metric) => Metric(metric).Select((value, run) => new MetricValue(Runs[run].Id, value));

    // Of the substeps of a timestep the last stands for it.
    IEnumerable<RecordedValue> EndsOfTimesteps(Variable variable)
    {
        for (var row = 0; row < Rows.Count; row++)
        {
            var (here, next) = (Rows[row], row + 1 < Rows.Count ? Rows[row + 1] : default);
            var isLast = (here.Simulation, here.Subset, here.Run, here.Timestep) != (next.Simulation, next.Subset, next.Run, next.Timestep);
            if (isLast && variable.Path.Get(here.State) is { } value)
                yield return new RecordedValue(new RunId(here.Simulation, here.Subset, here.Run), here.Timestep, Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    static object? Plain(object? value) => value switch
    {
        null or bool or double => value,
        int or long or float => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture),
        _ => Invariant.Text(value),
    };
}
