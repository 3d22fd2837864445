using Sim.Framework.Recording;

namespace Sim.Framework.Execution;

/// <summary>One variant of the model in an experiment, with its points.</summary>
sealed record PlannedSimulation<TState, TParameters>(
    string Name, Model<TState, TParameters> Model, TParameters Base, int Timesteps, int Runs, IReadOnlyList<VariablePath> Paths, IReadOnlyList<object?[]> Points)
    where TState : struct
    where TParameters : class
{
    public long Units => (long)Points.Count * Runs;

    public TParameters ParametersOf(int subset) => ParameterPoint.With(Base, Paths, Points[subset]);
}

/// <summary>A stretch of consecutive runs that one worker computes and that becomes one file.</summary>
readonly record struct PlannedPart(int Number, long First, long Count);

/// <summary>Everything that an experiment will run, in order: simulation, then subset, then run. Results depend on the plan, never on threads.</summary>
sealed class Plan<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    /// <summary>Numbers in a part, at the most: some 32 MB.</summary>
    const long CellsPerPart = 4_000_000;

    /// <summary>Timesteps in a part, at the least, where there are enough: below that, a file costs more than its runs.</summary>
    const long TimestepsPerPart = 50_000;

    /// <summary>Parts that an experiment should have, so that cores share the work evenly.</summary>
    const long PartsWanted = 16;

    public Plan(IReadOnlyList<PlannedSimulation<TState, TParameters>> simulations, Record record)
    {
        Simulations = simulations;
        Record = record;
        try
        {
            Units = simulations.Sum(simulation => simulation.Units);
            Timesteps = simulations.Sum(simulation => simulation.Units * simulation.Timesteps);
        }
        catch (OverflowException exception)
        {
            throw new SimulationException($"The experiment has more than {long.MaxValue} timesteps over all subsets and runs: give fewer runs, timesteps or subsets.", exception);
        }

        Swept = [.. simulations.SelectMany(simulation => simulation.Paths).DistinctBy(path => path.Text)];
        Parts = Cut();
    }

    public IReadOnlyList<PlannedSimulation<TState, TParameters>> Simulations { get; }

    public Record Record { get; }

    /// <summary>How many runs there are over all subsets and simulations.</summary>
    public long Units { get; }

    public long Timesteps { get; }

    /// <summary>Every parameter that any simulation sweeps.</summary>
    public IReadOnlyList<VariablePath> Swept { get; }

    public IReadOnlyList<PlannedPart> Parts { get; }

    public RunId IdOf(long unit)
    {
        for (var simulation = 0; ; simulation++)
        {
            var planned = Simulations[simulation];
            if (unit < planned.Units)
                return new RunId(simulation, (int)(unit / planned.Runs), (int)(unit % planned.Runs) + 1);
            unit -= planned.Units;
        }
    }

    List<PlannedPart> Cut()
    {
        var parts = new List<PlannedPart>();
        var timestepsWanted = Math.Max(TimestepsPerPart, Timesteps / PartsWanted);
        long first = 0, cells = 0, timesteps = 0;
        for (long unit = 0; unit < Units; unit++)
        {
            var simulation = Simulations[IdOf(unit).Simulation];
            cells += Record.Rows(simulation.Timesteps, simulation.Model.Blocks.Count) * (simulation.Model.Schema.Variables.Count + Swept.Count + 5);
            timesteps += simulation.Timesteps;
            if (cells < CellsPerPart && timesteps < timestepsWanted && unit < Units - 1)
                continue;
            parts.Add(new PlannedPart(parts.Count, first, unit + 1 - first));
            (first, cells, timesteps) = (unit + 1, 0, 0);
        }

        return parts;
    }
}
