namespace Sim.Framework.Tests.Semantics;

public sealed class VariantsTests
{
    [Fact]
    public void Variant_WhatItDoesNotSay_IsTheExperiments()
    {
        var experiment = Experiment.Of(Adding(1)).Timesteps(4).Runs(2).Parameters(new Parameters { Scale = 3 })
            .Sweep(sweep => sweep.Grid(parameters => parameters.Bonus, 0, 100))
            .Variant("ten", Adding(10))
            .Variant("own", Adding(1), parameters: new Parameters { Scale = 5 }, timesteps: 2, runs: 1, sweep: sweep => sweep.Grid(parameters => parameters.Bonus, 7));
        var results = experiment.Run();

        Assert.Equal([(0, 4), (1, 4), (2, 1)], results.Runs.GroupBy(run => run.Id.Simulation).Select(runs => (runs.Key, runs.Count())));
        Assert.Equal([12, 112], FinalsOf(results, simulation: 0));
        Assert.Equal([120, 220], FinalsOf(results, simulation: 1));
        Assert.Equal([17], FinalsOf(results, simulation: 2));
        BothWays.AssertSame(experiment);
    }

    [Fact]
    public void Outcome_Subsets_CarryTheNamesOfTheVariants()
    {
        var outcome = Experiment.Of(Adding(1)).BaseVariant("as it is").Variant("with ten", Adding(10)).Timesteps(1).Run().Outcome;
        Assert.Equal([(0, "as it is"), (1, "with ten")], outcome.Subsets.Select(subset => (subset.Simulation, subset.SimulationName)));
    }

    [Fact]
    public void Variant_ANameTwice_IsRefused() => Assert.Equal(
        "Experiment 'adding' has two simulations called 'adding': rename one, the first with BaseVariant.",
        Assert.Throws<SimulationException>(() => Experiment.Of(Adding(1)).Variant("adding", Adding(2))).Message);

    [Fact]
    public void Experiment_EachMethod_GivesANewOne()
    {
        var experiment = Experiment.Of(Adding(1)).Timesteps(2);
        _ = experiment.Timesteps(9).Runs(9).Parameters(new Parameters { Scale = 9 }).Record(Record.LastOnly).Variant("another", Adding(9)).Named("other");
        var results = experiment.Run();
        Assert.Equal([0, 1, 2], results.Column(state => state.X));
        Assert.Equal("adding", experiment.Name);
    }

    static IEnumerable<int> FinalsOf(Results<State, Parameters> results, int simulation) => results.Rows
        .Where(row => row.Simulation == simulation && row.Run == 1)
        .GroupBy(row => row.Subset)
        .Select(rows => rows.Last().State.X + rows.Last().State.Bonus);

    static Model<State, Parameters> Adding(int amount) => Model.Define<State, Parameters>("adding")
        .Block("add", block => block
            .Update(state => state.X, step => step.State.X + (amount * step.Parameters.Scale))
            .Update(state => state.Bonus, step => step.Parameters.Bonus))
        .Build();

    record struct State
    {
        public int X { get; set; }

        public int Bonus { get; set; }
    }

    sealed record Parameters
    {
        public int Scale { get; init; } = 1;

        public int Bonus { get; init; }
    }
}
