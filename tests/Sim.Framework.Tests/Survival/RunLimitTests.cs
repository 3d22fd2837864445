using Sim.Framework.Tests.Recording;

namespace Sim.Framework.Tests.Survival;

/// <summary>Runs that never end, and runs that ask for all memory. Times are far apart, so that no test depends on a machine's speed.</summary>
public sealed class RunLimitTests
{
    static readonly TimeSpan Short = TimeSpan.FromSeconds(3);

    public record struct Load
    {
        /// <summary>A number.</summary>
        [Unit("")] public double Value { get; set; }

        /// <summary>What is held on to.</summary>
        [NotRecorded] public List<byte[]>? Held { get; set; }
    }

    public sealed record Trouble
    {
        /// <summary>The run in trouble.</summary>
        [Unit("")] public int Run { get; init; } = 3;

        /// <summary>What it does: loop, throw, nan, allocate, huge.</summary>
        [Unit("")] public string Kind { get; init; } = "";
    }

    static Experiment<Load, Trouble> Create(string kind) => Experiment.Of(Model.Define<Load, Trouble>("load")
        .StartFrom(_ => new Load { Held = [] })
        .Block("first", block => block.Update(state => state.Value, step => step.State.Value + step.Random.NextDouble()))
        .Block("second", block => block.Update(state => state.Value, step => Work(step), "work"))
        .Build()).Parameters(new Trouble { Kind = kind }).Timesteps(20).Runs(6).Metric("end", run => run.Final(state => state.Value));

    static double Work(Step<Load, Trouble> step)
    {
        if (step.Run != step.Parameters.Run || step.Timestep < 9)
            return step.State.Value + 1;
        var value = step.State.Value;
        switch (step.Parameters.Kind)
        {
            case "loop":
                while (value >= 0)
                    value = Math.Abs(Math.Sin(value));
                return value;
            case "allocate":
                step.State.Held!.Add(new byte[10_000_000]);
                return value;
            case "huge":
                return new double[Array.MaxLength, Array.MaxLength].Length;
            case "nan":
                return double.NaN;
            case "throw":
                throw new InvalidOperationException("Meant to fail.");
            default:
                return value;
        }
    }

    [Theory]
    [InlineData("loop", RunStatus.TimedOut, 9, "The run took longer than 3 s.")]
    [InlineData("allocate", RunStatus.MemoryExceeded, 11, "The run allocated more than 30000000 bytes.")]
    [InlineData("nan", RunStatus.NotFinite, 9, "State variable Value would become NaN.")]
    [InlineData("throw", RunStatus.Failed, 9, "InvalidOperationException: Meant to fail.")]
    [InlineData("huge", RunStatus.Failed, 9, "OutOfMemoryException")]
    public async Task Run_InTrouble_EndsAloneAndIsLocated(string kind, RunStatus status, int timestep, string message)
    {
        using var folder = new TempFolder();
        var experiment = Create(kind).LimitRuns(kind == "loop" ? Short : null, 30_000_000);
        var outcome = await experiment.WriteAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((5, 1, false), (outcome.Completed, outcome.Failed, outcome.IsCutShort));
        var failure = Assert.Single(outcome.Failures);
        Assert.Equal((new RunId(0, 0, 3), status, timestep), (failure.Id, failure.Status, failure.Timestep));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        if (kind != "allocate")
            Assert.Equal(("second", "update work"), (failure.Block, failure.Function));

        var dataset = Dataset.Open(folder.Path);
        Assert.Empty(dataset.Verify());
        var rows = dataset.Rows<Place>().ToList();
        Assert.Equal(kind == "allocate" ? 11 : timestep, rows.Count(row => row.Run == 3));
        Assert.All(rows.GroupBy(row => row.Run).Where(run => run.Key != 3), run => Assert.Equal(21, run.Count()));
        Assert.Contains($"\"kind\":\"{kind}\"", dataset.Failures<Recorded>().Single().Parameters, StringComparison.Ordinal);
        // The others are what they are without the one in trouble.
        var quiet = Create("").Run().Runs;
        Assert.Equal(quiet.Where(run => run.Id.Run != 3).Select(run => run.Metrics[0]), dataset.RunColumn<double?>("end").Where((_, place) => place != 2));
    }

    [Fact]
    public void LimitRuns_EveryRunIsEndless_EndsEachOfThem()
    {
        var endless = Experiment.Of(Model.Define<Load, Trouble>("endless")
            .StartFrom(_ => default)
            .Block("only", block => block.Update(state => state.Value, step => Endless()))
            .Build()).Parameters(new Trouble()).Timesteps(2).Runs(4).Threads(1);
        var outcome = endless.LimitRuns(TimeSpan.FromMilliseconds(200)).Run(cancellationToken: TestContext.Current.CancellationToken).Outcome;
        Assert.Equal(4, outcome.Failures.Count(failure => failure.Status == RunStatus.TimedOut));
    }

    // With a clause that catches, the runtime breaks into a thread only once.
    static double Endless()
    {
        Func<double, double> next = value => value + 1;
        for (var value = 0.0; ;)
        {
            try
            {
                value = next(value);
            }
            catch (InvalidCastException)
            {
                return value;
            }
        }
    }

    [Fact]
    public void LimitRuns_NotReached_ChangesNothing() =>
        Assert.Equal(Create("").Run().Rows.Select(row => row.State.Value), Create("").LimitRuns(TimeSpan.FromHours(1), long.MaxValue).Run().Rows.Select(row => row.State.Value));

    [Fact]
    public void LimitRuns_NotPositive_IsRefused()
    {
        Assert.Throws<SimulationException>(() => Create("").LimitRuns(TimeSpan.Zero));
        Assert.Throws<SimulationException>(() => Create("").LimitRuns(null, 0));
    }

    sealed record Place(int Run, int Timestep);

    sealed record Recorded(string Parameters);
}
