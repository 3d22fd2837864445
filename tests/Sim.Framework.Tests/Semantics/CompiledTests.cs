using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Semantics;

public sealed class CompiledTests
{
    const int Seed = 20;
    const int Count = 60;

    [Fact]
    public void Run_AModelOfChance_IsTheInterpretersToTheBit() =>
        RandomModel.Experiments.ForAll(Seed, Count, BothWays.AssertSame, experiment => experiment.Describe().Mermaid());

    [Fact]
    public void Models_OfChance_HoldAllThatABlockCanHold()
    {
        var experiments = RandomModel.Experiments.Inputs(Seed, Count).ToList();
        var blocks = experiments.SelectMany(experiment => experiment.Settings.Simulations[0].Model.Blocks).ToList();
        Assert.Contains(blocks, block => block.Condition is not null);
        Assert.Contains(blocks, block => block.AggregatorFunction is not null && block.Policies.Count > 1);
        Assert.All(Enum.GetValues<Aggregator>(), aggregator => Assert.Contains(blocks, block => block.Aggregator == aggregator && block.Policies.Count > 1));
        Assert.All(Enum.GetValues<Execution.UpdateShape>(), shape => Assert.Contains(blocks, block => block.Updates.Exists(update => update.Shape == shape)));
        var outcomes = experiments.Select(experiment => experiment.Run().Outcome).ToList();
        Assert.True(outcomes.Count(outcome => outcome.Failed == 0) > Count / 2, "most models must run to their end");
        Assert.True(outcomes.Count(outcome => outcome.Failed > 0) >= 3, "some models must fail");
    }

    [Fact]
    public void Run_FunctionsOfEveryKind_AreCalled()
    {
        var instance = new Adder { Amount = 3 };
        var boxed = new StructAdder { Amount = 5 };
        Func<Step<State, None>, int, int> both = (step, signal) => step.State.X + signal;
        var model = Model.Define<State, None>("kinds")
            .Block<int>("block", block => block
                .Policy("static", Static)
                .Policy("instance", instance.Add)
                .Policy("struct", boxed.Add)
                .Policy("interface", ((IAdder)instance).Add)
                .Policy("extension", instance.AddTwice)
                .Policy("lambda of expressions", System.Linq.Expressions.Expression.Lambda<Func<Step<State, None>, int>>(
                    System.Linq.Expressions.Expression.Constant(100), System.Linq.Expressions.Expression.Parameter(typeof(Step<State, None>))).Compile())
                .Update(state => state.X, both))
            .Block("apply", block => block.Apply(state => state.Y, StaticApply))
            .Build();
        Assert.Equal((1 + 3 + 5 + 3 + 6 + 100, 7), (Experiment.Of(model).Timesteps(1).Run().Rows[^1].State.X, Experiment.Of(model).Timesteps(1).Run().Rows[^1].State.Y));
        BothWays.AssertSame(model, new None(), 3, seed: 0);
    }

    static int Static(Step<State, None> step) => step.Run;

    static void StaticApply(Step<State, None> step, ref State next) => next.Y = step.State.Y + 7;

    interface IAdder
    {
        int Add(Step<State, None> step);
    }

    internal record struct State
    {
        public int X { get; set; }

        public int Y { get; set; }
    }

    internal sealed class Adder : IAdder
    {
        public int Amount { get; init; }

        public int Add(Step<State, None> step) => Amount * step.Run;
    }

    struct StructAdder
    {
        public int Amount { get; init; }

        public readonly int Add(Step<State, None> step) => Amount * step.Run;
    }
}

static class AdderExtensions
{
    public static int AddTwice(this CompiledTests.Adder adder, Step<CompiledTests.State, None> step) => 2 * adder.Add(step);
}
