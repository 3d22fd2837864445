using Sim.Framework.Agents;

namespace Sim.Framework.Tests.Semantics;

public sealed class StateShapeTests
{
    [Fact]
    public void Update_PublicFields_AreVariablesToo()
    {
        var model = Model.Define<Fields, None>("fields").StartFrom(_ => new Fields { X = 1, Inner = new InnerFields { Deep = 2 } })
            .Block("swap", block => block.Update(state => state.X, step => step.State.Inner.Deep).Update(state => state.Inner.Deep, step => step.State.X))
            .Build();
        var last = Experiment.Of(model).Timesteps(3).Run().Rows[^1].State;
        Assert.Equal((2.0, 1.0), (last.X, last.Inner.Deep));
        BothWays.AssertSame(model, new None(), 3, seed: 0);
    }

    [Fact]
    public void Update_AReadonlyRecordStruct_IsWrittenThroughItsInitAccessors()
    {
        var model = Model.Define<Frozen, None>("frozen").StartFrom(_ => new Frozen(1, new FrozenPool(2, 3)))
            .Block("rotate", block => block
                .Update(state => state.X, step => step.State.Pool.Left)
                .Update(state => state.Pool.Left, step => step.State.Pool.Right)
                .Update(state => state.Pool.Right, step => step.State.X))
            .Build();
        Assert.Equal(new Frozen(2, new FrozenPool(3, 1)), Experiment.Of(model).Timesteps(4).Run().Rows[^1].State);
        BothWays.AssertSame(model, new None(), 4, seed: 0);
    }

    [Fact]
    public void Update_EveryTypeWithAColumn_IsRecorded()
    {
        var model = Model.Define<Every, None>("every").StartFrom(_ => new Every { Text = "a", Path = Vector.Empty, Herd = Population<InnerFields>.Of() })
            .Block("all", block => block
                .Update(state => state.Single, step => step.State.Single + 0.5f)
                .Update(state => state.Byte, step => (byte)(step.State.Byte + 1))
                .Update(state => state.Short, step => (short)(step.State.Short - 1))
                .Update(state => state.Unsigned, step => uint.MaxValue - (uint)step.Timestep)
                .Update(state => state.Long, step => long.MinValue + step.Timestep)
                .Update(state => state.Flag, step => !step.State.Flag)
                .Update(state => state.Text, step => step.State.Text + "b")
                .Update(state => state.Season, step => step.Timestep % 2 == 0 ? Season.Dry : Season.Wet)
                .Update(state => state.Maybe, step => step.Timestep % 2 == 0 ? null : step.Timestep)
                .Update(state => state.MaybeSeason, step => step.Timestep % 2 == 0 ? null : Season.Wet)
                .Update(state => state.MaybeSingle, step => step.Timestep % 2 == 0 ? null : 1f))
            .Build();
        var last = Experiment.Of(model).Timesteps(3).Run().Rows[^1].State;
        Assert.Equal((1.5f, (byte)3, (short)-3, uint.MaxValue - 3, long.MinValue + 3), (last.Single, last.Byte, last.Short, last.Unsigned, last.Long));
        Assert.Equal((true, "abbb", Season.Wet, 3, Season.Wet, 1f), (last.Flag, last.Text, last.Season, last.Maybe, last.MaybeSeason, last.MaybeSingle));
        BothWays.AssertSame(model, new None(), 3, seed: 0);
    }

    [Theory]
    [InlineData("record", "State variable Book is null")]
    [InlineData("vector", "State variable Path is null")]
    [InlineData("population", "State variable Herd is null")]
    public void Update_GivesNull_EndsTheRunAndSaysWhichVariable(string which, string message)
    {
        var model = Model.Define<Holed, None>("holed").StartFrom(_ => new Holed { Book = new Book(), Path = Vector.Of(1), Herd = Population<InnerFields>.Of() })
            .Block("give", block => block
                .Update(state => state.Book, step => which == "record" && step.Timestep == 2 ? null! : step.State.Book)
                .Update<Vector>(state => state.Path, step => which == "vector" && step.Timestep == 2 ? null! : step.State.Path)
                .Update<Population<InnerFields>>(state => state.Herd, step => which == "population" && step.Timestep == 2 ? null! : step.State.Herd))
            .Block("read", block => block.Update(state => state.X, step => step.State.Book.Pages + step.State.Path[0] + step.State.Herd.Count))
            .Build();
        var experiment = Experiment.Of(model).Timesteps(4);
        var failure = Assert.Single(experiment.Run().Outcome.Failures);
        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal((2, "give"), (failure.Timestep, failure.Block));
        BothWays.AssertSame(experiment);
    }

#pragma warning disable CA1051 // Public fields are what is tested.
    struct Fields
    {
        public double X;
        public InnerFields Inner;
    }

    record struct InnerFields
    {
        public double Deep;
    }
#pragma warning restore CA1051

    readonly record struct Frozen(double X, FrozenPool Pool);

    readonly record struct FrozenPool(double Left, double Right);

    enum Season
    {
        Dry,
        Wet,
    }

    record struct Every
    {
        public float Single { get; set; }

        public byte Byte { get; set; }

        public short Short { get; set; }

        public uint Unsigned { get; set; }

        public long Long { get; set; }

        public bool Flag { get; set; }

        public string Text { get; set; }

        public Season Season { get; set; }

        public int? Maybe { get; set; }

        public Season? MaybeSeason { get; set; }

        public float? MaybeSingle { get; set; }

        public Vector Path { get; set; }

        public Population<InnerFields> Herd { get; set; }
    }

    sealed record Book
    {
        public double Pages { get; init; } = 5;
    }

    record struct Holed
    {
        public double X { get; set; }

        public Book Book { get; set; }

        public Vector Path { get; set; }

        public Population<InnerFields> Herd { get; set; }
    }
}
