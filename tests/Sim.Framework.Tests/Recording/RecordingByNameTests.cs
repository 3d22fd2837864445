namespace Sim.Framework.Tests.Recording;

/// <summary>A dataset and results in memory tell charts and statistics the same.</summary>
public sealed class RecordingByNameTests
{
    public sealed record Pace
    {
        /// <summary>How far a step goes.</summary>
        [Unit("m")] public double Length { get; init; } = 1;

        /// <summary>Steps of a timestep.</summary>
        [Unit("steps")] public int Count { get; init; } = 1;

        /// <summary>Which way.</summary>
        [Unit("")] public DayOfWeek Day { get; init; }

        /// <summary>Has no text.</summary>
        [Unit("")] public IReadOnlyList<Uri> Places { get; init; } = [];
    }

    public record struct Way
    {
        /// <summary>How far.</summary>
        [Unit("m")] public double Distance { get; set; }

        /// <summary>Timesteps done.</summary>
        [Unit("timesteps")] public int Done { get; set; }

        /// <summary>Whether it is far.</summary>
        [Unit("")] public bool IsFar { get; set; }
    }

    static Experiment<Way, Pace> Experiment { get; } = Framework.Experiment.Of(Model.Define<Way, Pace>("way")
            .StartFrom(_ => default)
            .Block("go", block => block.Update(state => state.Distance, step => step.State.Distance + (step.Parameters.Length * step.Parameters.Count * step.Random.NextDouble())))
            .Block("count", block => block.Update(state => state.Done, step => step.State.Done + 1))
            .Block("judge", block => block.Update(state => state.IsFar, step => step.State.Distance > 5))
            .Build())
        .Parameters(new Pace { Day = DayOfWeek.Friday })
        .Sweep(sweep => sweep.Grid(pace => pace.Length, 1, 2.5).Grid(pace => pace.Count, 3, 4, 5))
        .Timesteps(4).Runs(3).Seed(5).Record(Framework.Record.EverySubstep)
        .Metric("end", run => run.Final(state => state.Distance))
        .Metric("far", run => run.FirstTime(state => state.IsFar));

    [Fact]
    public async Task DatasetAndResults_SameExperiment_SayTheSame()
    {
        using var folder = new TempFolder();
        await Experiment.WriteAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        var dataset = Dataset.Open(folder.Path);
        IRecording results = Experiment.Run(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(results.Experiment, dataset.Experiment);
        Assert.Equal(results.Variables.Select(one => (one.Name, one.Unit, one.Description)), dataset.Variables.Select(one => (one.Name, one.Unit, one.Description)));
        Assert.Equal(results.Metrics, dataset.Metrics);
        Assert.Equal([("end", "m"), ("far", "timesteps")], dataset.Metrics.Select(one => (one.Name, one.Unit)));
        Assert.Equal(results.Parameters.Select(one => (one.Name, one.Unit)), dataset.Parameters.Select(one => (one.Name, one.Unit)));
        Assert.Equal(results.Subsets.Select(Text), dataset.Subsets.Select(Text));
        Assert.Equal(results.Values("distance"), dataset.Values("distance"));
        Assert.Equal(results.Values("done"), dataset.Values("done"));
        Assert.Equal(results.MetricValues("far"), dataset.MetricValues("far"));
        Assert.Equal(6 * 3 * 5, dataset.Values("done").Count());
        Assert.Equal([0, 1, 2, 3, 4], dataset.Values("done").Take(5).Select(value => value.Value));
    }

    [Fact]
    public async Task ParametersOf_Subset_AreThoseOfItsRuns()
    {
        using var folder = new TempFolder();
        await Experiment.WriteAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        var dataset = Dataset.Open(folder.Path);
        var parameters = dataset.ParametersOf(new Pace { Places = [new Uri("file:///kept")] }, subset: 4);
        Assert.Equal((2.5, 4, DayOfWeek.Friday, 1), (parameters.Length, parameters.Count, parameters.Day, parameters.Places.Count));
        Assert.Contains("no subset 6", Assert.Throws<SimulationException>(() => dataset.ParametersOf(new Pace(), 6)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_OfWhatIsNoNumberOrNotThere_SaysSo()
    {
        using var folder = new TempFolder();
        await Experiment.WriteAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        foreach (var recording in new IRecording[] { Dataset.Open(folder.Path), Experiment.Run(cancellationToken: TestContext.Current.CancellationToken) })
        {
            Assert.Contains("a number is needed", Assert.Throws<SimulationException>(() => recording.Values("is_far")).Message, StringComparison.Ordinal);
            Assert.Contains("distance", Assert.Throws<SimulationException>(() => recording.Values("distanse")).Message, StringComparison.Ordinal);
            Assert.Contains("end", Assert.Throws<SimulationException>(() => recording.MetricValues("ende").ToList()).Message, StringComparison.Ordinal);
        }
    }

    static string Text(SubsetDescription subset) => $"{subset.Simulation} {subset.SimulationName} {subset.Subset} {string.Join(", ", subset.Swept.Select(entry => $"{entry.Key}={entry.Value}"))}";
}
