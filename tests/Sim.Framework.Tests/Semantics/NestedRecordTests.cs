namespace Sim.Framework.Tests.Semantics;

public sealed class NestedRecordTests
{
    [Fact]
    public void Update_ARecord_ReplacesItWhole()
    {
        var model = Define().Block("whole", block => block.Update(state => state.Pool, step => step.State.Pool with { Fei = step.State.Pool.Fei + 1 })).Build();
        Assert.Equal(new Pool { Fei = 12, Eth = 20, Fees = new Fees(1, 2) }, LastOf(model).Pool);
        BothWays.AssertSame(model, new None(), 3, seed: 0);
    }

    [Fact]
    public void Update_OneMemberAtAnyDepth_LeavesTheOthers()
    {
        var model = Define().Block("members", block => block
            .Update(state => state.Pool.Eth, step => step.State.Pool.Fei)
            .Update(state => state.Pool.Fei, step => step.State.Pool.Eth)
            .Update(state => state.Pool.Fees.Paid, step => step.State.Pool.Fees.Paid + 10)).Build();
        Assert.Equal(new Pool { Fei = 10, Eth = 20, Fees = new Fees(21, 2) }, LastOf(model).Pool);
        BothWays.AssertSame(model, new None(), 3, seed: 0);
    }

    [Fact]
    public void Update_MembersInSeveralBlocks_EachSeesTheOther()
    {
        var model = Define()
            .Block("first", block => block.Update(state => state.Pool.Fei, step => step.State.Pool.Fei + 1))
            .Block("second", block => block.Update(state => state.Pool.Eth, step => step.State.Pool.Fei))
            .Build();
        Assert.Equal(new Pool { Fei = 12, Eth = 12, Fees = new Fees(1, 2) }, LastOf(model).Pool);
    }

    [Fact]
    public void Update_ARecordClass_IsSharedSafelyWithHistory()
    {
        var model = Define().RememberLast(1)
            .Block("class", block => block.Update(state => state.Book, step => step.State.Book with { Pages = step.State.Book.Pages + 1 }))
            .Block("look", block => block.Update(state => state.Before, step => step.History[1].Book.Pages))
            .Build();
        Assert.Equal((2, 1), (LastOf(model).Book.Pages, LastOf(model).Before));
        BothWays.AssertSame(model, new None(), 3, seed: 0);
    }

    static State LastOf(Model<State, None> model) => Experiment.Of(model).Timesteps(2).Run().Rows[^1].State;

    static ModelBuilder<State, None> Define() => Model.Define<State, None>("nested")
        .StartFrom(_ => new State { Pool = new Pool { Fei = 10, Eth = 20, Fees = new Fees(1, 2) }, Book = new Book() });

    record struct State
    {
        public Pool Pool { get; set; }

        public Book Book { get; set; }

        public int Before { get; set; }
    }

    record struct Pool
    {
        public double Fei { get; set; }

        public double Eth { get; set; }

        public Fees Fees { get; set; }
    }

    readonly record struct Fees(double Paid, double Owed);

    sealed record Book
    {
        public int Pages { get; init; }
    }
}
