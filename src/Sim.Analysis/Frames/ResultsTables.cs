using Sim.Framework;
using Sim.Framework.Agents;
using Sim.Framework.Execution;
using Sim.Framework.Recording;

namespace Sim.Analysis.Frames;

/// <summary>The tables that results in memory would be in a dataset, with its names, types and order of columns.</summary>
sealed class ResultsTables<TState, TParameters>(Results<TState, TParameters> results)
    where TState : struct
    where TParameters : class
{
    readonly IReadOnlyList<Variable> _state = [.. StateSchema.OfState(typeof(TState), results.Experiment).Variables.Where(variable => variable.IsRecorded)];

    readonly IReadOnlyList<Variable> _swept =
        [.. results.Subsets.SelectMany(subset => subset.Swept.Select(entry => entry.Key)).Distinct().Select(name => StateSchema.OfParameters(typeof(TParameters)).Variables.First(variable => variable.Column == name))];

    /// <summary>The names of the tables that have rows.</summary>
    public IReadOnlyList<string> Names => [.. results.Rows.Count > 0 ? ["trajectories"] : Array.Empty<string>(), "runs", .. Failed.Any() ? ["failures"] : Array.Empty<string>()];

    IEnumerable<RunResult<TParameters>> Failed => results.Runs.Where(run => run.Failure is not null);

    /// <summary>The columns of a table.</summary>
    public IReadOnlyList<FrameSource> Columns(string table) => [.. table switch
    {
        "trajectories" => Trajectories(),
        "runs" => Runs(),
        _ => Failures(),
    }];

    IEnumerable<FrameSource> Trajectories()
    {
        var parameters = results.Runs.ToDictionary(run => run.Id, run => run.Parameters);
        return
        [
            Of(results.Rows, "simulation", row => row.Simulation),
            Of(results.Rows, "subset", row => row.Subset),
            Of(results.Rows, "run", row => row.Run),
            Of(results.Rows, "substep", row => row.Substep),
            Of(results.Rows, "timestep", row => row.Timestep),
            .. Swept(results.Rows, row => parameters[new RunId(row.Simulation, row.Subset, row.Run)], [.. _state.Select(variable => variable.Column)]),
            .. _state.Select(variable => new FrameSource(variable.Column, TypeOf(variable), results.Rows.Select(row => Value(variable, variable.Path.Get(row.State))))),
        ];
    }

    IEnumerable<FrameSource> Runs()
    {
        var metrics = results.MetricNames.Select(Invariant.ColumnName).ToList();
        return
        [
            .. Keys(results.Runs),
            .. Swept(results.Runs, run => run.Parameters, ["simulation", "subset", "run", "status", "timesteps", .. metrics]),
            Of(results.Runs, "status", run => run.Status.ToString()),
            Of(results.Runs, "timesteps", run => run.Timesteps),
            .. metrics.Select((metric, place) => new FrameSource(metric, typeof(double), results.Runs.Select(run => (object?)run.Metrics[place]))),
        ];
    }

    IEnumerable<FrameSource> Failures() =>
    [
        .. Keys([.. Failed]),
        Of(Failed, "timestep", run => run.Failure!.Timestep),
        Of(Failed, "substep", run => run.Failure!.Substep),
        Of(Failed, "block", run => run.Failure!.Block),
        Of(Failed, "function", run => run.Failure!.Function),
        Of(Failed, "status", run => run.Failure!.Status.ToString()),
        Of(Failed, "message", run => run.Failure!.Message),
        Of(Failed, "parameters", run => Manifest.Values(run.Parameters).ToJsonString()),
    ];

    static IEnumerable<FrameSource> Keys(IReadOnlyList<RunResult<TParameters>> runs) =>
        [Of(runs, "simulation", run => run.Id.Simulation), Of(runs, "subset", run => run.Id.Subset), Of(runs, "run", run => run.Id.Run)];

    IEnumerable<FrameSource> Swept<TRow>(IEnumerable<TRow> rows, Func<TRow, TParameters> parameters, HashSet<string> taken) => _swept.Select(variable => new FrameSource(
        taken.Contains(variable.Column) ? "parameter_" + variable.Column : variable.Column, TypeOf(variable), rows.Select(row => Value(variable, variable.Path.Get(parameters(row))))));

    static FrameSource Of<TRow, TValue>(IEnumerable<TRow> rows, string name, Func<TRow, TValue> value) => new(name, typeof(TValue), rows.Select(row => (object?)value(row)));

    static Type TypeOf(Variable variable) => variable.Kind switch
    {
        VariableKind.Double => typeof(double),
        VariableKind.Int32 or VariableKind.Population => typeof(int),
        VariableKind.Int64 => typeof(long),
        VariableKind.Boolean => typeof(bool),
        VariableKind.Vector => typeof(double[]),
        _ => typeof(string),
    };

    static object? Value(Variable variable, object? value) => value is null ? null : variable.Kind switch
    {
        VariableKind.Double => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture),
        VariableKind.Int32 => Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture),
        VariableKind.Population => value.GetType().GetProperty(nameof(Population<int>.Count))!.GetValue(value),
        VariableKind.Int64 => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        VariableKind.Boolean => value,
        _ => Invariant.Text(value),
    };
}
