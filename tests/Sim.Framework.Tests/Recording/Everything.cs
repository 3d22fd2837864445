using Sim.Framework.Agents;

namespace Sim.Framework.Tests.Recording;

public enum Phase
{
    Calm,
    Storm,
}

public record struct Inner
{
    [Unit("USD")]
    public double Balance { get; set; }

    public int? LastMove { get; set; }
}

public record struct Agent(double Wealth);

/// <summary>A state with a variable of every kind that has a column.</summary>
public record struct Everything
{
    /// <summary>A plain number,
    /// over two lines.</summary>
    [Unit("m/s")]
    public double Speed { get; set; }

    public double? Maybe { get; set; }

    public float Coarse { get; set; }

    public int Count { get; set; }

    public long Large { get; set; }

    public bool Flag { get; set; }

    public string? Text { get; set; }

    public Phase Phase { get; set; }

    public Inner Deposit { get; set; }

    public Vector Weights { get; set; }

    public Population<Agent> Agents { get; set; }

    [NotRecorded]
    public object? Hidden { get; set; }
}

public sealed record EverythingParameters
{
    public double Rate { get; init; } = 0.5;

    public int FailAt { get; init; } = -1;

    public Phase Start { get; init; }

    public Nested Nested { get; init; } = new();
}

public sealed record Nested
{
    public string Name { get; init; } = "base";
}

static class EverythingModel
{
    public static Model<Everything, EverythingParameters> Create() => Model.Define<Everything, EverythingParameters>("everything")
        .StartFrom(parameters => new Everything
        {
            Text = parameters.Nested.Name,
            Phase = parameters.Start,
            Weights = Vector.Of(1, 2, 3),
            Agents = Population<Agent>.Create(2, id => new Agent(id)),
        })
        .RememberLast(2)
        .Block("numbers", block => block
            .Update(state => state.Speed, step => step.Random.Normal())
            .Update(state => state.Maybe, step => step.Timestep % 3 == 0 ? null : step.Timestep * 0.25)
            .Update(state => state.Coarse, step => step.Timestep / 2f)
            .Update(state => state.Count, step => step.State.Count + step.Run)
            .Update(state => state.Large, step => long.MaxValue - step.Timestep)
            .Update(state => state.Flag, step => step.Timestep % 2 == 1))
        .Block("rest", block => block
            .Update(state => state.Text, step => step.Timestep % 4 == 0 ? null : $"t{step.Timestep}")
            .Update(state => state.Phase, step => step.Timestep % 2 == 0 ? Phase.Calm : Phase.Storm)
            .Update(state => state.Deposit.Balance, step => step.State.Deposit.Balance + step.Parameters.Rate)
            .Update(state => state.Deposit.LastMove, step => step.Timestep % 2 == 0 ? step.Timestep : null)
            .Update(state => state.Weights, (step, next) =>
            {
                foreach (ref var weight in next)
                    weight += step.Parameters.Rate;
            })
            .Update(state => state.Agents, (step, next) =>
            {
                if (step.Timestep == step.Parameters.FailAt && step.Run == 2)
                    throw new InvalidOperationException("boom");
                next.Add(new Agent(step.Timestep));
            }))
        .Build();

    /// <summary>The rows that a run leaves, worked out by hand.</summary>
    public static EverythingRow Expected(int timestep, int run, double rate, string name, Phase start) => timestep == 0
        ? new EverythingRow { Text = name, Phase = start.ToString(), Weights = [1, 2, 3], AgentsCount = 2, Timestep = 0, Run = run }
        : new EverythingRow
        {
            Timestep = timestep,
            Run = run,
            Maybe = timestep % 3 == 0 ? null : timestep * 0.25,
            Coarse = timestep / 2.0,
            Count = timestep * run,
            Large = long.MaxValue - timestep,
            Flag = timestep % 2 == 1,
            Text = timestep % 4 == 0 ? null : $"t{timestep}",
            Phase = (timestep % 2 == 0 ? Phase.Calm : Phase.Storm).ToString(),
            DepositBalance = timestep * rate,
            DepositLastMove = timestep % 2 == 0 ? timestep : null,
            Weights = [1 + (timestep * rate), 2 + (timestep * rate), 3 + (timestep * rate)],
            AgentsCount = 2 + timestep,
        };
}

/// <summary>A row as it is read back.</summary>
public sealed record EverythingRow
{
    public int Simulation { get; init; }

    public int Subset { get; init; }

    public int Run { get; init; }

    public int Substep { get; init; }

    public int Timestep { get; init; }

    public double? Maybe { get; init; }

    public double Coarse { get; init; }

    public int Count { get; init; }

    public long Large { get; init; }

    public bool Flag { get; init; }

    public string? Text { get; init; }

    public string Phase { get; init; } = "";

    public double DepositBalance { get; init; }

    public int? DepositLastMove { get; init; }

    public double[] Weights { get; init; } = [];

    public int AgentsCount { get; init; }
}
