using Sim.Framework.Recording;
using Sim.Framework.Tests.Recording;

namespace Sim.Framework.Tests.Survival;

public sealed class ShardTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    static Experiment<Walk, Walking> Sweep => Walks.Create(stumbles: true);

    Task<Outcome> Compute(int number, int count) => Sweep.WriteAsync(_folder.Path, shard: new Shard(number, count), cancellationToken: Token);

    Task<Outcome> Finish() => Sweep.WriteAsync(_folder.Path, WriteMode.Finish, cancellationToken: Token);

    [Theory]
    [InlineData("1/1")]
    [InlineData("2/2 1/2")]
    [InlineData("3/3 1/3 3/3 2/3 1/3")]
    [InlineData("1/2 2/3 1/5 7/7 2/2")]
    [InlineData("20/20 19/20 18/20 17/20 16/20 15/20 14/20 13/20 12/20 11/20 10/20 9/20 8/20 7/20 6/20 5/20 4/20 3/20 2/20 1/20")]
    public async Task Shards_AnyNumberAndOrderAndRepetition_LeaveTheBytesOfOneRun(string shards)
    {
        foreach (var shard in shards.Split(' ').Select(Shard.Parse))
            await Compute(shard.Number, shard.Count);
        var outcome = await Finish();
        Assert.Equal((80, 10, false), (outcome.Kept, outcome.Failed, outcome.IsCutShort));
        Assert.Equal(await Walks.Uninterrupted(Sweep), Walks.Bytes(_folder));
    }

    [Fact]
    public async Task Shards_SideBySide_LeaveTheBytesOfOneRun()
    {
        await Task.WhenAll(Enumerable.Range(1, 6).Select(number => Compute(number, 6)));
        await Finish();
        Assert.Equal(await Walks.Uninterrupted(Sweep), Walks.Bytes(_folder));
    }

    /// <summary>What a shard does that found no manifest, though another has written one meanwhile.</summary>
    [Fact]
    public async Task Clear_ForAShard_LeavesWhatAnotherShardHasBegun()
    {
        await Compute(1, 2);
        await File.WriteAllTextAsync(_folder.In("runs.csv"), "of an earlier dataset", Token);
        var begun = Walks.Bytes(_folder);
        DatasetLayout.Clear(_folder.Path, spareDataset: true);
        begun.Remove("runs.csv");
        Assert.Equal(begun, Walks.Bytes(_folder));
    }

    [Fact]
    public async Task Finish_PartsMissing_SaysWhichAndLeavesTheManifestOpen()
    {
        await Compute(1, 4);
        var error = await Assert.ThrowsAsync<DatasetIncompleteException>(Finish);
        Assert.Contains("part 00001 is missing\n  part 00002 is missing\n  part 00003 is missing", error.Message, StringComparison.Ordinal);
        Assert.Contains("--resume", error.Message, StringComparison.Ordinal);
        Assert.Equal("running", Dataset.Open(_folder.Path).Status);
        Assert.Equal(20, (await Sweep.WriteAsync(_folder.Path, WriteMode.Resume, cancellationToken: Token)).Kept);
        Assert.Equal("complete", Dataset.Open(_folder.Path).Status);
    }

    [Fact]
    public async Task Finish_NoDataset_SaysSo() =>
        Assert.Contains("to finish", (await Assert.ThrowsAsync<SimulationException>(Finish)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Shard_OfAnotherPlan_IsRefused()
    {
        await Compute(1, 2);
        var error = await Assert.ThrowsAsync<SimulationException>(() => Sweep.Seed(6).WriteAsync(_folder.Path, shard: new Shard(2, 2), cancellationToken: Token));
        Assert.Contains("seed: 5 in the dataset, 6 asked for", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shard_WithOverwriteOrFinish_IsRefused()
    {
        foreach (var mode in new[] { WriteMode.Overwrite, WriteMode.Finish })
            await Assert.ThrowsAsync<SimulationException>(() => Sweep.WriteAsync(_folder.Path, mode, new Shard(1, 2), cancellationToken: Token));
        Assert.Empty(_folder.Files());
    }

    [Theory]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("1")]
    [InlineData("1/2/3")]
    [InlineData("a/b")]
    [InlineData("-1/3")]
    [InlineData("1/99999999999")]
    public void Parse_NoShard_SaysSo(string text) => Assert.Throws<SimulationException>(() => Shard.Parse(text));

    [Fact]
    public async Task TwoProcesses_OfOneDataset_TheSecondIsToldWho()
    {
        using (DatasetLock.Take(_folder.Path, null))
        {
            var error = await Assert.ThrowsAsync<DatasetBusyException>(() => Sweep.WriteAsync(_folder.Path, cancellationToken: Token));
            Assert.Contains(FormattableString.Invariant($"process {Environment.ProcessId} on {Environment.MachineName}, since "), error.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<DatasetBusyException>(() => Compute(1, 2));
        }

        using (DatasetLock.Take(_folder.Path, new Shard(1, 2)))
        {
            await Assert.ThrowsAsync<DatasetBusyException>(() => Compute(1, 2));
            await Assert.ThrowsAsync<DatasetBusyException>(() => Sweep.WriteAsync(_folder.Path, WriteMode.Resume, cancellationToken: Token));
            await Compute(2, 2);
        }

        await Compute(1, 2);
        await Finish();
        Assert.DoesNotContain(_folder.Files().Keys, file => file.Contains(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lock_LeftByAProcessThatDied_IsInNoShardsWayWhileOthersLookAtItToo()
    {
        await File.WriteAllTextAsync(_folder.In(".lock"), "", Token);
        await using var looks = new FileStream(_folder.In(".lock"), FileMode.Open, FileAccess.Read, FileShare.Read);
        await Compute(1, 2);
    }

    [Fact]
    public async Task Lock_LeftByAProcessThatDied_IsTakenOver()
    {
        await File.WriteAllTextAsync(_folder.In(".lock"), "", Token);
        await File.WriteAllTextAsync(_folder.In(".lock.holder"), "process 1 on nowhere, since 2001-01-01 00:00:00Z", Token);
        await Sweep.WriteAsync(_folder.Path, cancellationToken: Token);
        Assert.DoesNotContain(_folder.Files().Keys, file => file.Contains(".lock", StringComparison.Ordinal));
    }
}
