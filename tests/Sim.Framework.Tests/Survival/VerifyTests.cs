using Sim.Framework.Tests.Recording;

namespace Sim.Framework.Tests.Survival;

public sealed class VerifyTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    IReadOnlyList<string> Verify() => Dataset.Open(_folder.Path).Verify();

    Task Write(Experiment<Walk, Walking> experiment) => experiment.WriteAsync(_folder.Path, cancellationToken: TestContext.Current.CancellationToken);

    [Fact]
    public async Task Verify_WholeDatasets_FindsNothing()
    {
        var choices = new[] { Record.EveryTimestep, Record.EverySubstep, Record.LastOnly, Record.MetricsOnly, Record.Every(7) };
        foreach (var record in choices)
        {
            await Walks.Create(runs: 8, stumbles: true).Timesteps(50).Record(record).WriteAsync(_folder.In(record.Text), cancellationToken: TestContext.Current.CancellationToken);
            Assert.Empty(Dataset.Open(_folder.In(record.Text)).Verify());
        }
    }

    [Fact]
    public async Task Verify_MissingTwiceAndForeign_NamesEach()
    {
        await Write(Walks.Create());
        File.Delete(_folder.In("runs", "part-00001.parquet"));
        File.Copy(_folder.In("runs", "part-00002.parquet"), _folder.In("runs", "part-00099.parquet"));
        await File.WriteAllTextAsync(_folder.In("trajectories", "notes.txt"), "hello", TestContext.Current.CancellationToken);
        Assert.Equal(
            ["part 00001 is missing", "runs/part-00099.parquet belongs to no part of the plan", "trajectories/notes.txt belongs to no part of the plan"],
            Verify());
    }

    [Fact]
    public async Task Verify_ManifestThatDoesNotFit_SaysSo()
    {
        await Write(Walks.Create());
        await Edit("\"completed\": 80", "\"completed\": 79");
        Assert.Equal(["manifest.json counts 79 runs completed and 0 failed, and there are 80 and 0"], Verify());
        await Edit("\"status\": \"complete\"", "\"status\": \"running\"");
        Assert.Equal(["all parts are there, but manifest.json says 'running'"], Verify());
        await Edit("\"layout\"", "\"other\"");
        Assert.Contains("is damaged", Assert.Throws<SimulationException>(Verify).Message, StringComparison.Ordinal);
    }

    async Task Edit(string old, string replacement)
    {
        var text = await File.ReadAllTextAsync(_folder.In("manifest.json"));
        Assert.Contains(old, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.In("manifest.json"), text.Replace(old, replacement, StringComparison.Ordinal));
    }
}
