using System.Collections.Concurrent;
using System.Globalization;
using Sim.Framework.Recording;
using Sim.Parquet;

namespace Sim.Framework.Execution;

/// <summary>Runs an experiment into a dataset on disk.</summary>
sealed class DatasetWriter<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    /// <summary>Numbers that wait for a row group, at the most: some 8 MB a core.</summary>
    const int CellsPerGroup = 1_000_000;

    readonly ConcurrentBag<RowColumn[]> _idle = [];
    readonly string _directory;
    readonly Dictionary<string, string> _metadata;

    DatasetWriter(ExperimentSettings<TState, TParameters> settings, Plan<TState, TParameters> plan, string directory)
    {
        (Settings, Plan, _directory) = (settings, plan, directory);
        Rows = new RowSchema<TState, TParameters>(plan.Simulations[0].Model.Schema, plan.Swept);
        RowsPerTimestep = plan.Record.Substeps ? plan.Simulations.Max(simulation => simulation.Model.Blocks.Count) : 1;
        RowsPerGroup = Math.Max(Math.Clamp(CellsPerGroup / Rows.Columns.Count, 1_024, 131_072), 2 * RowsPerTimestep);
        _metadata = MetadataOf(settings, plan);
    }

    public ExperimentSettings<TState, TParameters> Settings { get; }

    public Plan<TState, TParameters> Plan { get; }

    public RowSchema<TState, TParameters> Rows { get; }

    public int RowsPerTimestep { get; }

    public int RowsPerGroup { get; }

    public static Outcome Write(
        ExperimentSettings<TState, TParameters> settings, string directory, bool overwrite, IProgress<ExperimentProgress>? progress, CancellationToken cancellationToken)
    {
        var plan = settings.Plan();
        var writer = new DatasetWriter<TState, TParameters>(settings, plan, directory);
        DatasetLayout.Prepare(directory, overwrite, plan.Record.AnyRows);
        var manifest = new Manifest(TimeProvider.System.GetUtcNow());
        manifest.Write(directory, settings, plan, writer.Rows, null);
        var outcome = new ExperimentRun<TState, TParameters>(settings, plan)
            .Compute(part => new DatasetSink<TState, TParameters>(writer, part), progress, cancellationToken) with
        { Directory = directory };
        writer.WriteFailures(outcome.Failures);
        manifest.Write(directory, settings, plan, writer.Rows, outcome);
        return outcome;
    }

    public DatasetFile Open(string table, int part, IReadOnlyList<ParquetColumn> columns) =>
        new(DatasetLayout.Part(_directory, table, part), columns, _metadata);

    public RowColumn[] RentColumns() =>
        _idle.TryTake(out var columns) ? columns : [.. Rows.Columns.Select(column => new RowColumn(column, Plan.Record.AnyRows ? RowsPerGroup : 0))];

    public void ReturnColumns(RowColumn[] columns) => _idle.Add(columns);

    void WriteFailures(IReadOnlyList<RunFailure> failures)
    {
        if (failures.Count == 0)
            return;
        var columns = RunTable.OfFailures(Plan, failures);
        using var file = new DatasetFile(Path.Combine(_directory, DatasetLayout.Failures), [.. columns.Select(column => column.Column)], _metadata);
        file.WriteRows(columns, failures.Count);
        file.Complete();
    }

    /// <summary>What stands in the key-value metadata of every file: the same for the same experiment.</summary>
    static Dictionary<string, string> MetadataOf(ExperimentSettings<TState, TParameters> settings, Plan<TState, TParameters> plan)
    {
        var metadata = new Dictionary<string, string>
        {
            ["sim.version"] = DatasetLayout.Version,
            ["sim.experiment"] = settings.Name,
            ["sim.model"] = plan.Simulations[0].Model.Name,
            ["sim.seed"] = settings.Seed.ToString(CultureInfo.InvariantCulture),
        };
        var variables = plan.Simulations[0].Model.Schema.Variables.Where(variable => variable.IsRecorded).Concat(plan.Swept.Select(StateSchema.LeafOf));
        foreach (var variable in variables)
        {
            var member = variable.Path.Members[^1];
            metadata["unit." + variable.Column] = variable.Path.Unit ?? "";
            metadata["description." + variable.Column] = DocComments.Of(member);
        }

        return metadata;
    }
}
