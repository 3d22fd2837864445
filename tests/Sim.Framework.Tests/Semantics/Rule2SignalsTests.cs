using System.Numerics;

namespace Sim.Framework.Tests.Semantics;

public sealed class Rule2SignalsTests
{
    [Fact]
    public void Aggregate_AFunction_FoldsInDeclarationOrder() =>
        Assert.Equal("((z+a)+m)", Folded(block => block.Aggregate((first, second) => $"({first}+{second})"), "z", "a", "m"));

    [Fact]
    public void Aggregate_First_IsTheFirstPolicysSignal() => Assert.Equal("z", Folded(block => block.Aggregate(Aggregator.First), "z", "a", "m"));

    [Fact]
    public void Aggregate_Last_IsTheLastPolicysSignal() => Assert.Equal("m", Folded(block => block.Aggregate(Aggregator.Last), "z", "a", "m"));

    [Fact]
    public void Aggregate_OneSignal_IsPassedOnAsItIs() =>
        Assert.Equal("z", Folded(block => block.Aggregate((_, _) => throw new InvalidOperationException("not called")), "z"));

    [Theory]
    [InlineData(Aggregator.Sum, 0.1 + 0.2 + 0.3)]
    [InlineData(Aggregator.Min, 0.1)]
    [InlineData(Aggregator.Max, 0.3)]
    [InlineData(Aggregator.First, 0.2)]
    [InlineData(Aggregator.Last, 0.1)]
    public void Aggregate_Doubles_GivesTheNamedOne(Aggregator aggregator, double expected) =>
        Assert.Equal(expected, Aggregated(aggregator, 0.2, 0.3, 0.1), tolerance: aggregator == Aggregator.Sum ? 1e-15 : 0);

    [Theory]
    [InlineData(Aggregator.Sum, 6L)]
    [InlineData(Aggregator.Min, 1L)]
    [InlineData(Aggregator.Max, 3L)]
    public void Aggregate_WholeNumbers_GivesTheNamedOne(Aggregator aggregator, long expected)
    {
        Assert.Equal(expected, Aggregated(aggregator, 2L, 3L, 1L));
        Assert.Equal((int)expected, Aggregated(aggregator, 2, 3, 1));
        Assert.Equal((decimal)expected, Aggregated(aggregator, 2m, 3m, 1m));
        Assert.Equal((float)expected, Aggregated(aggregator, 2f, 3f, 1f));
    }

    [Theory]
    [InlineData(Aggregator.Sum, 5, null, 7)]
    [InlineData(Aggregator.Min, 2, null, 7)]
    [InlineData(Aggregator.Max, 3, null, 7)]
    public void Aggregate_NullableMembers_LeavesOutThoseThatAreNull(Aggregator aggregator, int a, int? b, int c)
    {
        var signal = Aggregated(aggregator, new Maybe(null, null, null), new Maybe(2, null, null), new Maybe(null, null, 7), new Maybe(3, null, null));
        Assert.Equal(new Maybe(a, b, c), signal);
    }

    [Fact]
    public void Aggregate_ZeroAndEmpty_AreValuesLikeAnyOther()
    {
        Assert.Equal(new Maybe(0, null, 1), Aggregated(Aggregator.Max, new Maybe(0, null, 1), new Maybe(-5, null, 0)));
        Assert.Equal(5, Aggregated(Aggregator.Sum, 0, 5, 0));
    }

    [Fact]
    public void Aggregate_NestedRecordsAndClasses_MemberByMember()
    {
        var sum = Aggregated(Aggregator.Sum, new Outer(1, new Inner(2) { More = 3 }), new Outer(10, new Inner(20) { More = 30 }));
        Assert.Equal(new Outer(11, new Inner(22) { More = 33 }), sum);
        var largest = Aggregated(Aggregator.Max, new Settable { Left = 1, Right = 9 }, new Settable { Left = 2, Right = 3 });
        Assert.Equal(new Settable { Left = 2, Right = 9 }, largest);
    }

    [Fact]
    public void Aggregate_ASignalsOwnPlus_WinsOverItsMembers() =>
        Assert.Equal(new Saturating(10), Aggregated(Aggregator.Sum, new Saturating(7), new Saturating(8)));

    [Fact]
    public void Aggregate_WholeNumbersThatOverflow_EndTheRun()
    {
        var results = Experiment.Of(Given(block => block.Aggregate(Aggregator.Sum), int.MaxValue, 1)).Timesteps(1).Run();
        var failure = Assert.Single(results.Outcome.Failures);
        Assert.Equal("aggregate", failure.Function);
        Assert.StartsWith("OverflowException", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Aggregator.Sum)]
    [InlineData(Aggregator.Min)]
    [InlineData(Aggregator.Max)]
    public void Build_SignalsThatCannotBeAggregated_IsRefused(Aggregator aggregator)
    {
        var exception = Assert.Throws<SimulationException>(() => Given(block => block.Aggregate(aggregator), "a", "b"));
        Assert.Equal(
            $"Model 'given', block 'block': signals of type String have no {aggregator}. "
            + "Give String an operator +, make its members numbers, or name an aggregator: block.Aggregate((first, second) => …).",
            exception.Message);
    }

    [Fact]
    public void Policies_OfOneBlock_DoNotSeeEachOther()
    {
        var model = Model.Define<Kept<int>, None>("independent").StartFrom(_ => new Kept<int> { Number = 1 })
            .Block<int>("block", block => block
                .Policy("first", step => step.State.Number)
                .Policy("second", step => step.State.Number)
                .Update(state => state.Number, (_, signal) => signal))
            .Build();
        Assert.Equal(8, Experiment.Of(model).Timesteps(3).Run().Rows[^1].State.Number);
    }

    [Fact]
    public void Update_WithoutTheSignal_StandsBesideThoseWithIt()
    {
        var model = Model.Define<Pair, None>("beside")
            .Block<double>("block", block => block
                .Policy("half", _ => 0.5)
                .Update(state => state.Right, (step, signal) => step.State.Right + signal)
                .Update(state => state.Left, step => step.Timestep))
            .Build();
        Assert.Equal(new Pair { Left = 2, Right = 1 }, Experiment.Of(model).Timesteps(2).Run().Rows[^1].State);
        BothWays.AssertSame(model, new None(), 2, seed: 0);
    }

    static string Folded(Action<SignalBlockBuilder<Kept<string>, None, string>> aggregate, params string[] signals) => SignalOf(aggregate, signals);

    static TSignal Aggregated<TSignal>(Aggregator aggregator, params TSignal[] signals) =>
        SignalOf<TSignal>(block => block.Aggregate(aggregator), signals);

    static TSignal SignalOf<TSignal>(Action<SignalBlockBuilder<Kept<TSignal>, None, TSignal>> aggregate, params TSignal[] signals)
    {
        var model = Given(aggregate, signals);
        BothWays.AssertSame(model, new None(), 2, seed: 0);
        return Experiment.Of(model).Timesteps(1).Run().Rows[^1].State.Value;
    }

    static Model<Kept<TSignal>, None> Given<TSignal>(Action<SignalBlockBuilder<Kept<TSignal>, None, TSignal>> aggregate, params TSignal[] signals) =>
        Model.Define<Kept<TSignal>, None>("given").Block<TSignal>("block", block =>
        {
            aggregate(block);
            for (var policy = 0; policy < signals.Length; policy++)
            {
                var signal = signals[policy];
                block.Policy($"policy {policy}", _ => signal);
            }

            block.Update(state => state.Value, (_, signal) => signal);
        }).Build();

    record struct Kept<TSignal>
    {
        [NotRecorded]
        public TSignal Value { get; set; }

        public int Number { get; set; }
    }

    record struct Pair
    {
        public double Left { get; set; }

        public double Right { get; set; }
    }

    readonly record struct Maybe(int? A, int? B, double? C);

    readonly record struct Outer(int Plain, Inner Nested);

    sealed record Inner(double Plain)
    {
        public double More { get; init; }
    }

    record struct Settable
    {
        public double Left { get; set; }

        public double Right { get; set; }
    }

    readonly record struct Saturating(int Level) : IAdditionOperators<Saturating, Saturating, Saturating>
    {
        public static Saturating operator +(Saturating left, Saturating right) => new(Math.Min(10, left.Level + right.Level));
    }
}
