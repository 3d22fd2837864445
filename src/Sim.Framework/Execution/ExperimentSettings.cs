using Sim.Framework.Randomness;
using Sim.Framework.Recording;

namespace Sim.Framework.Execution;

/// <summary>A metric of an experiment, with its name.</summary>
sealed record NamedMetric<TState, TParameters>(string Name, Metric<TState, TParameters> Metric)
    where TState : struct
    where TParameters : class;

/// <summary>A variant of the model; what is null is the experiment's.</summary>
sealed record SimulationSettings<TState, TParameters>(string Name, Model<TState, TParameters> Model)
    where TState : struct
    where TParameters : class
{
    public TParameters? Parameters { get; init; }

    public int? Timesteps { get; init; }

    public int? Runs { get; init; }

    public IReadOnlyList<SweepPart>? Sweep { get; init; }
}

/// <summary>Everything that an experiment says.</summary>
sealed record ExperimentSettings<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    public required string Name { get; init; }

    public string Question { get; init; } = "";

    public required IReadOnlyList<SimulationSettings<TState, TParameters>> Simulations { get; init; }

    public required TParameters Parameters { get; init; }

    public int Timesteps { get; init; } = 100;

    public int Runs { get; init; } = 1;

    public long Seed { get; init; }

    public IReadOnlyList<SweepPart> Sweep { get; init; } = [];

    public IReadOnlyList<NamedMetric<TState, TParameters>> Metrics { get; init; } = [];

    public IReadOnlyList<Action<ExperimentEvent>> Observers { get; init; } = [];

    public Record Record { get; init; } = Record.EveryTimestep;

    public Codec Codec { get; init; }

    public bool StopOnFailure { get; init; }

    public Until? Until { get; init; }

    public RunLimit Limit { get; init; } = RunLimit.None;

    public bool IndependentStreams { get; init; }

    public int Threads { get; init; } = Environment.ProcessorCount;

    public ulong KeyOf(RunId id) =>
        IndependentStreams ? StreamAddress.Key(Seed, id.Run, id.Subset, id.Simulation) : StreamAddress.Key(Seed, id.Run);

    /// <summary>Checks everything and lays out the runs.</summary>
    /// <exception cref="SimulationException">A parameter is outside its range; the message says which, at which subset.</exception>
    public Plan<TState, TParameters> Plan()
    {
        var simulations = Simulations.Select(simulation =>
        {
            var parameters = simulation.Parameters ?? Parameters;
            var sweep = new SweepPoints([.. (simulation.Sweep ?? Sweep).Select(part => part.For(parameters))]);
            return new PlannedSimulation<TState, TParameters>(
                simulation.Name, simulation.Model, parameters, simulation.Timesteps ?? Timesteps, simulation.Runs ?? Runs, sweep);
        }).ToList();
        foreach (var simulation in simulations)
            ParameterPoint.Check(simulation.Base, simulation.Sweep, $"Experiment '{Name}', simulation '{simulation.Name}'");
        return new Plan<TState, TParameters>(simulations, Record, Metrics.Count, Until);
    }
}
