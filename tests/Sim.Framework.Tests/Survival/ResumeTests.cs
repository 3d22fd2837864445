using Sim.Framework.Tests.Recording;

namespace Sim.Framework.Tests.Survival;

public sealed class ResumeTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    Task<Outcome> Resume(Experiment<Walk, Walking> experiment) => experiment.WriteAsync(_folder.Path, WriteMode.Resume, cancellationToken: Token);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Resume_AfterACancellation_EndsInTheSameBytes(bool stumbles)
    {
        var experiment = Walks.Create(stumbles: stumbles);
        using var source = new CancellationTokenSource();
        var first = await experiment.Threads(1).Observe(happened => Cancel(happened, source)).WriteAsync(_folder.Path, cancellationToken: source.Token);
        Assert.True(first.IsCutShort);
        Assert.Equal("cut short", Dataset.Open(_folder.Path).Status);

        var outcome = await Resume(experiment);

        Assert.False(outcome.IsCutShort);
        Assert.Equal(first.Completed + first.Failed, outcome.Kept);
        Assert.Equal((80 - outcome.Failed, stumbles ? 10 : 0), (outcome.Completed, outcome.Failed));
        Assert.Equal(await Walks.Uninterrupted(experiment), Walks.Bytes(_folder));
        var whole = experiment.Run().Outcome;
        Assert.Equal(whole.Subsets.Select(subset => subset.Metrics[0]), outcome.Subsets.Select(subset => subset.Metrics[0]));
        Assert.Equal(whole.Failures.Select(failure => failure.ToString()), outcome.Failures.Select(failure => failure.ToString()));
        Assert.Empty(Dataset.Open(_folder.Path).Verify());

        static void Cancel(ExperimentEvent happened, CancellationTokenSource source)
        {
            if (happened is { Kind: ExperimentEventKind.RunEnded, Run: 17 })
                source.Cancel();
        }
    }

    [Fact]
    public async Task Resume_WholeDataset_ComputesNothing()
    {
        var experiment = Walks.Create(stumbles: true);
        var written = await experiment.WriteAsync(_folder.Path, cancellationToken: Token);
        var before = Walks.Bytes(_folder);
        var outcome = await Resume(experiment);
        Assert.Equal((80, 0, 10), (outcome.Kept, outcome.Timesteps, outcome.Failed));
        Assert.Equal(written.Subsets.Select(subset => subset.Metrics[1]), outcome.Subsets.Select(subset => subset.Metrics[1]));
        Assert.Equal(before, Walks.Bytes(_folder));
    }

    [Fact]
    public async Task Resume_NoDataset_StartsOne()
    {
        await Resume(Walks.Create());
        Assert.Equal(await Walks.Uninterrupted(Walks.Create()), Walks.Bytes(_folder));
    }

    [Theory]
    [InlineData("runs/part-00003.parquet")]
    [InlineData("trajectories/part-00003.parquet")]
    [InlineData("failures/part-00001.parquet")]
    public async Task Resume_OnePartDamagedAtAnyByte_ComputesItAgain(string part)
    {
        var experiment = Walks.Create(stumbles: true);
        await experiment.WriteAsync(_folder.Path, cancellationToken: Token);
        var before = Walks.Bytes(_folder);
        var path = _folder.In(part.Split('/'));
        var whole = await File.ReadAllBytesAsync(path, Token);
        // The magic word, a page, the footer, the tail, cut off, nothing at all.
        foreach (var damaged in new[] { Flipped(whole, 0), Flipped(whole, whole.Length / 3), Flipped(whole, whole.Length - 100), Flipped(whole, whole.Length - 6), whole[..(whole.Length / 2)], [] })
        {
            await File.WriteAllBytesAsync(path, damaged, Token);
            Assert.NotEmpty(Dataset.Open(_folder.Path).Verify());
            var outcome = await Resume(experiment);
            Assert.Equal(75, outcome.Kept);
            Assert.Equal(before, Walks.Bytes(_folder));
        }

        File.Delete(path);
        Assert.Contains(Dataset.Open(_folder.Path).Verify(), problem => problem.StartsWith($"part {part[^13..^8]}", StringComparison.Ordinal));
        Assert.Equal(75, (await Resume(experiment)).Kept);
        Assert.Equal(before, Walks.Bytes(_folder));
    }

    [Fact]
    public async Task Resume_PartOfAnotherPart_IsComputedAgain()
    {
        await Walks.Create().WriteAsync(_folder.Path, cancellationToken: Token);
        var before = Walks.Bytes(_folder);
        File.Copy(_folder.In("runs", "part-00002.parquet"), _folder.In("runs", "part-00005.parquet"), overwrite: true);
        Assert.Contains("run 0 of it is simulation 0, subset 0, run 11 and should be simulation 0, subset 0, run 26", Dataset.Open(_folder.Path).Verify()[0], StringComparison.Ordinal);
        await Resume(Walks.Create());
        Assert.Equal(before, Walks.Bytes(_folder));
    }

    [Fact]
    public async Task Resume_AnotherPlan_IsRefusedWithTheDifferencesAndNothingIsChanged()
    {
        await Walks.Create().WriteAsync(_folder.Path, cancellationToken: Token);
        var before = Walks.Bytes(_folder);
        var others = new (Experiment<Walk, Walking> Experiment, string Difference)[]
        {
            (Walks.Create().Seed(6), "seed: 5 in the dataset, 6 asked for"),
            (Walks.Create(runs: 41), "simulations[0].runs: 40 in the dataset, 41 asked for"),
            (Walks.Create().Timesteps(9_999), "simulations[0].timesteps: 10000 in the dataset, 9999 asked for"),
            (Walks.Create(stumbles: true), "parameters.stumbles.value: false in the dataset, true asked for"),
            (Walks.Create().Sweep(sweep => sweep.Grid(walking => walking.Stride, 1, 3)), "simulations[0].sweep[0].points[1][0]: 2 in the dataset, 3 asked for"),
            (Walks.Create().Record(Record.LastOnly), "record: \"every 100 timesteps\" in the dataset, \"the last state only\" asked for"),
            (Walks.Create().IndependentStreams(), "streams: \"common to all subsets and simulations of a run\" in the dataset, \"independent\" asked for"),
            (Walks.Create().Metric("lowest", run => run.Min(state => state.Place)), "metrics: 2 in the dataset, 3 asked for"),
            (Walks.Create().UntilInterval("end", 1), "until: nothing in the dataset, {\"metric\":\"end\",\"half_width\":1,\"is_share_of_mean\":false} asked for"),
            (Walks.Create().Codec(Codec.Zstd), "storage.codec: \"Snappy\" in the dataset, \"Zstd\" asked for"),
            (Walks.Create().LimitRuns(TimeSpan.FromMinutes(1)), "limit: nothing in the dataset, \"60 s a run\" asked for"),
        };
        foreach (var (experiment, difference) in others)
        {
            var error = await Assert.ThrowsAsync<SimulationException>(() => Resume(experiment));
            Assert.Contains(difference, error.Message, StringComparison.Ordinal);
            Assert.Contains("nothing was changed", error.Message, StringComparison.Ordinal);
            Assert.Equal(before, Walks.Bytes(_folder));
        }
    }

    /// <summary>Other packages may write other bytes, so that half of a dataset would not be the other's like.</summary>
    [Fact]
    public async Task Resume_PackageOfAnotherVersion_IsRefusedAndNamed()
    {
        await Walks.Create().WriteAsync(_folder.Path, cancellationToken: Token);
        var manifest = await File.ReadAllTextAsync(_folder.In("manifest.json"), Token);
        Assert.Contains("\"Parquet.Net 6.1.0\"", manifest, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.In("manifest.json"), manifest.Replace("Parquet.Net 6.1.0", "Parquet.Net 6.0.3", StringComparison.Ordinal), Token);
        var error = await Assert.ThrowsAsync<SimulationException>(() => Resume(Walks.Create()));
        Assert.Contains("storage.written_by[0]: \"Parquet.Net 6.0.3\" in the dataset, \"Parquet.Net 6.1.0\" asked for", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_ThreadsAndQuestion_DoNotMatter()
    {
        await Walks.Create().WriteAsync(_folder.Path, cancellationToken: Token);
        Assert.Equal(80, (await Resume(Walks.Create().Threads(1).Asks("What else?"))).Kept);
    }

    static byte[] Flipped(byte[] bytes, int place)
    {
        var copy = (byte[])bytes.Clone();
        copy[place] ^= 0x10;
        return copy;
    }
}
