namespace Sim.Framework.Tests.Recording;

/// <summary>A dataset that Sim 0.1 wrote, with its own Parquet writer: every kind of column, and runs that failed.</summary>
public sealed class EarlierDatasetTests : IDisposable
{
    const int FailAt = 9;

    readonly TempFolder _folder = new();

    public EarlierDatasetTests()
    {
        var fixture = Path.Combine(AppContext.BaseDirectory, "Vectors", "Recording", "sim-0.1");
        foreach (var file in Directory.EnumerateFiles(fixture, "*", SearchOption.AllDirectories))
        {
            var copy = _folder.In(Path.GetRelativePath(fixture, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    static Experiment<Everything, EverythingParameters> Sweep => Experiment.Of(EverythingModel.Create())
        .Timesteps(12).Runs(3).Seed(7).Parameters(new EverythingParameters { FailAt = FailAt })
        .Sweep(sweep => sweep
            .Grid(parameters => parameters.Rate, 0.5, 0.25)
            .Grid(parameters => parameters.Nested.Name, "left", "right")
            .Grid(parameters => parameters.Start, Phase.Calm, Phase.Storm))
        .Metric("peak balance", run => run.Max(state => state.Deposit.Balance))
        .Metric("first storm", run => run.FirstTime(state => state.Phase == Phase.Storm && state.Count > 5));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_EveryKindOfVariable_ComeBackAsTheyWere()
    {
        var rows = Dataset.Open(_folder.Path).Rows<EverythingRow>().ToList();
        Assert.Equal(8 * (13 + FailAt + 13), rows.Count);
        Assert.All(rows, row =>
        {
            var expected = EverythingModel.Expected(row.Timestep, row.Run, row.Subset < 4 ? 0.5 : 0.25, row.Subset / 2 % 2 == 0 ? "left" : "right", (Phase)(row.Subset % 2))
                with
            { Subset = row.Subset, Substep = row.Timestep == 0 ? 0 : 2 };
            Assert.Equal(expected.Weights, row.Weights);
            Assert.Equal(expected with { Weights = row.Weights }, row);
        });
    }

    [Fact]
    public void Summarize_GivesWhatTheSameExperimentGivesToday()
    {
        var dataset = Dataset.Open(_folder.Path);
        var results = Sweep.Run(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(results.Outcome.Subsets.SelectMany(subset => subset.Metrics), dataset.Summarize().SelectMany(subset => subset.Metrics));
        Assert.Equal(8, dataset.Summarize().Sum(subset => subset.Failed));
        Assert.Equal(8, dataset.Failures<Failure>().Count(failure => failure is { Run: 2, Timestep: FailAt, Function: "update agents" }));
    }

    [Theory]
    [InlineData(WriteMode.Resume)]
    [InlineData(WriteMode.Finish)]
    public async Task WriteAsync_ToGoOn_IsRefusedWithASentence(WriteMode mode)
    {
        var before = _folder.Files();
        var error = await Assert.ThrowsAsync<SimulationException>(() => Sweep.WriteAsync(_folder.Path, mode, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(
            $"The dataset in {_folder.Path} was written by Sim 0.1.0, whose files are laid out in another way, and nothing was changed. "
            + "It can be read; to go on, run the experiment again into another folder, or overwrite it (--overwrite; WriteMode.Overwrite).", error.Message);
        Assert.Equal(before, _folder.Files());
    }

    [Theory]
    [InlineData("trajectories")]
    [InlineData("runs")]
    [InlineData("failures")]
    public void Verify_AnyByteOfATableChangedOrCutOff_NamesThePart(string table)
    {
        Assert.Empty(Dataset.Open(_folder.Path).Verify());
        var path = _folder.In(table, "part-00000.parquet");
        var whole = File.ReadAllBytes(path);
        foreach (var place in Enumerable.Range(0, whole.Length).Where(place => place % 11 == 0 || place > whole.Length - 60))
        {
            var changed = (byte[])whole.Clone();
            changed[place] ^= (byte)(1 << (place % 8));
            foreach (var file in new[] { changed, whole[..place] })
            {
                File.WriteAllBytes(path, file);
                Assert.StartsWith($"part 00000: {path} is damaged: ", Assert.Single(Dataset.Open(_folder.Path).Verify()), StringComparison.Ordinal);
            }
        }
    }

    sealed record Failure(int Run, int Timestep, string Function);
}
