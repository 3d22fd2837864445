namespace Sim.Framework.Tests.Semantics;

public sealed class StepperTests
{
    static readonly Model<State, Parameters> Grown = Model.Define<State, Parameters>("grown").StartFrom(_ => new State { X = 1 }).RememberLast(2)
        .Block<double>("grow", block => block
            .Policy("by", step => step.Parameters.By)
            .Policy("more", _ => 1)
            .Update(state => state.X, (step, by) => step.State.X + by))
        .Block("look", block => block.Update(state => state.Before, step => step.History[1].X))
        .Block("fail", block => block.Update(state => state.Y, step => step.Timestep == step.Parameters.FailAt ? double.NaN : step.Random.NextDouble()))
        .Build();

    [Fact]
    public void Simulate_Enumerated_GivesTheInitialStateAndThenEachTimestep()
    {
        Assert.Equal([1.0, 4, 7, 10], Grown.Simulate(timesteps: 3).Select(state => state.X));
        Assert.Equal([1.0, 4, 7, 10, 13], Grown.Simulate().Take(5).Select(state => state.X));
    }

    [Fact]
    public void Simulate_ASeedAndRun_AreThoseOfTheBatchRun()
    {
        var batch = Experiment.Of(Grown).Timesteps(6).Runs(3).Seed(17).Run();
        Assert.Equal(batch.RowsOf(run: 3).Select(row => row.State), Grown.Simulate(seed: 17, run: 3, timesteps: 6));
        Assert.NotEqual(batch.RowsOf(run: 2).Select(row => row.State), Grown.Simulate(seed: 17, run: 3, timesteps: 6));
    }

    [Fact]
    public void Substeps_OfATimestep_TellBlockStateAndSignal()
    {
        var stepper = Grown.Simulate(seed: 1);
        Assert.Empty(stepper.Substeps);
        stepper.Advance();
        Assert.Equal([(1, "grow", 4.0), (2, "look", 4.0), (3, "fail", 4.0)], stepper.Substeps.Select(substep => (substep.Number, substep.Block, substep.State.X)));
        Assert.Equal([3.0, null, null], stepper.Substeps.Select(substep => substep.Signal));
        Assert.Equal([0.0, 1.0, 1.0], stepper.Substeps.Select(substep => substep.State.Before));
    }

    [Fact]
    public void State_SetByHand_IsAlsoWhatHistoryRemembers()
    {
        var stepper = Grown.Simulate();
        stepper.Advance();
        stepper.State = stepper.State with { X = 100 };
        Assert.Equal((103.0, 100.0), (stepper.Advance().X, stepper.State.Before));
        var fromTheStart = Grown.Simulate();
        fromTheStart.State = new State { X = 50 };
        Assert.Equal((53.0, 50.0), (fromTheStart.Advance().X, fromTheStart.State.Before));
    }

    [Fact]
    public void Parameters_SetByHand_HoldFromTheNextTimestepOn()
    {
        var stepper = Grown.Simulate();
        stepper.Advance();
        stepper.Parameters = new Parameters { By = 10 };
        Assert.Equal(4, stepper.State.X);
        Assert.Equal(15, stepper.Advance().X);
        Assert.Equal(26, stepper.Advance().X);
    }

    [Fact]
    public void Advance_PastTheEnd_IsRefused()
    {
        var stepper = Grown.Simulate(timesteps: 1);
        stepper.Advance();
        Assert.Equal("The run of model 'grown' has 1 timesteps, and all are computed.", Assert.Throws<SimulationException>(() => stepper.Advance()).Message);
    }

    [Fact]
    public void Advance_AFailure_ThrowsAndSaysWhere()
    {
        var stepper = Grown.Simulate(new Parameters { FailAt = 2 });
        stepper.Advance();
        var exception = Assert.Throws<SimulationException>(() => stepper.Advance());
        Assert.Equal("Model 'grown', simulation 0, subset 0, run 1, timestep 2, substep 3, block 'fail', update y: State variable Y would become NaN.", exception.Message);
        Assert.Equal((2, 7.0, 2), (stepper.Timestep, stepper.State.X, stepper.Substeps.Count));
    }

    [Fact]
    public void Replay_AFailedRun_KeepsTheSubstepsBeforeTheFailure()
    {
        var replay = Experiment.Of(Grown).Parameters(new Parameters { FailAt = 2 }).Timesteps(5).Replay();
        Assert.Equal([0, 1, 2], replay.Timesteps.Select(timestep => timestep.Timestep));
        Assert.Equal([0, 3, 2], replay.Timesteps.Select(timestep => timestep.Substeps.Count));
        Assert.Equal((RunStatus.NotFinite, 2, "fail"), (replay.Failure!.Status, replay.Failure.Timestep, replay.Failure.Block));
        Assert.Equal(2, replay.Parameters.FailAt);
    }

    [Theory]
    [InlineData(2, 1, 0, "There is no subset 2: they are numbered 0 to 1.")]
    [InlineData(0, 0, 0, "There is no run 0: they are numbered 1 to 3.")]
    [InlineData(0, 4, 0, "There is no run 4: they are numbered 1 to 3.")]
    [InlineData(0, 1, 1, "There is no simulation 1: they are numbered 0 to 0.")]
    public void Replay_ARunThatDoesNotExist_IsRefused(int subset, int run, int simulation, string message)
    {
        var experiment = Experiment.Of(Grown).Timesteps(1).Runs(3).Sweep(sweep => sweep.Grid(parameters => parameters.By, 1.0, 2.0));
        Assert.Equal(message, Assert.Throws<SimulationException>(() => experiment.Replay(subset, run, simulation)).Message);
    }

    record struct State
    {
        public double X { get; set; }

        public double Y { get; set; }

        public double Before { get; set; }
    }

    sealed record Parameters
    {
        public double By { get; init; } = 2;

        public int FailAt { get; init; }
    }
}
