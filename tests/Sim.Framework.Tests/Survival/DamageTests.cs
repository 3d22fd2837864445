using Sim.Framework.Tests.Recording;

namespace Sim.Framework.Tests.Survival;

/// <summary>Trajectories, runs and failures of a dataset: no change of them stays unnoticed, and a part that changed is computed again.</summary>
public sealed class DamageTests : IDisposable
{
    readonly TempFolder _folder = new();

    static Experiment<Walk, Walking> Small => Walks.Create(runs: 8, stumbles: true).Timesteps(50).Record(Record.EveryTimestep);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("trajectories")]
    [InlineData("runs")]
    [InlineData("failures")]
    public async Task Verify_AnyByteOfATableChangedOrCutOff_NamesThePart(string table)
    {
        await Small.WriteAsync(_folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(Dataset.Open(_folder.Path).Verify());
        var path = _folder.In(table, "part-00000.parquet");
        var whole = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var step = Math.Max(1, whole.Length / 150);
        foreach (var place in Enumerable.Range(0, whole.Length).Where(place => place % step == 0 || place > whole.Length - 60))
        {
            var changed = (byte[])whole.Clone();
            changed[place] ^= (byte)(1 << (place % 8));
            AssertNoticed(path, changed);
            AssertNoticed(path, whole[..place]);
        }

        var outcome = await Small.WriteAsync(_folder.Path, WriteMode.Resume, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(0, outcome.Kept);
        Assert.Equal(whole, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    void AssertNoticed(string path, byte[] file)
    {
        File.WriteAllBytes(path, file);
        var problem = Assert.Single(Dataset.Open(_folder.Path).Verify());
        Assert.StartsWith($"part 00000: {path} is damaged: ", problem, StringComparison.Ordinal);
    }
}
