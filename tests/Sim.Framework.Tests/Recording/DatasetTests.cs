using Sim.Framework.Recording;
using Sim.Framework.Recording.Parquet;

namespace Sim.Framework.Tests.Recording;

public sealed class DatasetTests
{
    static Experiment<Everything, EverythingParameters> Sweep(int timesteps = 12, int runs = 3) => Experiment.Of(EverythingModel.Create())
        .Timesteps(timesteps).Runs(runs).Seed(7)
        .Sweep(sweep => sweep
            .Grid(parameters => parameters.Rate, 0.5, 0.25)
            .Grid(parameters => parameters.Nested.Name, "left", "right")
            .Grid(parameters => parameters.Start, Phase.Calm, Phase.Storm))
        .Metric("peak balance", run => run.Max(state => state.Deposit.Balance))
        .Metric("first storm", run => run.FirstTime(state => state.Phase == Phase.Storm && state.Count > 5));

    [Fact]
    public async Task Rows_EveryKindOfVariable_ComeBackAsTheyWere()
    {
        using var folder = new TempFolder();
        await Sweep().WriteAsync(folder.In("data"), cancellationToken: TestContext.Current.CancellationToken);
        var rows = Dataset.Open(folder.In("data")).Rows<EverythingRow>().ToList();
        Assert.Equal(8 * 3 * 13, rows.Count);
        var place = 0;
        for (var subset = 0; subset < 8; subset++)
        {
            for (var run = 1; run <= 3; run++)
            {
                for (var timestep = 0; timestep <= 12; timestep++)
                {
                    var expected = EverythingModel.Expected(timestep, run, subset < 4 ? 0.5 : 0.25, subset / 2 % 2 == 0 ? "left" : "right", (Phase)(subset % 2))
                        with
                    { Subset = subset, Substep = timestep == 0 ? 0 : 2 };
                    var row = rows[place++];
                    Assert.Equal(expected.Weights, row.Weights);
                    Assert.Equal(expected with { Weights = row.Weights }, row);
                }
            }
        }
    }

    [Fact]
    public async Task Columns_AreKeysThenSweptThenState_NotRecordedLeftOut()
    {
        using var folder = new TempFolder();
        await Sweep().WriteAsync(folder.In("data"), cancellationToken: TestContext.Current.CancellationToken);
        using var rows = PartFileReader.Open(folder.In("data", "trajectories", "part-00000.parquet"));
        Assert.Equal(
            ["simulation", "subset", "run", "substep", "timestep", "rate", "nested_name", "start", "speed", "maybe", "coarse", "count", "large", "flag", "text", "phase",
                "deposit_balance", "deposit_last_move", "weights", "agents_count"],
            rows.Columns.Select(column => column.Name));
        Assert.Equal("m/s", rows.Metadata["unit.speed"]);
        Assert.Equal("A plain number, over two lines.", rows.Metadata["description.speed"]);
        Assert.Equal("USD", rows.Metadata["unit.deposit_balance"]);
        using var runs = PartFileReader.Open(folder.In("data", "runs", "part-00000.parquet"));
        Assert.Equal(
            ["simulation", "subset", "run", "rate", "nested_name", "start", "status", "timesteps", "peak_balance", "first_storm"],
            runs.Columns.Select(column => column.Name));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task WriteAsync_AnyNumberOfThreads_SameBytes(int threads)
    {
        using var one = new TempFolder();
        using var many = new TempFolder();
        var experiment = Sweep(timesteps: 400, runs: 60).Parameters(new EverythingParameters { FailAt = 200 });
        await experiment.Threads(1).WriteAsync(one.Path, cancellationToken: TestContext.Current.CancellationToken);
        await experiment.Threads(threads).WriteAsync(many.Path, cancellationToken: TestContext.Current.CancellationToken);
        var (expected, actual) = (one.Files("*.parquet"), many.Files("*.parquet"));
        Assert.True(expected.Count > 8, $"Only {expected.Count} files: too few parts to tell threads apart.");
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.All(expected, file => Assert.Equal(file.Value, actual[file.Key]));
    }

    [Fact]
    public async Task Rows_FromDisk_EqualRowsInMemory()
    {
        using var folder = new TempFolder();
        var experiment = Sweep(timesteps: 50);
        await experiment.WriteAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        var results = experiment.Run(cancellationToken: TestContext.Current.CancellationToken);
        var dataset = Dataset.Open(folder.Path);
        Assert.Equal(results.Column(state => state.Speed), dataset.Column<double>("speed"));
        Assert.Equal(results.Column(state => state.Maybe), dataset.Column<double?>("maybe"));
        Assert.Equal(results.Metric("peak balance"), dataset.RunColumn<double?>("peak_balance"));
        Assert.Equal(results.Metric("first storm"), dataset.RunColumn<double?>("first_storm"));
        Assert.Equal(
            results.Outcome.Subsets.SelectMany(subset => subset.Metrics),
            dataset.Summarize().SelectMany(subset => subset.Metrics));
    }

    [Fact]
    public async Task WriteAsync_SubstepsAndFailures_DropOnlyTheTimestepThatFails()
    {
        using var folder = new TempFolder();
        var outcome = await Sweep(timesteps: 3_000).Parameters(new EverythingParameters { FailAt = 1_001 }).Record(Record.EverySubstep)
            .WriteAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((8 * 3, 8), (outcome.Planned, outcome.Failed));
        var dataset = Dataset.Open(folder.Path);
        var rows = dataset.Rows<EverythingRow>().Where(row => row.Subset == 5).ToLookup(row => row.Run);
        Assert.Equal(1 + (2 * 3_000), rows[1].Count());
        Assert.Equal(1 + (2 * 1_000), rows[2].Count());
        Assert.Equal((1_000, 2), (rows[2].Last().Timestep, rows[2].Last().Substep));
        var failure = dataset.Failures<FailureRow>().Single(row => row.Subset == 5);
        Assert.Equal(new FailureRow(0, 5, 2, 1_001, 2, "rest", "update agents", "Failed", "InvalidOperationException: boom", failure.Parameters), failure);
        Assert.Contains("\"nested_name\":\"left\"", failure.Parameters, StringComparison.Ordinal);
        Assert.Equal("Failed", dataset.RunColumn<string>("status")[(5 * 3) + 1]);
        Assert.Null(dataset.RunColumn<double?>("peak_balance")[(5 * 3) + 1]);
    }

    [Fact]
    public async Task WriteAsync_DatasetThere_IsRefusedAndKept()
    {
        using var folder = new TempFolder();
        await Sweep().WriteAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        var before = folder.Files();
        var error = await Assert.ThrowsAsync<SimulationException>(() => Sweep().Seed(8).WriteAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("already", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, folder.Files());
        await Sweep(runs: 1).WriteAsync(folder.Path, mode: WriteMode.Overwrite, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(8, Dataset.Open(folder.Path).RunColumn<int>("run").Length);
    }

    [Fact]
    public async Task WriteAsync_FolderCannotBeMade_SaysWhere()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.In("file"), "", TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<SimulationException>(() => Sweep().WriteAsync(folder.In("file", "data"), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains(folder.In("file", "data"), error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<SimulationException>(() => Sweep().WriteAsync(folder.In("file"), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("is a file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DatasetFile_DiskFull_SaysSoAndLeavesNothing()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full on this system to play a full disk.");
        using var folder = new TempFolder();
        File.CreateSymbolicLink(folder.In(FormattableString.Invariant($"part.parquet.{Environment.MachineName}-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.unfinished")), "/dev/full");
        var column = new RowColumn(new StoredColumn("x", ColumnType.Double), 100_000);
        var error = Assert.Throws<SimulationException>(() =>
        {
            using var file = new DatasetFile(folder.In("part.parquet"), [column.Column], Codec.None, new Dictionary<string, string>());
            file.WriteRows([column], 100_000);
            file.Complete();
        });
        Assert.Contains("part.parquet", error.Message, StringComparison.Ordinal);
        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Files());
    }

    [Fact]
    public async Task WriteAsync_Cancelled_KeepsWholePartsAndSaysSo()
    {
        using var folder = new TempFolder();
        using var source = new CancellationTokenSource();
        var outcome = await Sweep(timesteps: 2_000, runs: 50)
            .Observe(happened =>
            {
                if (happened.Kind == ExperimentEventKind.RunEnded)
                    source.Cancel();
            })
            .WriteAsync(folder.Path, cancellationToken: source.Token);
        Assert.True(outcome.IsCutShort);
        var dataset = Dataset.Open(folder.Path);
        Assert.Equal("cut short", dataset.Status);
        Assert.InRange(outcome.Completed, 1, 8 * 50);
        Assert.Equal(outcome.Completed, dataset.RunColumn<int>("run").Length);
        Assert.Equal(outcome.Completed * 2_001, dataset.Column<int>("timestep").Length);
        Assert.Empty(folder.Files("*.unfinished"));
    }

    [Theory]
    [InlineData("every 5", new[] { 0, 5, 10, 12 })]
    [InlineData("last", new[] { 12 })]
    public async Task Record_Choice_DecidesTheRows(string choice, int[] timesteps)
    {
        using var folder = new TempFolder();
        await Sweep(runs: 1).Record(choice == "last" ? Record.LastOnly : Record.Every(5)).WriteAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Repeat(timesteps, 8).SelectMany(run => run), Dataset.Open(folder.Path).Column<int>("timestep"));
    }

    [Fact]
    public async Task Record_MetricsOnly_LeavesNoTrajectories()
    {
        using var folder = new TempFolder();
        await Sweep(runs: 1).Record(Record.MetricsOnly).WriteAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.False(Directory.Exists(folder.In("trajectories")));
        Assert.Equal(8, Dataset.Open(folder.Path).RunColumn<double?>("peak_balance").Length);
    }

    [Fact]
    public async Task Manifest_SaysAllThatIsNeededToRepeat()
    {
        using var folder = new TempFolder();
        await Sweep().Asks("What if?").WriteAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        var manifest = Dataset.Open(folder.Path).Manifest;
        Assert.Equal("complete", (string?)manifest["status"]);
        Assert.Equal("What if?", (string?)manifest["question"]);
        Assert.Equal(7, (long)manifest["seed"]!);
        Assert.Equal(8, (int)manifest["simulations"]![0]!["subsets"]!);
        Assert.Equal(["left", "right"], manifest["simulations"]![0]!["sweep"]!.AsArray().Single(part => (string?)part!["parameters"]![0] == "nested_name")!["points"]!.AsArray().Select(point => (string?)point![0]));
        Assert.Equal(0.5, (double)manifest["parameters"]!["rate"]!["value"]!);
        Assert.Equal("m/s", (string?)manifest["columns"]!.AsArray().Single(column => (string?)column!["name"] == "speed")!["unit"]);
        Assert.Equal(24, (long)manifest["runs"]!["completed"]!);
    }

    [Fact]
    public void Open_NoDataset_SaysWhatIsMissing()
    {
        using var folder = new TempFolder();
        Assert.Contains("manifest.json", Assert.Throws<SimulationException>(() => Dataset.Open(folder.Path)).Message, StringComparison.Ordinal);
        File.WriteAllText(folder.In("manifest.json"), "{");
        Assert.Contains("manifest.json", Assert.Throws<SimulationException>(() => Dataset.Open(folder.Path)).Message, StringComparison.Ordinal);
        File.WriteAllText(folder.In("manifest.json"), "{}");
        Assert.Contains("not the manifest", Assert.Throws<SimulationException>(() => Dataset.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    sealed record FailureRow(
        int Simulation, int Subset, int Run, int Timestep, int Substep, string? Block, string Function, string Status, string Message, string Parameters);
}
