using Sim.Framework.Agents;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Semantics;

public sealed class AllocationTests
{
    [Fact]
    public void Run_NumbersAndHistory_AllocatesNothingPerStep() => Assert.Equal(0, Allocations.PerStep(Measured(Define().RememberLast(20)
        .Block<Pair>("sum", block => block
            .Policy("one", step => new Pair(step.State.X, 1))
            .Policy("two", step => new Pair(step.History[step.History.Count].X, 2))
            .Update(state => state.X, (step, signal) => (0.5 * step.State.X) + (0.1 * signal.Left))
            .Update(state => state.Nested, (_, signal) => new Nested { Deep = signal.Right }))
        .Block("when", block => block.When(step => step.Timestep % 2 == 0).Update(state => state.Nested.Deep, step => step.State.Nested.Deep + 1))
        .Block("apply", block => block.Apply(state => new { state.X, state.Maybe }, (step, ref next) =>
        {
            next.X += 1;
            next.Maybe = step.Timestep % 3 == 0 ? null : next.X;
        }))
        .Invariant("finite", step => double.IsFinite(step.State.X)))));

    [Fact]
    public void Run_Randomness_AllocatesNothingPerStep() => Assert.Equal(0, Allocations.PerStep(Measured(Define()
        .Block<double>("draw", block => block
            .Policy("one", step => step.Random.Normal())
            .Policy("two", step => step.Random.NextDouble())
            .Update(state => state.X, (step, signal) => signal + step.Random.Normal())))));

    [Fact]
    public void Run_VectorsWithHistory_AllocatesNothingPerStep() => Assert.Equal(0, Allocations.PerStep(Measured(Define().RememberLast(7)
        .Block("shift", block => block.Update(state => state.Path, (step, next) =>
        {
            for (var place = 0; place < next.Length; place++)
                next[place] = (0.5 * step.State.Path[place]) + (0.1 * step.History[step.History.Count].Path[next.Length - 1 - place]);
        }))
        .Block<Vector>("again", block => block
            .Policy("drafted", step => Doubled(step))
            .Update(state => state.Path, (_, signal, next) => next[0] = 0.1 * signal[0])
            .Update(state => state.X, (step, signal) => signal.Sum() + step.State.Path.Sum())))));

    [Fact]
    public void Run_Populations_AllocateNothingPerStep() => Assert.Equal(0, Allocations.PerStep(Measured(Define().RememberLast(3)
        .Block("live", block => block.Update(state => state.Herd, (step, next) =>
        {
            for (var agent = 0; agent < next.Count; agent++)
                next[agent].Energy += step.Random.NextDouble();
            next.Remove(0);
            next.Add(new Animal { Energy = step.Timestep });
        }))
        .Block("count", block => block.Update(state => state.X, step => step.State.Herd.Count + step.History[1].Herd[0].Energy)))));

    // The measure itself: a model that allocates is seen.
    [Fact]
    public void PerStep_AModelThatAllocates_ShowsIt() => Assert.True(Allocations.PerStep(Measured(Define()
        .Block("wasteful", block => block.Update(state => state.Path, step => Vector.Repeat(step.Timestep, 4))))) >= 9_990 * 48);

    static Vector Doubled(Step<State, None> step)
    {
        var draft = step.Draft(step.State.Path);
        for (var place = 0; place < draft.Length; place++)
            draft[place] *= 2;
        return draft.ToVector();
    }

    static ModelBuilder<State, None> Define() => Model.Define<State, None>("measured").StartFrom(_ => new State
    {
        Path = Vector.Repeat(1, 30),
        Herd = Population<Animal>.Create(20, id => new Animal { Energy = id }),
    });

    static Experiment<State, None> Measured(ModelBuilder<State, None> model) => Experiment.Of(model.Build())
        .Metric("final", run => run.Final(state => state.X))
        .Metric("least", run => run.Min(state => state.X))
        .Metric("peak", run => run.Max(state => state.Path[0]))
        .Metric("mean", run => run.Mean(state => state.Herd.Count))
        .Metric("sum", run => run.Sum(state => state.X))
        .Metric("first", run => run.FirstTime(state => state.X > 1e6));

    record struct State
    {
        public double X { get; set; }

        public double? Maybe { get; set; }

        public Nested Nested { get; set; }

        public Vector Path { get; set; }

        public Population<Animal> Herd { get; set; }
    }

    record struct Nested
    {
        public double Deep { get; set; }
    }

    record struct Animal
    {
        public double Energy { get; set; }
    }

    readonly record struct Pair(double Left, double Right);
}
