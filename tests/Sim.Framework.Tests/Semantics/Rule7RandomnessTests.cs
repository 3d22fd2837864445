using System.Globalization;
using Step = Sim.Framework.Step<Sim.Framework.Tests.Semantics.Rule7RandomnessTests.State, Sim.Framework.Tests.Semantics.Rule7RandomnessTests.Parameters>;

namespace Sim.Framework.Tests.Semantics;

public sealed class Rule7RandomnessTests
{
    static readonly Model<State, Parameters> Drawing = Define().Block<Drawn>("draws", Draws).Build();

    [Fact]
    public void Run_SameSeed_GivesTheSameDraws()
    {
        Assert.Equal(StatesOf(Drawing, seed: 42), StatesOf(Drawing, seed: 42));
        Assert.Empty(StatesOf(Drawing, seed: 42).Intersect(StatesOf(Drawing, seed: 43)));
        BothWays.AssertSame(Drawing, new Parameters(), 20, seed: 42);
    }

    [Fact]
    public void Random_EachFunctionTimestepAndRun_HasDrawsOfItsOwn()
    {
        var rows = Experiment.Of(Drawing).Timesteps(50).Runs(4).Seed(1).Run().Rows.Where(row => row.Timestep > 0);
        var draws = rows.SelectMany(row => new[] { row.State.Signal.First, row.State.Signal.Second, row.State.First, row.State.Second, row.State.Other }).ToList();
        Assert.Equal(draws.Count, draws.Distinct().Count());
    }

    [Fact]
    public void Random_TheSecondDraw_GoesOnInTheStream()
    {
        var rows = Experiment.Of(Drawing).Timesteps(20).Seed(1).Run().Rows.Skip(1);
        Assert.All(rows, row => Assert.NotEqual(row.State.First, row.State.Second));
    }

    [Fact]
    public void Random_MoreDrawsInOneTimestep_DoNotShiftTheNext()
    {
        Model<State, Parameters> Wasting(int draws) => Define().Block("only", block => block.Update(state => state.Other, step =>
        {
            for (var draw = 0; draw < draws && step.Timestep == 3; draw++)
                step.Random.NextDouble();
            return step.Random.NextDouble();
        })).Build();
        var (plain, wasting) = (StatesOf(Wasting(0)), StatesOf(Wasting(5)));
        Assert.NotEqual(plain[2].Other, wasting[2].Other);
        Assert.Equal(plain.Where((_, place) => place != 2), wasting.Where((_, place) => place != 2));
    }

    [Fact]
    public void Block_APolicyInserted_ShiftsNobodysDraws()
    {
        var more = Define().Block<Drawn>("draws", block => Draws(block
            .Policy("inserted", step => new Drawn(Inserted: step.Random.NextDouble() + step.Random.NextDouble())))).Build();
        Assert.Equal(StatesOf(Drawing), StatesOf(more).Select(state => state with { Signal = state.Signal with { Inserted = null } }));
        Assert.All(StatesOf(more), state => Assert.NotNull(state.Signal.Inserted));
    }

    [Fact]
    public void Build_BlocksInserted_ShiftNobodysDraws()
    {
        var more = Define()
            .Block("before", block => block.When(step => step.Random.NextDouble() < 2).Update(state => state.Spare, step => step.Random.NextDouble()))
            .Block<Drawn>("draws", Draws)
            .Block("after", block => block.Update(state => state.Spare, step => step.Random.NextDouble()))
            .Invariant("drawn", step => step.Random.NextDouble() >= 0)
            .Build();
        Assert.Equal(StatesOf(Drawing), StatesOf(more).Select(state => state with { Spare = 0 }));
    }

    [Fact]
    public void Build_AVariableUpdatedUnderItsOldName_KeepsItsDraws()
    {
        double SpareOf(string? name) => StatesOf(Define().Block("draws", block => block.Update(state => state.Spare, step => step.Random.NextDouble(), name)).Build())[^1].Spare;
        double OtherOf(string? name) => StatesOf(Define().Block("draws", block => block.Update(state => state.Other, step => step.Random.NextDouble(), name)).Build())[^1].Other;
        Assert.NotEqual(SpareOf(null), OtherOf(null));
        Assert.Equal(SpareOf(null), OtherOf("spare"));
        Assert.Equal(OtherOf("renamed"), SpareOf("renamed"));
    }

    [Fact]
    public void Build_ABlockOfAnotherName_DrawsOtherwise()
    {
        var renamed = Define().Block<Drawn>("renamed", Draws).Build();
        Assert.Empty(StatesOf(Drawing).Skip(1).Select(state => state.Other).Intersect(StatesOf(renamed).Select(state => state.Other)));
    }

    [Fact]
    public void Run_ByDefault_SubsetsAndSimulationsShareTheStreamsOfARun()
    {
        var results = Swept().Run();
        Assert.Equal(2 * 2 * 3, results.Runs.Count);
        foreach (var rows in results.Rows.GroupBy(row => row.Run))
            Assert.Single(rows.GroupBy(row => (row.Simulation, row.Subset)).Select(group => Written(group.Select(row => row.State.Other))).Distinct());
        Assert.Equal(3, results.Rows.GroupBy(row => row.Run).Select(rows => Written(rows.Select(row => row.State.Other))).Distinct().Count());
    }

    [Fact]
    public void IndependentStreams_EverySubsetAndSimulation_HasItsOwn()
    {
        var experiment = Swept().IndependentStreams();
        var results = experiment.Run();
        Assert.Equal(2 * 2 * 3, results.Rows.GroupBy(row => (row.Simulation, row.Subset, row.Run)).Select(rows => Written(rows.Select(row => row.State.Other))).Distinct().Count());
        Assert.Equal(Written(results.Column(state => state.Other)), Written(experiment.Run().Column(state => state.Other)));
        BothWays.AssertSame(experiment);
    }

    [Fact]
    public void Run_MoreRunsOrSubsets_LeaveTheOthersAsTheyWere()
    {
        var few = Experiment.Of(Drawing).Timesteps(5).Runs(2).Run();
        var many = Experiment.Of(Drawing).Timesteps(5).Runs(5).Run();
        Assert.Equal(few.RowsOf(run: 2), many.RowsOf(run: 2));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Threads_AnyNumber_GivesTheSameBits(int threads)
    {
        var experiment = Experiment.Of(Drawing).Timesteps(5_000).Runs(20).Seed(9).Record(Record.Every(250))
            .Sweep(sweep => sweep.Grid(parameters => parameters.Scale, 1.0, 2.0))
            .Metric("mean", run => run.Mean(state => state.Other)).Metric("peak", run => run.Max(state => state.First + state.Second));
        Assert.True(experiment.Settings.Plan().Layout.Count >= 4, "the experiment must have parts for several threads");
        var alone = experiment.Threads(1).Run();
        var shared = experiment.Threads(threads).Run();
        Assert.Equal(alone.Rows.Select(StateText.Of), shared.Rows.Select(StateText.Of));
        Assert.Equal(Metrics(alone), Metrics(shared));
        Assert.Equal(Summaries(alone), Summaries(shared));
    }

    static IEnumerable<string> Metrics(Results<State, Parameters> results) =>
        results.Runs.Select(run => run.Id + ": " + Written(run.Metrics.Select(metric => metric!.Value)));

    static IEnumerable<string> Summaries(Results<State, Parameters> results) =>
        results.Outcome.Subsets.SelectMany(subset => subset.Metrics).Select(metric => $"{metric.Name} {Written([metric.Mean!.Value, metric.StandardDeviation!.Value])}");

    static string Written(IEnumerable<double> numbers) => string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));

    static Experiment<State, Parameters> Swept() => Experiment.Of(Drawing).Variant("again", Drawing).Timesteps(5).Runs(3)
        .Sweep(sweep => sweep.Grid(parameters => parameters.Scale, 1.0, 2.0));

    static IReadOnlyList<State> StatesOf(Model<State, Parameters> model, long seed = 0) =>
        [.. Experiment.Of(model).Timesteps(20).Seed(seed).Run().Rows.Skip(1).Select(row => row.State)];

    static ModelBuilder<State, Parameters> Define() => Model.Define<State, Parameters>("drawing");

    static void Draws(SignalBlockBuilder<State, Parameters, Drawn> block) => block
        .Policy("first", step => new Drawn(First: step.Random.NextDouble()))
        .Policy("second", step => new Drawn(Second: step.Parameters.Scale * step.Random.Normal()))
        .Update(state => state.Signal, (_, signal) => signal)
        .Update(state => state.First, step => step.Random.NextDouble())
        .Update(state => state.Second, Second)
        .Update(state => state.Other, step => step.Random.NextDouble());

    static double Second(Step step)
    {
        step.Random.NextDouble();
        return step.Random.NextDouble();
    }

    internal readonly record struct Drawn(double? First = null, double? Second = null, double? Inserted = null);

    internal record struct State
    {
        public Drawn Signal { get; set; }

        public double First { get; set; }

        public double Second { get; set; }

        public double Other { get; set; }

        public double Spare { get; set; }
    }

    internal sealed record Parameters
    {
        public double Scale { get; init; } = 1;
    }
}
