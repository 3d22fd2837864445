using Sim.Framework.Agents;

namespace Sim.Framework.Tests.Semantics;

public sealed class PopulationTests
{
    [Fact]
    public void Update_AgentsLeaveAndJoin_KeepOrderAndIds()
    {
        var model = Define().Block("live", block => block.Update(state => state.Herd, (step, next) =>
        {
            Assert.Equal(2 + step.Timestep, next.Add(new Animal { Energy = 100 * step.Timestep }));
            next.Remove(0);
            next.Remove(0);
            Assert.Equal(4, next.Count);
            Assert.True(next.IsLeaving(0) && !next.IsLeaving(1));
        })).Build();

        var rows = Experiment.Of(model).Timesteps(3).Run().Rows;

        Assert.Equal(["0 1 2", "1 2 3", "2 3 4", "3 4 5"], rows.Select(row => string.Join(' ', row.State.Herd.Ids.ToArray())));
        Assert.Equal(["0 1 2", "1 2 100", "2 100 200", "100 200 300"], rows.Select(row => string.Join(' ', row.State.Herd.Agents.ToArray().Select(animal => animal.Energy))));
    }

    [Fact]
    public void IndexOf_AnId_FindsTheAgentForLife()
    {
        var model = Define().Block("live", block => block.Update(state => state.Herd, (step, next) =>
        {
            next.Remove(step.Timestep == 1 ? 1 : 0);
            next.Add(new Animal { Energy = 7 });
        })).Build();
        var rows = Experiment.Of(model).Timesteps(2).Run().Rows;
        Assert.Equal([2, 1, 0], rows.Select(row => row.State.Herd.IndexOf(2)));
        Assert.Equal([1, -1, -1], rows.Select(row => row.State.Herd.IndexOf(1)));
        Assert.Equal([-1, 2, 1], rows.Select(row => row.State.Herd.IndexOf(3)));
        Assert.All(rows, row => Assert.Equal(-1, row.State.Herd.IndexOf(99)));
    }

    [Fact]
    public void Ids_OfThoseWhoLeft_AreNeverUsedAgain()
    {
        // The youngest leave while nobody joins, down to an empty herd: a count of those alive would give their ids again.
        var joined = new List<long>();
        var model = Define().Block("renew", block => block.Update(state => state.Herd, (step, next) =>
        {
            if (step.Timestep % 3 == 0)
                joined.Add(next.Add(new Animal { Energy = step.Timestep }));
            else if (next.Count > 0)
                next.Remove(next.Count - 1);
        })).Build();
        Assert.Equal(0, Experiment.Of(model).Timesteps(30).Threads(1).Run().Rows[^5].State.Herd.Count);
        Assert.Equal(Enumerable.Range(3, 10).Select(id => (long)id), joined);
    }

    [Fact]
    public void Policies_AndOtherUpdates_SeeThePopulationBeforeTheBlock()
    {
        var model = Define().Block<int>("block", block => block
            .Policy("count", step => step.State.Herd.Count)
            .Update(state => state.Herd, (_, count, next) => next.Add(new Animal { Energy = count }))
            .Update(state => state.Energy, step => EnergyOf(step.State.Herd)))
            .Build();
        var rows = Experiment.Of(model).Timesteps(3).Run().Rows;
        Assert.Equal([0.0, 3, 6, 10], rows.Select(row => row.State.Energy));
        Assert.Equal([3, 4, 5, 6], rows.Select(row => row.State.Herd.Count));
        BothWays.AssertSame(model, new None(), 3, seed: 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void History_OfPopulations_IsNeverOverwritten(int depth)
    {
        var model = Define().RememberLast(depth)
            .Block("eat", block => block.Update(state => state.Herd, (step, next) =>
            {
                foreach (ref var animal in next.Agents)
                    animal.Energy += step.Random.NextDouble() - 0.4;
            }))
            .Block("die", block => block.Update(state => state.Herd, (step, next) =>
            {
                for (var animal = 0; animal < next.Count; animal++)
                {
                    if (next[animal].Energy < 0)
                        next.Remove(animal);
                }
            }))
            .Block("breed", block => block.When(step => step.State.Herd.Count < 60).Update(state => state.Herd, (step, next) =>
            {
                var parents = next.Count;
                for (var animal = 0; animal < parents; animal++)
                {
                    if (step.Random.NextDouble() < 0.2)
                        next.Add(new Animal { Energy = next[animal].Energy / 2 });
                }
            }))
            .Block("look back", block => block
                .Update(state => state.Energy, step => EnergyOf(step.State.Herd))
                .Update(state => state.Past, step => EnergyOf(step.History[step.History.Count].Herd)))
            .Invariant("history", step => Enumerable.Range(1, step.History.Count).All(back =>
                step.Timestep == back || EnergyOf(step.History[back].Herd) == step.History[back].Energy))
            .Build();

        var experiment = Experiment.Of(model).Timesteps(150).Runs(3).Seed(5).Metric("past", run => run.Sum(state => state.Past));

        var results = experiment.Run();
        Assert.Empty(results.Outcome.Failures);
        Assert.True(results.Rows.Max(row => row.State.Herd.Count) > 30, "the population must grow for this test to mean something");
        Assert.Equal(results.Metric("past"), experiment.Record(Record.MetricsOnly).Run().Metric("past"));
        BothWays.AssertSame(experiment);
    }

    [Fact]
    public void GetEnumerator_GoesThroughAgentsInTheOrderOfIds()
    {
        var herd = Population<Animal>.Create(4, id => new Animal { Energy = id * id });
        var seen = new List<double>();
        foreach (var animal in herd)
            seen.Add(animal.Energy);
        Assert.Equal([0.0, 1, 4, 9], seen);
        Assert.Equal(9, herd[3].Energy);
        Assert.Throws<ArgumentOutOfRangeException>(() => herd[4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => herd[-1]);
        Assert.Equal("4 × Animal", herd.ToString());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void Remove_NobodyThere_EndsTheRun(int index)
    {
        var model = Define().Block("remove", block => block.Update(state => state.Herd, (_, next) => next.Remove(index))).Build();
        Assert.StartsWith("ArgumentOutOfRangeException", Assert.Single(Experiment.Of(model).Timesteps(1).Run().Outcome.Failures).Message, StringComparison.Ordinal);
    }

    static double EnergyOf(Population<Animal> herd)
    {
        var sum = 0.0;
        foreach (var animal in herd)
            sum += animal.Energy;
        return sum;
    }

    static ModelBuilder<State, None> Define() => Model.Define<State, None>("herd")
        .StartFrom(_ => new State { Herd = Population<Animal>.Create(3, id => new Animal { Energy = id }) });

    record struct State
    {
        public Population<Animal> Herd { get; set; }

        public double Energy { get; set; }

        public double Past { get; set; }
    }

    record struct Animal
    {
        public double Energy { get; set; }
    }
}
