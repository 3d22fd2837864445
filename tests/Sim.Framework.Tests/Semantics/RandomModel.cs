using Sim.Framework.Agents;
using Step = Sim.Framework.Step<Sim.Framework.Tests.Semantics.RandomModel.State, Sim.Framework.Tests.Semantics.RandomModel.Parameters>;

namespace Sim.Framework.Tests.Semantics;

/// <summary>A model put together by chance from all that a block can hold, for tests that hold engines together.</summary>
static class RandomModel
{
    public static Experiment<State, Parameters> Draw(Random random)
    {
        var builder = Model.Define<State, Parameters>("random").RememberLast(random.Next(5)).StartFrom((parameters, draws) => new State
        {
            A = parameters.Level,
            B = draws.NextDouble(),
            Pool = new Pool { Left = 1, Right = draws.Normal() },
            Path = Vector.Of(1, 2, parameters.Level),
            Herd = Population<Animal>.Create(4, id => new Animal { Energy = id }),
        });
        var blocks = random.Next(1, 6);
        for (var block = 0; block < blocks; block++)
        {
            if (random.Next(2) == 0)
                builder.Block($"plain {block}", plain => Plain(plain, random));
            else
                builder.Block<Signal>($"signal {block}", signal => WithSignal(signal, random));
        }

        if (random.Next(4) == 0)
            builder.Invariant("bounded", step => step.State.A < 0.95 || step.Timestep < 10);
        return Experiment.Of(builder.Build()).Timesteps(random.Next(40)).Runs(random.Next(1, 4)).Seed(random.Next())
            .Sweep(sweep => sweep.Grid(parameters => parameters.Level, -0.5, 0.5));
    }

    static void Plain(BlockBuilder<State, Parameters> block, Random random)
    {
        if (random.Next(3) == 0)
            block.When(When(random));
        if (random.Next(4) == 0)
        {
            var scale = random.NextDouble();
            block.Apply(state => new { state.B, state.Pool, state.Path }, (step, ref next) =>
            {
                next.B = Math.Tanh(scale * step.State.A);
                next.Pool = next.Pool with { Right = next.B };
                var draft = step.Draft(next.Path);
                draft[0] = scale;
                next.Path = draft.ToVector();
            });
            return;
        }

        var number = Number(random);
        block.Update(state => state.A, number);
        if (random.Next(2) == 0)
            block.Update(state => state.Pool.Left, Number(random));
        if (random.Next(2) == 0)
            block.Update(state => state.Maybe, step => step.Timestep % 3 == 0 ? null : number(step));
        if (random.Next(2) == 0)
            block.Update(state => state.Path, (step, next) => next[step.Timestep % next.Length] = number(step));
        if (random.Next(2) == 0)
            block.Update(state => state.Herd, (step, next) => Live(step, next));
    }

    static void WithSignal(SignalBlockBuilder<State, Parameters, Signal> block, Random random)
    {
        if (random.Next(3) == 0)
            block.When(When(random));
        if (random.Next(3) == 0)
            block.Aggregate((first, second) => new Signal(first.Change - second.Change, second.Given ?? first.Given, first.Count + 1));
        else
            block.Aggregate((Aggregator)random.Next(5));
        var policies = random.Next(1, 4);
        for (var policy = 0; policy < policies; policy++)
        {
            var number = Number(random);
            var gives = random.Next(2) == 0;
            block.Policy($"policy {policy}", step => new Signal(number(step), gives ? number(step) : null, step.Timestep));
        }

        block.Update(state => state.B, (step, signal) => Math.Tanh(step.State.A + signal.Change));
        if (random.Next(2) == 0)
            block.Update(state => state.N, (step, signal) => step.State.N + (signal.Count % 7));
        if (random.Next(2) == 0)
            block.Update(state => state.Maybe, (_, signal) => signal.Given);
        if (random.Next(2) == 0)
            block.Update(state => state.Path, (step, signal, next) => next[^1] = signal.Change + step.State.Path[0]);
        if (random.Next(2) == 0)
            block.Update(state => state.Herd, (step, signal, next) => next.Add(new Animal { Energy = signal.Change }));
        if (random.Next(2) == 0)
            block.Update(state => state.Pool, (step, signal) => step.State.Pool with { Right = signal.Change });
    }

    static Func<Step, bool> When(Random random)
    {
        var period = random.Next(2, 5);
        return random.Next(2) == 0 ? step => step.Timestep % period == 0 : step => step.Random.NextDouble() < 0.5;
    }

    static Func<Step, double> Number(Random random)
    {
        var scale = (4 * random.NextDouble()) - 2;
        return random.Next(8) switch
        {
            0 => step => Math.Sin((scale * step.State.A) + step.State.B),
            1 => step => Math.Tanh(step.State.B + (scale * step.Random.Normal())),
            2 => step => step.History.Count == 0 ? scale : 0.5 * step.History[step.History.Count].A,
            3 => step => step.History.Count == 0 ? scale : Math.Sin(step.History[1].Path.Sum() + step.State.Path[0]),
            4 => step => step.Parameters.Level * Math.Cos(scale * step.Timestep),
            5 => step => Math.Tanh(step.State.Herd.Count - 5 + step.State.Pool.Left),
            6 => step => Math.Tanh((step.State.Maybe ?? scale) + step.Random.NextDouble() + step.Substep + step.Run),
            // Sometimes the square root of a negative number: the run then ends.
            _ => step => Math.Sqrt(Math.Abs(scale) + step.State.B + (step.Timestep < 20 ? 1 : 0)) - 1,
        };
    }

    static void Live(Step step, PopulationDraft<Animal> next)
    {
        foreach (ref var animal in next.Agents)
            animal.Energy += step.Random.NextDouble();
        if (next.Count > 6)
            next.Remove(step.Timestep % next.Count);
        if (next.Count < 9)
            next.Add(new Animal { Energy = step.State.A });
    }

    internal record struct State
    {
        public double A { get; set; }

        public double B { get; set; }

        public int N { get; set; }

        public double? Maybe { get; set; }

        public Pool Pool { get; set; }

        public Vector Path { get; set; }

        public Population<Animal> Herd { get; set; }
    }

    internal record struct Pool
    {
        public double Left { get; set; }

        public double Right { get; set; }
    }

    internal record struct Animal
    {
        public double Energy { get; set; }
    }

    internal sealed record Parameters
    {
        public double Level { get; init; }
    }

    readonly record struct Signal(double Change, double? Given, int Count);
}
