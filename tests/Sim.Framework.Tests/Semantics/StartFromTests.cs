namespace Sim.Framework.Tests.Semantics;

public sealed class StartFromTests
{
    [Fact]
    public void StartFrom_Parameters_GiveTheInitialState()
    {
        var results = Experiment.Of(Drawn()).Timesteps(0).Sweep(sweep => sweep.Grid(p => p.Level, 3.0, 4.0)).Run();
        Assert.Equal([3.0, 4.0], results.Column(state => state.Level));
    }

    [Fact]
    public void StartFrom_Random_IsDrawnAnewForEachRun()
    {
        var drawn = Experiment.Of(Drawn()).Timesteps(0).Runs(50).Seed(4).Run().Column(state => state.Drawn);
        Assert.Equal(50, drawn.Distinct().Count());
        Assert.Equal(drawn, Experiment.Of(Drawn()).Timesteps(0).Runs(50).Seed(4).Run().Column(state => state.Drawn));
        BothWays.AssertSame(Drawn(), new Parameters(), 5, seed: 4);
    }

    [Fact]
    public void StartFrom_ByDefault_SubsetsShareTheDraw()
    {
        var experiment = Experiment.Of(Drawn()).Timesteps(0).Sweep(sweep => sweep.Grid(p => p.Level, 3.0, 4.0));
        Assert.Single(experiment.Run().Column(state => state.Drawn).Distinct());
        Assert.Equal(2, experiment.IndependentStreams().Run().Column(state => state.Drawn).Distinct().Count());
    }

    [Fact]
    public void StartFrom_ItsDraws_DoNotShiftThoseOfTheBlocks()
    {
        var drawn = Experiment.Of(Drawn()).Timesteps(5).Run().Column(state => state.Later);
        var fixedStart = Experiment.Of(Define().StartFrom(_ => default).Block("draw", Draw).Build()).Timesteps(5).Run().Column(state => state.Later);
        Assert.Equal(drawn, fixedStart);
    }

    [Fact]
    public void StartFrom_NothingSaid_IsTheDefaultState() =>
        Assert.Equal(default, Experiment.Of(Define().Block("draw", Draw).Build()).Timesteps(1).Run().Rows[0].State);

    static Model<State, Parameters> Drawn() => Define()
        .StartFrom((parameters, random) => new State { Level = parameters.Level, Drawn = random.NextDouble() + random.Normal() })
        .Block("draw", Draw)
        .Build();

    static void Draw(BlockBuilder<State, Parameters> block) => block.Update(state => state.Later, step => step.Random.NextDouble());

    static ModelBuilder<State, Parameters> Define() => Model.Define<State, Parameters>("drawn");

    record struct State
    {
        public double Level { get; set; }

        public double Drawn { get; set; }

        public double Later { get; set; }
    }

    sealed record Parameters
    {
        public double Level { get; init; }
    }
}
