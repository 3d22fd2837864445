using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Sim.Framework.Recording;
namespace Sim.Framework.Execution;

/// <summary>Runs an experiment into a dataset on disk.</summary>
sealed class DatasetWriter<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    /// <summary>Numbers that wait for a row group, at the most: some 8 MB a core.</summary>
    const int CellsPerGroup = 1_000_000;

    const int ProblemsShown = 5;

    readonly ConcurrentBag<RowColumn[]> _idle = [];
    readonly string _directory;
    readonly Dictionary<string, string> _metadata;
    readonly IReadOnlyList<string> _metrics;

    DatasetWriter(ExperimentSettings<TState, TParameters> settings, Plan<TState, TParameters> plan, string directory)
    {
        (Settings, Plan, _directory) = (settings, plan, directory);
        Rows = new RowSchema<TState, TParameters>(plan.Simulations[0].Model.Schema, plan.Swept);
        RowsPerTimestep = plan.Record.Substeps ? plan.Simulations.Max(simulation => simulation.Model.Blocks.Count) : 1;
        RowsPerGroup = Math.Max(Math.Clamp(CellsPerGroup / Rows.Columns.Count, 1_024, 131_072), 2 * RowsPerTimestep);
        _metadata = MetadataOf(settings, plan);
        _metrics = [.. settings.Metrics.Select(metric => Invariant.ColumnName(metric.Name))];
    }

    public ExperimentSettings<TState, TParameters> Settings { get; }

    public Plan<TState, TParameters> Plan { get; }

    public RowSchema<TState, TParameters> Rows { get; }

    public int RowsPerTimestep { get; }

    public int RowsPerGroup { get; }

    public static Outcome Write(
        ExperimentSettings<TState, TParameters> settings, string directory, WriteMode mode, Shard? shard, IProgress<ExperimentProgress>? progress, CancellationToken cancellationToken)
    {
        if (shard is not null && mode is not (WriteMode.New or WriteMode.Resume))
            throw new SimulationException($"A shard adds to a dataset and cannot {(mode == WriteMode.Finish ? "finish" : "overwrite")} it: do that without a shard.");
        var plan = settings.Plan();
        var writer = new DatasetWriter<TState, TParameters>(settings, plan, directory);
        DatasetLayout.Prepare(directory);
        using var held = DatasetLock.Take(directory, shard);
        var manifest = Manifest.PlanOf(settings, plan, writer.Rows);
        var started = writer.Start(mode, shard, manifest);
        var work = new PartWork(shard, mode == WriteMode.Overwrite ? null : writer.Find, OnlyLooks: mode == WriteMode.Finish);
        if (shard is null)
            DatasetLayout.DeleteUnfinished(directory);
        var run = new ExperimentRun<TState, TParameters>(settings, plan, work);
        var outcome = run.Compute(part => new DatasetSink<TState, TParameters>(writer, part), progress, cancellationToken) with { Directory = directory };
        ThrowOf([.. run.Problems], directory);
        if (shard is null)
            Manifest.Write(directory, settings.Question, manifest, started, outcome);
        return outcome;
    }

    public DatasetFile Open(string table, int part, IReadOnlyList<StoredColumn> columns) =>
        new(DatasetLayout.Part(_directory, table, part), columns, Settings.Codec, _metadata);

    public RowColumn[] RentColumns() =>
        _idle.TryTake(out var columns) ? columns : [.. Rows.Columns.Select(column => new RowColumn(column, Plan.Record.AnyRows ? RowsPerGroup : 0))];

    public void ReturnColumns(RowColumn[] columns) => _idle.Add(columns);

    public void WriteRuns(int part, IReadOnlyList<RunResult<TParameters>> runs, long rows) =>
        WriteTable(DatasetLayout.Runs, part, RunTable.OfRuns(Settings, Plan, runs), runs.Count,
            new Dictionary<string, string>(_metadata) { [PartCheck.RowsKey] = rows.ToString(CultureInfo.InvariantCulture) });

    public void WriteFailures(int part, IReadOnlyList<RunFailure> failures)
    {
        if (failures.Count == 0)
            return;
        DatasetFile.Guarded(_directory, () => Directory.CreateDirectory(Path.Combine(_directory, DatasetLayout.Failures)));
        WriteTable(DatasetLayout.Failures, part, RunTable.OfFailures(Plan, failures), failures.Count, _metadata);
    }

    void WriteTable(string table, int part, IReadOnlyList<RowColumn> columns, int rows, Dictionary<string, string> metadata)
    {
        using var file = new DatasetFile(DatasetLayout.Part(_directory, table, part), [.. columns.Select(column => column.Column)], Settings.Codec, metadata);
        file.WriteRows(columns, rows);
        file.Complete();
    }

    /// <summary>Makes the folder ready: a new dataset's, or one of the same plan that is there.</summary>
    /// <returns>When the dataset was started.</returns>
    DateTimeOffset Start(WriteMode mode, Shard? shard, JsonObject plan)
    {
        var isThere = File.Exists(Path.Combine(_directory, DatasetLayout.Manifest));
        if (mode == WriteMode.Finish && !isThere)
            throw new SimulationException($"There is no dataset in {_directory} to finish: it has no {DatasetLayout.Manifest}. Compute its shards first.");
        if (mode == WriteMode.New && shard is null && DatasetLayout.IsTaken(_directory))
            throw new SimulationException($"There is a dataset in {_directory} already. Choose another folder, continue it (--resume; WriteMode.Resume) or overwrite it (--overwrite; WriteMode.Overwrite).");
        if (mode != WriteMode.Overwrite && isThere)
            return Continue(mode, plan);
        // Parts without a manifest are nobody's; a shard that comes first may meet none but those of another that has just begun, and whose manifest says the same.
        DatasetLayout.Clear(_directory, spareDataset: shard is not null);
        DatasetLayout.PrepareTables(_directory, Plan.Record.AnyRows);
        var started = TimeProvider.System.GetUtcNow();
        Manifest.Write(_directory, Settings.Question, plan, started, null);
        return started;
    }

    DateTimeOffset Continue(WriteMode mode, JsonObject plan)
    {
        var manifest = Dataset.Open(_directory).Manifest;
        if (manifest[Manifest.Storage] is null)
            throw new SimulationException($"The dataset in {_directory} was written by Sim {manifest["versions"]?["sim"]}, whose files are laid out in another way, and nothing was changed. It can be read; to go on, run the experiment again into another folder, or overwrite it (--overwrite; WriteMode.Overwrite).");
        var differences = Manifest.Differences(manifest, plan);
        if (differences.Count > 0)
        {
            throw new SimulationException(
                $"The dataset in {_directory} is of another plan, and nothing was changed:\n  {string.Join("\n  ", differences)}\n"
                + "Give what it was started with, or another folder, or overwrite it (--overwrite; WriteMode.Overwrite).");
        }

        if (mode != WriteMode.Finish)
            DatasetLayout.PrepareTables(_directory, Plan.Record.AnyRows);
        return DateTimeOffset.TryParse(manifest["started"]?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var started) ? started : TimeProvider.System.GetUtcNow();
    }

    FoundPart Find(int number)
    {
        var check = PartCheck.Of(_directory, Plan.Layout, number, Plan.Record.AnyRows, _metrics);
        return new FoundPart(check, check.Failed > 0 ? RunTable.ReadFailures(DatasetLayout.Part(_directory, DatasetLayout.Failures, number)) : []);
    }

    static void ThrowOf(IReadOnlyList<PartCheck> problems, string directory)
    {
        if (problems.Count == 0)
            return;
        var more = problems.Count > ProblemsShown ? string.Create(CultureInfo.InvariantCulture, $"\n  … and {problems.Count - ProblemsShown} more") : "";
        throw new DatasetIncompleteException(
            $"The dataset in {directory} is not complete:\n  {string.Join("\n  ", problems.Take(ProblemsShown).Select(problem => problem.Problem))}{more}\n"
            + "Compute the shards that have these parts again, or all that is missing with --resume (WriteMode.Resume), and finish it then.");
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
