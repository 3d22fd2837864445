using Sim.Framework.Recording;

namespace Sim.Framework.Tests.Survival;

public sealed class PlanTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 13, 1)]
    [InlineData(1_000, 1, 3)]
    [InlineData(3, 40_000, 2)]
    [InlineData(1, 700_000, 1)]
    public void Layout_HoldsEveryRunOnce(int subsets, int runs, int simulations)
    {
        var layout = Layout(subsets, runs, simulations);
        Assert.Equal((long)subsets * runs * simulations, layout.Units);
        long next = 0;
        for (var part = 0; part < layout.Count; part++)
        {
            var planned = layout[part];
            Assert.Equal((part, next), (planned.Number, planned.First));
            Assert.True(planned.Count > 0);
            next += planned.Count;
        }

        Assert.Equal(layout.Units, next);
        Assert.Throws<ArgumentOutOfRangeException>(() => layout[layout.Count]);
    }

    [Fact]
    public void Layout_SurvivesTheManifest()
    {
        var layout = Layout(7, 13_000, 3);
        var manifest = new System.Text.Json.Nodes.JsonObject
        {
            ["simulations"] = new System.Text.Json.Nodes.JsonArray([.. layout.Simulations.Select(simulation => (System.Text.Json.Nodes.JsonNode)new System.Text.Json.Nodes.JsonObject { ["subsets"] = simulation.Subsets, ["runs"] = simulation.Runs })]),
            ["parts"] = new System.Text.Json.Nodes.JsonObject { ["layout"] = layout.ToJson() },
        };
        var read = PartLayout.Read(System.Text.Json.Nodes.JsonNode.Parse(manifest.ToJsonString())!);
        Assert.Equal(Enumerable.Range(0, layout.Count).Select(part => layout[part]), Enumerable.Range(0, read.Count).Select(part => read[part]));
    }

    [Fact]
    public void Plan_ABillionRuns_IsArithmetic()
    {
        var plan = Walks.Create(runs: 500_000_000).Timesteps(365).Record(Record.MetricsOnly).Settings.Plan();
        Assert.Equal(1_000_000_000, plan.Units);
        Assert.InRange(plan.Layout.Count, 70_000, 80_000);
        Assert.Equal(new RunId(0, 1, 500_000_000), plan.Layout.IdOf(plan.Units - 1));
        var last = plan.Layout[plan.Layout.Count - 1];
        Assert.Equal(plan.Units, last.First + last.Count);
    }

    [Fact]
    public void Plan_TenToTheTwelfthSubsets_IsRefusedWithASentence()
    {
        var values = Enumerable.Range(1, 100_000).Select(value => value / 1e5).ToArray();
        var error = Assert.Throws<SimulationException>(() => Experiment.Of(Walks.Model)
            .Sweep(sweep => sweep.Grid(walking => walking.Stride, values).Grid(walking => walking.Sleep, [.. Enumerable.Range(0, 10_000_000)])).Settings.Plan());
        Assert.Contains("more than 2147483647 subsets (100000 × 10000000)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_MorePartsThanAFolderHolds_IsRefusedWithASentence()
    {
        var error = Assert.Throws<SimulationException>(() => Walks.Create(runs: int.MaxValue).Timesteps(100_000).Settings.Plan());
        Assert.Contains("files; 10,000,000 is the most", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SweepPoints_AreTheProductLastFastest()
    {
        var experiment = Experiment.Of(Walks.Model).Sweep(sweep => sweep
            .Zip(zip => zip.Set(walking => walking.Stride, 1, 2).Set(walking => walking.Stumbles, true, false))
            .Grid(walking => walking.Sleep, 1, 2, 3));
        Assert.Equal(
            ["1 True 1", "1 True 2", "1 True 3", "2 False 1", "2 False 2", "2 False 3"],
            experiment.Settings.Plan().Simulations[0].Sweep.Select(point => string.Join(' ', point)));
    }

    static PartLayout Layout(int subsets, int runs, int simulations)
    {
        var experiment = Walks.Create(runs).Sweep(sweep => sweep.Grid(walking => walking.Stride, [.. Enumerable.Range(1, subsets).Select(subset => subset / (double)subsets)])).Timesteps(200);
        for (var simulation = 1; simulation < simulations; simulation++)
            experiment = experiment.Variant($"other {simulation}", Walks.Model);
        return experiment.Settings.Plan().Layout;
    }
}
