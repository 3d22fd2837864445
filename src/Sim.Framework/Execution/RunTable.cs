using Sim.Framework.Recording;
using Sim.Framework.Recording.Parquet;

namespace Sim.Framework.Execution;

/// <summary>The columns of the runs of a part, and of the failures of an experiment.</summary>
static class RunTable
{
    static readonly string[] RunKeys = ["simulation", "subset", "run"];

    /// <summary>One row a run: keys, swept parameters, status, timesteps completed, metrics.</summary>
    public static IReadOnlyList<RowColumn> OfRuns<TState, TParameters>(
        ExperimentSettings<TState, TParameters> settings, Plan<TState, TParameters> plan, IReadOnlyList<RunResult<TParameters>> runs)
        where TState : struct
        where TParameters : class
    {
        var reserved = RunKeys.Concat(["status", "timesteps"]).Concat(settings.Metrics.Select(metric => Invariant.ColumnName(metric.Name))).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Keys(runs.Select(run => run.Id).ToList()),
            .. RowSchema<TState, TParameters>.SweptColumns(plan.Swept, name => reserved.Contains(name) ? "parameter_" + name : name)
                .Select((column, place) => Filled(column, runs.Select(run => plan.Swept[place].Get(run.Parameters)).ToList())),
            Filled(new StoredColumn("status", ColumnType.String), runs.Select(run => (object?)run.Status).ToList()),
            Filled(new StoredColumn("timesteps", ColumnType.Int32), runs.Select(run => (object?)run.Timesteps).ToList()),
            .. settings.Metrics.Select((metric, place) => Filled(
                new StoredColumn(Invariant.ColumnName(metric.Name), ColumnType.Double, IsNullable: true), runs.Select(run => (object?)run.Metrics[place]).ToList())),
        ];
    }

    /// <summary>One row a failure.</summary>
    public static IReadOnlyList<RowColumn> OfFailures<TState, TParameters>(Plan<TState, TParameters> plan, IReadOnlyList<RunFailure> failures)
        where TState : struct
        where TParameters : class =>
        [
            .. Keys(failures.Select(failure => failure.Id).ToList()),
            Filled(new StoredColumn("timestep", ColumnType.Int32), failures.Select(failure => (object?)failure.Timestep).ToList()),
            Filled(new StoredColumn("substep", ColumnType.Int32), failures.Select(failure => (object?)failure.Substep).ToList()),
            Filled(new StoredColumn("block", ColumnType.String, IsNullable: true), failures.Select(failure => (object?)failure.Block).ToList()),
            Filled(new StoredColumn("function", ColumnType.String), failures.Select(failure => (object?)failure.Function).ToList()),
            Filled(new StoredColumn("status", ColumnType.String), failures.Select(failure => (object?)failure.Status).ToList()),
            Filled(new StoredColumn("message", ColumnType.String), failures.Select(failure => (object?)failure.Message).ToList()),
            Filled(new StoredColumn("parameters", ColumnType.String), failures.Select(failure => (object?)ParametersText(plan, failure.Id)).ToList()),
        ];

    /// <summary>Reads failures back; what functions threw is not kept.</summary>
    public static IReadOnlyList<RunFailure> ReadFailures(string path)
    {
        using var reader = PartFileReader.Open(path);
        return [.. reader.ReadRows<FailureRow>().Select(row => new RunFailure(
            new RunId(row.Simulation, row.Subset, row.Run), Enum.Parse<RunStatus>(row.Status!), row.Timestep, row.Substep, row.Block, row.Function!, row.Message!, null))];
    }

    static string ParametersText<TState, TParameters>(Plan<TState, TParameters> plan, RunId id)
        where TState : struct
        where TParameters : class
    {
        var parameters = plan.Simulations[id.Simulation].ParametersOf(id.Subset);
        return Manifest.Values(parameters).ToJsonString();
    }

    static IEnumerable<RowColumn> Keys(List<RunId> ids) =>
    [
        Filled(new StoredColumn(RunKeys[0], ColumnType.Int32), ids.ConvertAll(id => (object?)id.Simulation)),
        Filled(new StoredColumn(RunKeys[1], ColumnType.Int32), ids.ConvertAll(id => (object?)id.Subset)),
        Filled(new StoredColumn(RunKeys[2], ColumnType.Int32), ids.ConvertAll(id => (object?)id.Run)),
    ];

    static RowColumn Filled(StoredColumn column, List<object?> values)
    {
        var filled = new RowColumn(column, values.Count);
        for (var row = 0; row < values.Count; row++)
            filled.Fill(row, 1, values[row]);
        return filled;
    }

    sealed record FailureRow(int Simulation, int Subset, int Run, int Timestep, int Substep, string? Block, string? Function, string? Status, string? Message);
}
