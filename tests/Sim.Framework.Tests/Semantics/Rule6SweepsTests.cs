using System.ComponentModel.DataAnnotations;

namespace Sim.Framework.Tests.Semantics;

public sealed class Rule6SweepsTests
{
    static readonly Model<State, Parameters> Reading = Model.Define<State, Parameters>("reading")
        .Block("read", block => block.Update(state => state.X, step => step.Parameters.A))
        .Build();

    [Fact]
    public void Grid_TwoParameters_TheLastOneVariesFastest() => Assert.Equal(
        [(1.0, 5), (1.0, 6), (1.0, 7), (2.0, 5), (2.0, 6), (2.0, 7)],
        Swept(sweep => sweep.Grid(p => p.A, 1, 2).Grid(p => p.Count, 5, 6, 7)).Select(p => (p.A, p.Count)));

    [Fact]
    public void GridOf_TheBaseCase_NamesTheValues()
    {
        var experiment = Experiment.Of(Reading).Timesteps(0).Sweep(sweep => sweep.GridOf(p => p.A, p => Enumerable.Range(0, p.Count).Select(value => (double)value)));
        Assert.Equal(["a: 0, 1"], experiment.Parameters(new Parameters { Count = 2 }).Describe().Swept);
        Assert.Equal([0.0, 1, 2], ((Experiment<State, Parameters>)((IExperiment)experiment).WithParameter("count", "3")).Run().Runs.Select(run => run.Parameters.A));
        Assert.Equal([7.0], ((Experiment<State, Parameters>)((IExperiment)experiment).WithParameter("a", "7")).Run().Runs.Select(run => run.Parameters.A));
        var error = Assert.Throws<SimulationException>(() => experiment.Parameters(new Parameters { Count = 0 }).Run());
        Assert.Equal("The sweep of A has no values.", error.Message);
    }

    [Fact]
    public void Zip_EqualLists_GoSideBySide() => Assert.Equal(
        [(1.0, 5), (2.0, 6)],
        Swept(sweep => sweep.Zip(zip => zip.Set(p => p.A, 1, 2).Set(p => p.Count, 5, 6))).Select(p => (p.A, p.Count)));

    [Fact]
    public void ZipRepeatLast_UnequalLists_RepeatTheirLastValue() => Assert.Equal(
        [(1.0, 5), (2.0, 6), (2.0, 7)],
        Swept(sweep => sweep.ZipRepeatLast(zip => zip.Set(p => p.A, 1, 2).Set(p => p.Count, 5, 6, 7))).Select(p => (p.A, p.Count)));

    [Fact]
    public void Points_AreTakenAsTheyStand() => Assert.Equal(
        [(1.0, 9), (8.0, 2)],
        Swept(sweep => sweep.Points(point => point.Set(p => p.A, 1).Set(p => p.Count, 9), point => point.Set(p => p.A, 8).Set(p => p.Count, 2)))
            .Select(p => (p.A, p.Count)));

    [Fact]
    public void Saltelli_EachPair_MakesParametersPlusTwoSubsets()
    {
        var swept = Swept(sweep => sweep.Saltelli(4, ranges => ranges.Range(p => p.A, 10, 20).Range(p => p.Count, 1, 8))).Select(p => (p.A, p.Count)).ToList();
        Assert.Equal(4 * 4, swept.Count);
        Assert.All(swept.Chunk(4), block => Assert.Equal([(block[1].A, block[0].Count), (block[0].A, block[1].Count)], block[2..]));
        Assert.All(swept, point => Assert.True(point is { A: >= 10 and < 20, Count: >= 1 and <= 8 }));
    }

    [Fact]
    public void Morris_EachTrajectory_TakesLevelsOfTheRangesBothEndsIncluded()
    {
        // 0.3 + (0.9 - 0.3) and 0.1 (1.7 / 0.1) round to more than the end of the range, which must not be left.
        var swept = Swept(sweep => sweep.Morris(10, 4, ranges => ranges.Range(p => p.A, 0.3, 0.9).LogRange(p => p.Market.Slope, 0.1, 1.7).Range(p => p.Count, 0, 9))).ToList();
        Assert.Equal(10 * 4, swept.Count);
        Assert.Equal((0.3, 0.9, 4), (swept.Min(p => p.A), swept.Max(p => p.A), swept.DistinctBy(p => p.A).Count()));
        Assert.Equal((0.1, 1.7, 4), (swept.Min(p => p.Market.Slope), swept.Max(p => p.Market.Slope), swept.DistinctBy(p => p.Market.Slope).Count()));
        Assert.Equal([0, 3, 6, 9], swept.Select(p => p.Count).Distinct().Order());
    }

    [Fact]
    public void Designs_WithoutRanges_AreRefused()
    {
        const string Message = "A sampled sweep has no ranges: add one with .Range(parameters => parameters.Name, low, high).";
        Refused(Message, sweep => sweep.Sobol(4, _ => { }));
        Refused(Message, sweep => sweep.LatinHypercube(4, _ => { }));
        Refused(Message, sweep => sweep.Saltelli(4, _ => { }));
        Refused(Message, sweep => sweep.Morris(4, 4, _ => { }));
        Refused("A Saltelli design of 0 points was asked for: it takes at least 2, and some hundreds to be of use.", sweep => sweep.Saltelli(0, ranges => ranges.Range(p => p.A, 0, 1)));
    }

    [Fact]
    public void Sweep_SeveralParts_MultiplyTheSubsets() => Assert.Equal(
        [(1.0, 5, "x"), (1.0, 5, "y"), (2.0, 6, "x"), (2.0, 6, "y")],
        Swept(sweep => sweep.Zip(zip => zip.Set(p => p.A, 1, 2).Set(p => p.Count, 5, 6)).Grid(p => p.Kind, "x", "y")).Select(p => (p.A, p.Count, p.Kind)));

    [Fact]
    public void Sweep_NestedParameters_LeaveTheirNeighboursAlone()
    {
        var swept = Swept(
            sweep => sweep.Grid(p => p.Market.Slope, 3, 4).Grid(p => p.Market.Deep.Kink, 0.5),
            new Parameters { A = 9, Market = new Market { Level = 7 } });
        Assert.Equal([(9.0, 7.0, 3.0, 0.5), (9.0, 7.0, 4.0, 0.5)], swept.Select(p => (p.A, p.Market.Level, p.Market.Slope, p.Market.Deep.Kink)));
    }

    [Fact]
    public void Sweep_TheBaseCase_IsNotChanged()
    {
        var parameters = new Parameters { A = 1 };
        Experiment.Of(Reading).Parameters(parameters).Timesteps(1).Sweep(sweep => sweep.Grid(p => p.A, 5).Grid(p => p.Market.Level, 3)).Run();
        Assert.Equal(new Parameters { A = 1 }, parameters);
    }

    [Fact]
    public void Sweep_GivenTwice_TheLastReplacesTheFirst()
    {
        var experiment = Experiment.Of(Reading).Timesteps(0).Sweep(sweep => sweep.Grid(p => p.A, 1, 2, 3));
        Assert.Equal(2, experiment.Sweep(sweep => sweep.Grid(p => p.Count, 1, 2)).Run().Runs.Count);
        Assert.Equal(3, experiment.Run().Runs.Count);
    }

    [Fact]
    public void Zip_UnequalLists_IsRefused() => Refused(
        "Zip takes lists of equal length, but A has 2, Market.Slope has 3 values. Make them equal, or use ZipRepeatLast to repeat the last value of shorter lists.",
        sweep => sweep.Zip(zip => zip.Set(p => p.A, 1, 2).Set(p => p.Market.Slope, 1, 2, 3)));

    [Fact]
    public void Sweep_OneParameterTwice_IsRefused()
    {
        const string Message = "The sweep varies A twice: name each parameter in one part only, or use Zip.";
        Refused(Message, sweep => sweep.Grid(p => p.A, 1).Grid(p => p.A, 2));
        Refused(Message, sweep => sweep.Zip(zip => zip.Set(p => p.A, 1).Set(p => p.A, 2)));
        Refused("The sweep varies Market.Slope twice: name each parameter in one part only, or use Zip.", sweep => sweep.Grid(p => p.Market, new Market()).Grid(p => p.Market.Slope, 2));
    }

    [Fact]
    public void Sweep_NoValues_IsRefused()
    {
        Refused("The sweep of A has no values.", sweep => sweep.Grid(p => p.A));
        Refused("The sweep of Count has no values.", sweep => sweep.ZipRepeatLast(zip => zip.Set(p => p.A, 1).Set(p => p.Count)));
        Refused("Points has no point: give one for each subset.", sweep => sweep.Points());
    }

    [Fact]
    public void Points_ThatSetDifferentParameters_AreRefused() => Refused(
        "Point 1 sets Count, but point 0 sets A: every point sets the same parameters, in the same order.",
        sweep => sweep.Points(point => point.Set(p => p.A, 1), point => point.Set(p => p.Count, 1)));

    [Fact]
    public void Sweep_NoParameter_IsRefused()
    {
        Refused("'p => (p.A + 1)' does not name a parameter. Write parameters => parameters.Name, or parameters => parameters.Record.Name.", sweep => sweep.Grid(p => p.A + 1, 1));
        Refused("Parameter Twice is read-only: give Twice an init accessor.", sweep => sweep.Grid(p => p.Twice, 1));
    }

    [Fact]
    public void Run_AParameterOutsideItsRange_IsRefusedBeforeAnythingRuns()
    {
        var started = 0;
        var experiment = Experiment.Of(Reading).Named("ranged").Observe(_ => started++).Sweep(sweep => sweep.Grid(p => p.Share, 0.5, 1.5));
        var exception = Assert.Throws<SimulationException>(() => experiment.Run());
        Assert.Equal("Experiment 'ranged', simulation 'reading', subset 1: parameter Share is 1.5; it must lie between 0 and 1.", exception.Message);
        Assert.Equal(0, started);
    }

    [Fact]
    public void Run_AParameterThatIsNotFinite_IsRefused()
    {
        var exception = Assert.Throws<SimulationException>(() => Experiment.Of(Reading).Parameters(new Parameters { A = double.NaN }).Run());
        Assert.Equal("Experiment 'reading', simulation 'reading': parameter A is NaN; it must be a finite number.", exception.Message);
    }

    [Fact]
    public void Run_ParametersThatRefuseThemselves_AreRefusedBeforeAnythingRuns()
    {
        var model = Model.Define<Level, Choice>("choosing").StartFrom(_ => new Level()).Block("read", block => block.Update(state => state.Value, step => step.State.Value)).Build();
        var started = 0;
        var experiment = Experiment.Of(model).Observe(_ => started++).Sweep(sweep => sweep.Grid(choice => choice.Second, null, 2));
        var exception = Assert.Throws<SimulationException>(() => experiment.Run());
        Assert.Equal("Experiment 'choosing', simulation 'choosing', subset 1: First and Second exclude each other.", exception.Message);
        Assert.Equal(0, started);
    }

    record struct Level
    {
        public double Value { get; set; }
    }

    sealed record Choice : IValidatableObject
    {
        public double? First { get; init; } = 1;

        public double? Second { get; init; }

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
            First is not null && Second is not null ? [new ValidationResult("First and Second exclude each other.")] : [];
    }

    [Fact]
    public void Outcome_Subsets_NameWhatWasSwept()
    {
        var outcome = Experiment.Of(Reading).Timesteps(1).Sweep(sweep => sweep.Grid(p => p.Market.Slope, 3, 4)).Run().Outcome;
        Assert.Equal([3.0, 4.0], outcome.Subsets.Select(subset => subset.Swept.Single().Value));
        Assert.Equal("market_slope", outcome.Subsets[0].Swept.Single().Key);
    }

    static IEnumerable<Parameters> Swept(Action<Sweep<Parameters>> sweep, Parameters? parameters = null) =>
        Experiment.Of(Reading).Parameters(parameters ?? new Parameters()).Timesteps(1).Sweep(sweep).Run().Runs.Select(run => run.Parameters);

    static void Refused(string message, Action<Sweep<Parameters>> sweep) =>
        Assert.Equal(message, Assert.Throws<SimulationException>(() => Experiment.Of(Reading).Sweep(sweep)).Message);

    record struct State
    {
        public double X { get; set; }
    }

    sealed record Parameters
    {
        public double A { get; init; }

        public int Count { get; init; }

        public string Kind { get; init; } = "";

        [Range(0.0, 1.0)]
        public double Share { get; init; }

        public Market Market { get; init; } = new();

        public double Twice => 2 * A;
    }

    sealed record Market
    {
        public double Level { get; init; }

        public double Slope { get; init; }

        public Deep Deep { get; init; } = new();
    }

    sealed record Deep
    {
        public double Kink { get; init; }
    }
}
