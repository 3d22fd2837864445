namespace Sim.Framework.Tests.Semantics;

public sealed class Rule3DeclarationsTests
{
    [Fact]
    public void Build_TwoUpdatesOfOneVariable_IsRefused() => Refused(
        "Model 'wrong', block 'both' updates A twice: an update names one variable, so join the two.",
        model => model.Block("both", block => block.Update(state => state.A, _ => 1).Update(state => state.A, _ => 2, name: "again")));

    [Fact]
    public void Build_ARecordAndItsMember_IsRefused() => Refused(
        "Model 'wrong', block 'both' updates both Pool and Pool.Left, one of which lies in the other: update the record as a whole.",
        model => model.Block("both", block => block.Update(state => state.Pool, step => step.State.Pool).Update(state => state.Pool.Left, _ => 2)));

    [Fact]
    public void Build_TwoMembersOfARecord_IsAllowed()
    {
        var model = Model.Define<State, None>("right").StartFrom(_ => new State { Shared = new SharedPool() })
            .Block("both", block => block.Update(state => state.Pool.Left, _ => 1).Update(state => state.Pool.Right, _ => 2))
            .Build();
        Assert.Equal(new Pool { Left = 1, Right = 2 }, Experiment.Of(model).Timesteps(1).Run().Rows[^1].State.Pool);
        BothWays.AssertSame(model, new None(), 2, seed: 0);
    }

    [Fact]
    public void Update_AReadOnlyVariable_IsRefused() => Refused(
        "Model 'wrong', block 'both': state variable Total is read-only: give State.Total a setter.",
        model => model.Block("both", block => block.Update(state => state.Total, _ => 1)));

    [Fact]
    public void Update_NoVariable_IsRefused()
    {
        Refused(
            "Model 'wrong', block 'both': 'state => (state.A + 1)' does not name a state variable. Write state => state.Variable, or state => state.Record.Variable.",
            model => model.Block("both", block => block.Update(state => state.A + 1, _ => 1)));
        Refused(
            "Model 'wrong', block 'both': 'state => state' does not name a state variable. Write state => state.Variable, or state => state.Record.Variable.",
            model => model.Block("both", block => block.Update(state => state, step => step.State)));
    }

    [Fact]
    public void Update_AnotherType_IsRefused() => Refused(
        "Model 'wrong', block 'both': the update of N gives Double, but the variable is Int32: convert it in the update.",
        model => model.Block("both", block => block.Update(state => (double)state.N, _ => 0.5)));

    [Fact]
    public void Update_InsideAClass_IsRefused() => Refused(
        "Model 'wrong', block 'both': Shared.Left lies in SharedPool, which is a class. Make it a record struct, or update Shared as a whole.",
        model => model.Block("both", block => block.Update(state => state.Shared.Left, _ => 1)));

    [Fact]
    public void Build_AnEmptyBlock_IsRefused() => Refused(
        "Model 'wrong', block 'nothing' is empty: add an update, or take the block out.",
        model => model.Block("nothing", _ => { }));

    [Fact]
    public void Build_NoBlock_IsRefused() => Refused("Model 'wrong' has no block: add one with .Block(\"name\", block => …).", model => model);

    [Fact]
    public void Build_TwoBlocksOfOneName_IsRefused() => Refused(
        "Model 'wrong' has two blocks called 'twice': names are random addresses, so each needs its own.",
        model => model.Block("twice", Harmless).Block("twice", Harmless));

    [Fact]
    public void Build_ABlockWithoutName_IsRefused() => Refused("Model 'wrong' has a block without a name.", model => model.Block(" ", Harmless));

    [Fact]
    public void Build_TwoPoliciesOfOneName_IsRefused() => Refused(
        "Model 'wrong', block 'both' has two policies called 'twice': names are random addresses, so each needs its own.",
        model => model.Block<int>("both", block => block.Policy("twice", _ => 1).Policy("twice", _ => 2)));

    [Fact]
    public void Build_TwoUpdatesOfOneName_IsRefused() => Refused(
        "Model 'wrong', block 'both' has two updates called 'twice': names are random addresses, so each needs its own.",
        model => model.Block("both", block => block.Update(state => state.A, _ => 1, name: "twice").Update(state => state.N, _ => 1, name: "twice")));

    [Fact]
    public void Build_ASignalWithoutPolicy_IsRefused() => Refused(
        "Model 'wrong', block 'both' declares the signal Int32 but has no policy: add one, or use .Block(\"both\", …) without a signal.",
        model => model.Block<int>("both", block => block.Update(state => state.N, (_, signal) => signal)));

    [Fact]
    public void Build_AnApplyBesideUpdates_IsRefused() => Refused(
        "Model 'wrong', block 'both' has an Apply beside other updates: an Apply commits the whole block, so put them into it.",
        model => model.Block("both", block => block.Apply(state => state.Pool, (step, ref next) => next.Pool = default).Update(state => state.A, _ => 1)));

    [Fact]
    public void Invariant_TwoOfOneName_IsRefused() => Refused(
        "Model 'wrong' has two invariants called 'twice': rename one.",
        model => model.Invariant("twice", _ => true).Invariant("twice", _ => true));

    [Fact]
    public void RememberLast_Negative_IsRefused() => Refused(
        "Model 'wrong': RememberLast(-1) is negative; say how many past timesteps functions look back to.",
        model => model.RememberLast(-1));

    [Fact]
    public void Build_AVariableWithoutColumn_IsRefused() => Refused<Homeless>(
        "Model 'wrong': state variable Table is of type Dictionary`2, which has no column. Use a number, bool, string, enum, "
        + "Vector, Population or a struct of these, or mark it [NotRecorded].",
        model => model.Block("block", block => block.Update(state => state.A, _ => 1)));

    [Fact]
    public void Build_TwoVariablesOfOneColumn_IsRefused() => Refused<Doubled>(
        "Model 'wrong': Pool.Left and PoolLeft would both be column 'pool_left': rename one.",
        model => model.Block("block", block => block.Update(state => state.PoolLeft, _ => 1)));

    [Fact]
    public void Build_AVariableCalledLikeAKeyColumn_IsRefused() => Refused<Reserved>(
        "Model 'wrong': a state variable cannot be called Run: 'run' is a key column. Rename it.",
        model => model.Block("block", block => block.Update(state => state.Run, _ => 1)));

    [Fact]
    public void Build_ABuilderUsedOnAfterwards_LeavesTheFirstModelAsItWas()
    {
        var builder = Model.Define<State, None>("first").StartFrom(_ => new State { Shared = new SharedPool() })
            .Block<double>("draw", block => block
                .Policy("one", step => step.Random.NextDouble())
                .Policy("two", step => step.Random.NextDouble())
                .Update(state => state.A, (_, signal) => signal))
            .Invariant("drawn", step => step.Random.NextDouble() < 2 && step.Substep == 1);
        var first = builder.Build();
        var expected = Experiment.Of(first).Timesteps(3).Run().Column(state => state.A);
        builder.Block("later", block => block.When(_ => true).Update(state => state.N, step => step.State.N + 1)).Build();

        Assert.Equal(expected, Experiment.Of(first).Timesteps(3).Run().Column(state => state.A));
        BothWays.AssertSame(first, new None(), 3, seed: 0);
    }

    static void Harmless(BlockBuilder<State, None> block) => block.Update(state => state.A, _ => 1);

    static void Refused(string message, Func<ModelBuilder<State, None>, ModelBuilder<State, None>> declare) => Refused<State>(message, declare);

    static void Refused<TState>(string message, Func<ModelBuilder<TState, None>, ModelBuilder<TState, None>> declare)
        where TState : struct =>
        Assert.Equal(message, Assert.Throws<SimulationException>(() => declare(Model.Define<TState, None>("wrong")).Build()).Message);

    record struct State
    {
        public double A { get; set; }

        public int N { get; set; }

        public Pool Pool { get; set; }

        public SharedPool Shared { get; set; }

        public readonly double Total => A + N;
    }

    record struct Pool
    {
        public double Left { get; set; }

        public double Right { get; set; }
    }

    sealed record SharedPool
    {
        public double Left { get; set; }
    }

    record struct Homeless
    {
        public double A { get; set; }

        public Dictionary<string, int> Table { get; set; }
    }

    record struct Doubled
    {
        public Pool Pool { get; set; }

        public double PoolLeft { get; set; }
    }

    record struct Reserved
    {
        public int Run { get; set; }
    }
}
