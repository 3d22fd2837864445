namespace Sim.Framework;

/// <summary>The results of an experiment in memory: rows and runs in the order simulation, subset, run, whatever the number of threads.</summary>
public sealed partial class Results<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    readonly Lazy<ExperimentDescription> _description;

    internal Results(
        IReadOnlyList<Row<TState>> rows, IReadOnlyList<RunResult<TParameters>> runs, IReadOnlyList<VariableDescription> metrics, Outcome outcome, Func<ExperimentDescription> describe)
    {
        (Rows, Runs, Metrics, Outcome) = (rows, runs, metrics, outcome);
        MetricNames = [.. metrics.Select(metric => metric.Name)];
        _description = new Lazy<ExperimentDescription>(describe);
    }

    /// <summary>The recorded rows.</summary>
    public IReadOnlyList<Row<TState>> Rows { get; }

    /// <summary>The runs.</summary>
    public IReadOnlyList<RunResult<TParameters>> Runs { get; }

    /// <summary>The names of the metrics, in the order of <see cref="RunResult{TParameters}.Metrics"/>.</summary>
    public IReadOnlyList<string> MetricNames { get; }

    /// <summary>How many runs completed and failed, and the summary of the metrics.</summary>
    public Outcome Outcome { get; }

    /// <summary>One value of every recorded row, in the order of <see cref="Rows"/>.</summary>
    public TValue[] Column<TValue>(Func<TState, TValue> variable) => [.. Rows.Select(row => variable(row.State))];

    /// <summary>One metric of every run, in the order of <see cref="Runs"/>.</summary>
    /// <exception cref="SimulationException">The experiment has no such metric.</exception>
    public double?[] Metric(string name)
    {
        var place = MetricNames.ToList().IndexOf(name);
        if (place < 0)
            throw new SimulationException($"There is no metric '{name}'. {Recording.ParameterPoint.Suggestion(name, MetricNames)}");
        return [.. Runs.Select(run => run.Metrics[place])];
    }

    /// <summary>The recorded rows of one run.</summary>
    public IEnumerable<Row<TState>> RowsOf(int subset = 0, int run = 1, int simulation = 0) =>
        Rows.Where(row => row.Subset == subset && row.Run == run && row.Simulation == simulation);
}
