namespace Sim.Framework.Tests.Semantics;

public sealed class ApplyTests
{
    [Fact]
    public void Apply_SeveralVariables_AreCommittedTogether()
    {
        var model = Model.Define<State, None>("swap").StartFrom(_ => new State { A = 1, B = 10 })
            .Block<double>("swap", block => block
                .Policy("add", _ => 0.5)
                .Apply(state => new { state.A, state.B, state.Ledger.Left }, (step, signal, ref next) =>
                {
                    next.A = step.State.B;
                    next.B = step.State.A + signal;
                    next.Ledger = next.Ledger with { Left = step.State.A };
                }))
            .Build();

        Assert.Equal(
            [(1.0, 10.0, 0.0), (10.0, 1.5, 1.0), (1.5, 10.5, 10.0)],
            Experiment.Of(model).Timesteps(2).Run().Rows.Select(row => (row.State.A, row.State.B, row.State.Ledger.Left)));
        BothWays.AssertSame(model, new None(), 5, seed: 0);
    }

    [Fact]
    public void Apply_TheStep_ShowsTheStateBeforeTheBlock()
    {
        var model = Model.Define<State, None>("before")
            .Block("count", block => block.Apply(state => state.A, (step, ref next) =>
            {
                next.A = 100;
                next.A = step.State.A + 1;
            }))
            .Build();
        Assert.Equal(3, Experiment.Of(model).Timesteps(3).Run().Rows[^1].State.A);
    }

    [Fact]
    public void Apply_ThatThrows_CommitsNothing()
    {
        var model = Model.Define<State, None>("half")
            .Block("half", block => block.Apply(state => new { state.A, state.B }, (step, ref next) =>
            {
                next.A = 7;
                if (step.Timestep == 2)
                    throw new InvalidOperationException("half done");
                next.B = 7;
            }))
            .Build();
        var replay = Experiment.Of(model).Timesteps(2).Replay();
        Assert.Equal(("half", "update a+b", 2), (replay.Failure!.Block, replay.Failure.Function, replay.Failure.Timestep));
        Assert.Equal(new State { A = 7, B = 7 }, replay.Timesteps[^1].State);
    }

    [Theory]
    [InlineData("B", "The Apply changed B, which it does not declare: add it to writes, as in writes: state => new { state.A, state.B }.")]
    [InlineData("Ledger.Right", "The Apply changed Ledger.Right, which it does not declare: add it to writes, as in writes: state => new { state.A, state.Ledger.Right }.")]
    [InlineData("V", "The Apply changed V, which it does not declare: add it to writes, as in writes: state => new { state.A, state.V }.")]
    public void Replay_AnApplyThatWritesWhatItDoesNotDeclare_SaysSo(string writes, string message)
    {
        var experiment = Experiment.Of(Model.Define<State, None>("undeclared").StartFrom(_ => new State { V = Vector.Of(1) })
            .Block("honest", block => block.Update(state => state.B, step => step.State.B + 1))
            .Block("secret", block => block.Apply(state => state.A, (step, ref next) =>
            {
                next.A = 1;
                if (step.Timestep < 3)
                    return;
                next.B += writes == "B" ? 1 : 0;
                next.Ledger = next.Ledger with { Right = writes == "Ledger.Right" ? 1 : 0 };
                next.V = writes == "V" ? Vector.Of(2) : next.V;
            }, name: "books"))
            .Build()).Timesteps(5);

        var failure = experiment.Replay().Failure!;
        Assert.Equal((RunStatus.Failed, 3, 2, "secret", "update books", message), (failure.Status, failure.Timestep, failure.Substep, failure.Block, failure.Function, failure.Message));
        // The compiled model does not look, it commits what is declared: to tell is what a replay is for.
        var results = experiment.Run();
        Assert.Equal(0, results.Outcome.Failed);
        Assert.Equal(new State { A = 1, B = 5, V = Vector.Of(1) }, results.Rows[^1].State);
    }

    [Fact]
    public void Replay_AnApplyThatWritesWhatItDeclares_Completes()
    {
        var experiment = Experiment.Of(Model.Define<State, None>("declared").StartFrom(_ => new State { V = Vector.Of(1) })
            .Block("books", block => block.Apply(state => new { state.Ledger, state.V }, (step, ref next) =>
            {
                next.Ledger = new Ledger { Left = step.Timestep, Right = 2 };
                next.V = Vector.Of(step.Timestep);
            }))
            .Build()).Timesteps(5);
        Assert.Null(experiment.Replay().Failure);
        BothWays.AssertSame(experiment);
    }

    record struct State
    {
        public double A { get; set; }

        public double B { get; set; }

        public Ledger Ledger { get; set; }

        [NotRecorded]
        public Vector? V { get; set; }
    }

    record struct Ledger
    {
        public double Left { get; set; }

        public double Right { get; set; }
    }
}
