using CsCheck;
using Sim.Framework.Agents;
using Sim.Tests.Shared;
using Step = Sim.Framework.Step<Sim.Framework.Tests.Semantics.RandomModel.State, Sim.Framework.Tests.Semantics.RandomModel.Parameters>;

namespace Sim.Framework.Tests.Semantics;

/// <summary>A model put together by chance from all that a block can hold, for tests that hold engines together.</summary>
static class RandomModel
{
    public static Gen<Experiment<State, Parameters>> Experiments { get; } = Draws.From(Of);

    static Experiment<State, Parameters> Of(Draws draw)
    {
        var builder = Model.Define<State, Parameters>("random").RememberLast(draw.Whole(0, 4)).StartFrom((parameters, draws) => new State
        {
            A = parameters.Level,
            B = draws.NextDouble(),
            Pool = new Pool { Left = 1, Right = draws.Normal() },
            Path = Vector.Of(1, 2, parameters.Level),
            Herd = Population<Animal>.Create(4, id => new Animal { Energy = id }),
        });
        var blocks = draw.Whole(1, 5);
        for (var block = 0; block < blocks; block++)
        {
            if (draw.Once(2))
                builder.Block($"plain {block}", plain => Plain(plain, draw));
            else
                builder.Block<Signal>($"signal {block}", signal => WithSignal(signal, draw));
        }

        if (draw.Once(4))
            builder.Invariant("bounded", step => step.State.A < 0.95 || step.Timestep < 10);
        return Experiment.Of(builder.Build()).Timesteps(draw.Whole(0, 39)).Runs(draw.Whole(1, 3)).Seed(draw.Whole(0, int.MaxValue))
            .Sweep(sweep => sweep.Grid(parameters => parameters.Level, -0.5, 0.5));
    }

    static void Plain(BlockBuilder<State, Parameters> block, Draws draw)
    {
        if (draw.Once(3))
            block.When(When(draw));
        if (draw.Once(4))
        {
            var scale = draw.Between(0, 1);
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

        var number = Number(draw);
        block.Update(state => state.A, number);
        if (draw.Once(2))
            block.Update(state => state.Pool.Left, Number(draw));
        if (draw.Once(2))
            block.Update(state => state.Maybe, step => step.Timestep % 3 == 0 ? null : number(step));
        if (draw.Once(2))
            block.Update(state => state.Path, (step, next) => next[step.Timestep % next.Length] = number(step));
        if (draw.Once(2))
            block.Update(state => state.Herd, (step, next) => Live(step, next));
    }

    static void WithSignal(SignalBlockBuilder<State, Parameters, Signal> block, Draws draw)
    {
        if (draw.Once(3))
            block.When(When(draw));
        if (draw.Once(3))
            block.Aggregate((first, second) => new Signal(first.Change - second.Change, second.Given ?? first.Given, first.Count + 1));
        else
            block.Aggregate((Aggregator)draw.Whole(0, 4));
        var policies = draw.Whole(1, 3);
        for (var policy = 0; policy < policies; policy++)
        {
            var number = Number(draw);
            var gives = draw.Once(2);
            block.Policy($"policy {policy}", step => new Signal(number(step), gives ? number(step) : null, step.Timestep));
        }

        block.Update(state => state.B, (step, signal) => Math.Tanh(step.State.A + signal.Change));
        if (draw.Once(2))
            block.Update(state => state.N, (step, signal) => step.State.N + (signal.Count % 7));
        if (draw.Once(2))
            block.Update(state => state.Maybe, (_, signal) => signal.Given);
        if (draw.Once(2))
            block.Update(state => state.Path, (step, signal, next) => next[^1] = signal.Change + step.State.Path[0]);
        if (draw.Once(2))
            block.Update(state => state.Herd, (step, signal, next) => next.Add(new Animal { Energy = signal.Change }));
        if (draw.Once(2))
            block.Update(state => state.Pool, (step, signal) => step.State.Pool with { Right = signal.Change });
    }

    static Func<Step, bool> When(Draws draw)
    {
        var period = draw.Whole(2, 4);
        return draw.Once(2) ? step => step.Timestep % period == 0 : step => step.Random.NextDouble() < 0.5;
    }

    static Func<Step, double> Number(Draws draw)
    {
        var scale = draw.Between(-2, 2);
        return draw.Whole(0, 7) switch
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
