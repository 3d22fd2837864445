using System.Text.Json.Nodes;
using Sim.Analysis.Charts;
using Sim.Experiments;
using Sim.Framework;

namespace Sim.Analysis.Tests.Charts;

/// <summary>The numbers in the specifications are those of the dataset, their axes carry units, and Vega-Lite draws all of them.</summary>
public sealed class ChartTests(PreyDataset prey) : IClassFixture<PreyDataset>
{
    readonly Dataset _dataset = prey.Dataset;

    public static TheoryData<string> Names => [.. All.Keys];

    static IReadOnlyDictionary<string, Func<IRecording, Chart>> All { get; } = new Dictionary<string, Func<IRecording, Chart>>
    {
        ["fan"] = recording => Chart.Fan(recording, "prey", [0, 5]),
        ["fan-panels"] = recording => Chart.Fan(recording, "prey"),
        ["lines"] = recording => Chart.Lines(recording, "prey", [0]),
        ["series"] = _ => Chart.Lines([("a", 0, 1), ("a", 1, 2), ("b", 0, 3), ("b", 1, 1)], "runs", "mean (USD)"),
        ["histogram"] = recording => Chart.Histogram(recording, "peak prey", [0, 4]),
        ["density"] = recording => Chart.Density(recording, "peak prey", [0, 2, 4]),
        ["heat-map"] = recording => Chart.HeatMap(recording, "peak prey", "prey_birth", "predator_death"),
        ["scatter-matrix"] = recording => Chart.ScatterMatrix(recording, "prey_birth", "peak prey", "mean predators"),
        ["tornado"] = recording => Chart.Tornado(recording, "peak prey"),
        ["diagram"] = _ => Chart.Diagram(PreyDataset.Experiment.Describe()),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void ToMimeBundle_EveryChart_HasSpecificationPictureAndText(string name)
    {
        Requires.Node();
        var bundle = All[name](_dataset).ToMimeBundle();
        Assert.Equal(["application/vnd.vegalite.v6+json", "image/svg+xml", "text/plain"], bundle.Keys);
        Assert.StartsWith("<svg", bundle["image/svg+xml"], StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", bundle["image/svg+xml"], StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("SIM_CHARTS") is { } folder)
            File.WriteAllText(Path.Combine(folder, name + ".svg"), bundle["image/svg+xml"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ToVegaLite_DatasetAndResults_AreTheSameChart(string name) =>
        Assert.Equal(All[name](_dataset).ToVegaLite(), All[name](PreyDataset.Experiment.Run(cancellationToken: TestContext.Current.CancellationToken)).ToVegaLite());

    [Fact]
    public void Fan_Values_AreQuantilesOverTheRuns()
    {
        var row = Rows(Chart.Fan(_dataset, "prey", [2], [0.5])).Single(row => (int)row["timestep"]! == 70);
        var values = _dataset.Values("prey").Where(value => value.Run.Subset == 2 && value.Timestep == 70).Select(value => value.Value).Order().ToList();
        Assert.Equal(20, values.Count);
        Assert.Equal((values[9] + values[10]) / 2, (double)row["median"]!, 12);
        Assert.Equal(values[4] + (0.75 * (values[5] - values[4])), (double)row["low0"]!, 12);
        Assert.Equal(values[14] + (0.25 * (values[15] - values[14])), (double)row["high0"]!, 12);
    }

    [Fact]
    public void Fan_Axes_CarryTheUnit() => Assert.Contains("\"prey (animals)\"", Chart.Fan(_dataset, "prey", [0]).ToVegaLite(), StringComparison.Ordinal);

    [Fact]
    public void Fan_LongRuns_AreThinnedToTheirEnd()
    {
        var rows = Rows(Chart.Fan(PredatorPreyExperiment.Create().Timesteps(1300).Runs(2).Run(cancellationToken: TestContext.Current.CancellationToken), "prey", [0]));
        Assert.Equal(1300, (int)rows[^1]["timestep"]!);
        Assert.InRange(rows.Count, 400, 500);
    }

    [Fact]
    public void Histogram_Bins_CountEveryRunOnce()
    {
        var rows = Rows(Chart.Histogram(_dataset, "peak prey", [1], bins: 7));
        Assert.Equal(20, rows.Sum(row => (int)row["runs"]!));
        Assert.All(_dataset.MetricValues("peak prey").Where(value => value.Run.Subset == 1), value =>
            Assert.Contains(rows, row => value.Value >= (double)row["from"]! - 1e-9 && value.Value <= (double)row["to"]! + 1e-9));
    }

    [Fact]
    public void Density_Area_IsOne()
    {
        var rows = Rows(Chart.Density(_dataset, "peak prey", [1]));
        var area = rows.Zip(rows.Skip(1)).Sum(pair => ((double)pair.Second["value"]! - (double)pair.First["value"]!) * ((double)pair.First["density"]! + (double)pair.Second["density"]!) / 2);
        Assert.Equal(1, area, 0.01);
    }

    [Fact]
    public void HeatMap_Cells_AreMeansOverRunsAndOtherParameters()
    {
        var cell = Rows(Chart.HeatMap(_dataset, "peak prey", "prey_birth", "predator_death")).Single(row => (string)row["x"]! == "1.2" && (string)row["y"]! == "0.4");
        Assert.Equal(_dataset.Summarize()[4].Metrics[0].Mean!.Value, (double)cell["mean"]!, 1e-9);
    }

    [Fact]
    public void Tornado_Bars_GoFromTheLowestToTheHighestValue()
    {
        var rows = Rows(Chart.Tornado(_dataset, "peak prey"));
        var means = _dataset.Summarize().Select(subset => subset.Metrics[0].Mean!.Value).ToList();
        Assert.Equal((means[0] + means[1]) / 2, (double)rows.Single(row => (string)row["parameter"]! == "prey_birth" && (string)row["side"]! == "low")["value"]!, 1e-9);
        Assert.Equal((means[4] + means[5]) / 2, (double)rows.Single(row => (string)row["parameter"]! == "prey_birth" && (string)row["side"]! == "high")["value"]!, 1e-9);
    }

    [Fact]
    public void Charts_OfWhatIsNotThere_SayWhatIs()
    {
        Assert.Contains("prey", Throws(() => Chart.Fan(_dataset, "pray")), StringComparison.Ordinal);
        Assert.Contains("peak prey", Throws(() => Chart.Histogram(_dataset, "peak_prey")), StringComparison.Ordinal);
        Assert.Contains("0 to 5", Throws(() => Chart.Fan(_dataset, "prey", [6])), StringComparison.Ordinal);
        Assert.Contains("0 to 5", Throws(() => Chart.Fan(_dataset, "prey", [-1])), StringComparison.Ordinal);
        Assert.Contains("prey_birth, predator_death are", Throws(() => Chart.HeatMap(_dataset, "peak prey", "prey_birth", "weather")), StringComparison.Ordinal);
        Assert.Contains("between 0 and 1", Throws(() => Chart.Fan(_dataset, "prey", [0], [1.5])), StringComparison.Ordinal);
        Assert.Contains("2 to 6", Throws(() => Chart.ScatterMatrix(_dataset, "peak prey")), StringComparison.Ordinal);
        Assert.Contains("not two timesteps", Throws(() => Chart.Fan(PreyDataset.Experiment.Record(Framework.Record.LastOnly).Run(cancellationToken: TestContext.Current.CancellationToken), "prey")), StringComparison.Ordinal);
        Assert.Contains("not two timesteps", Throws(() => Chart.Lines(PreyDataset.Experiment.Record(Framework.Record.MetricsOnly).Run(cancellationToken: TestContext.Current.CancellationToken), "prey")), StringComparison.Ordinal);
        var large = Experiment.Of(PredatorPrey.Create()).Parameters(new Rates()).Timesteps(2).Sweep(sweep => sweep.Sobol(16, ranges => ranges.Range(rates => rates.Weather, 0, 0.3))).Run(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains("at the most", Throws(() => Chart.Fan(large, "prey")), StringComparison.Ordinal);
    }

    [Fact]
    public void Save_SvgAndJson_WriteThem()
    {
        Requires.Node();
        var folder = Directory.CreateTempSubdirectory("sim-charts-");
        var chart = Chart.Fan(_dataset, "prey", [0]).Titled("Prey & \"friends\"").Sized(300, 200);
        chart.Save(Path.Combine(folder.FullName, "prey.svg"));
        chart.Save(Path.Combine(folder.FullName, "prey.json"));
        Assert.Contains("Prey &amp;", File.ReadAllText(Path.Combine(folder.FullName, "prey.svg")), StringComparison.Ordinal);
        Assert.Equal(300, (int)JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "prey.json")))!["width"]!);
        Assert.Contains(".svg or .json", Throws(() => chart.Save("prey.png")), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    static string Throws(Action action) => Assert.Throws<SimulationException>(action).Message;

    static IReadOnlyList<JsonNode> Rows(Chart chart) => [.. JsonNode.Parse(chart.ToVegaLite())!["data"]!["values"]!.AsArray().Select(row => row!)];
}
