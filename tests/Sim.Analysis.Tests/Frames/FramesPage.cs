using Microsoft.Data.Analysis;
using Sim.Analysis.Charts;

namespace Sim.Analysis.Tests.Frames;

/// <summary>The code of docs/notebooks/frames.md, run, and what the page says of the library.</summary>
public sealed class FramesPage(PreyDataset prey) : IClassFixture<PreyDataset>
{
    [Fact]
    public void Frames_OfThePage_AreOfTheirTables()
    {
        var dataset = prey.Dataset;
#pragma warning disable xUnit1051 // A page shows no cancellation.
        var results = PreyDataset.Experiment.Runs(2).Run();
#pragma warning restore xUnit1051
        // <frames-make>
        var runs = dataset.ToDataFrame();                                // a row for each run
        var end = dataset.ToDataFrame("trajectories", ["run", "prey_birth", "prey"], where: "timestep = 100");
        var kept = results.ToDataFrame("trajectories");                  // the same columns from results in memory
        var means = dataset.Sql("select prey_birth, timestep, avg(prey) as mean_prey from trajectories group by all order by all").ToDataFrame();
        // </frames-make>
        // <frames-use>
        var many = end.Filter(end["prey"].ElementwiseGreaterThan(50));
        runs["ratio"] = runs["peak_prey"] / runs["mean_predators"];      // a new column
        var best = runs.OrderByDescending("ratio").Head(3);
        var chart = Chart.Lines(means, "timestep", "mean_prey", series: "prey_birth");
        // </frames-use>
        Assert.Equal(120, runs.Rows.Count);
        Assert.Equal(120, end.Rows.Count);
        Assert.Equal(6 * 2 * 101, kept.Rows.Count);
        Assert.All(many["prey"].Cast<double>(), value => Assert.True(value > 50));
        Assert.Equal(runs["ratio"].Max(), best["ratio"][0]);
        Assert.Contains("mean_prey", chart.ToVegaLite(), StringComparison.Ordinal);
    }

    [Fact]
    public void DataAnalysis_OfTheReferencedVersion_HasTheTrapsOfThePage()
    {
        var frame = new DataFrame(
            new StringDataFrameColumn("key", new[] { "a", "a", "b", null }), new DoubleDataFrameColumn("x", [1.0, null, 4.0, 8.0]), new Int32DataFrameColumn("i", [int.MaxValue, 1, 2, 3]));

        var means = frame.GroupBy("key").Mean("x");
        Assert.Equal(["a", "b"], means["key"].Cast<string>());
        Assert.Equal([0.5, 4.0], means["x"].Cast<double>());
        Assert.DoesNotContain(typeof(DataFrame).GetMethods(), method => method.Name == "GroupBy" && method.GetParameters().Length > 1);
        Assert.Equal(unchecked(int.MaxValue + 1 + 2 + 3), frame["i"].Sum());
        Assert.Equal(4, frame.Filter(frame["x"].ElementwiseLessThan(10)).Rows.Count);
        Assert.Equal(16_777_216f, new DataFrame(new DoubleDataFrameColumn("x", [16_777_217.0])).Description()["x"][3]);
    }
}
