using Sim.Framework.Recording;

namespace Sim.Framework.Execution;

/// <summary>One variant of the model in an experiment, with its points.</summary>
sealed record PlannedSimulation<TState, TParameters>(
    string Name, Model<TState, TParameters> Model, TParameters Base, int Timesteps, int Runs, SweepPoints Sweep)
    where TState : struct
    where TParameters : class
{
    public long Units => (long)Sweep.Count * Runs;

    public TParameters ParametersOf(int subset) => ParameterPoint.With(Base, Sweep.Paths, Sweep[subset]);
}

/// <summary>Everything that an experiment will run, in order: simulation, then subset, then run. Results depend on the plan, never on threads.</summary>
/// <remarks>Neither its time nor its memory grows with the number of runs: runs and parts are found by arithmetic.</remarks>
sealed class Plan<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    /// <summary>Numbers in a part, at the most: some 32 MB.</summary>
    const long CellsPerPart = 4_000_000;

    /// <summary>Timesteps in a part, at the least, where there are enough: below that, a file costs more than its runs.</summary>
    const long FewestTimesteps = 50_000;

    /// <summary>Timesteps in a part, at the most: some seconds, which a crash or a signal may cost.</summary>
    const long MostTimesteps = 5_000_000;

    /// <summary>Parts that an experiment should have, so that cores share the work evenly.</summary>
    const long PartsWanted = 16;

    public Plan(IReadOnlyList<PlannedSimulation<TState, TParameters>> simulations, Record record, int metrics, Until? until)
    {
        (Simulations, Record, Until) = (simulations, record, until);
        Swept = [.. simulations.SelectMany(simulation => simulation.Sweep.Paths).DistinctBy(path => path.Text)];
        try
        {
            Timesteps = simulations.Sum(simulation => simulation.Units * simulation.Timesteps);
            Layout = new PartLayout([.. simulations.Select(simulation => new PlannedRuns(simulation.Sweep.Count, simulation.Runs))], Patterns(metrics));
        }
        catch (OverflowException exception)
        {
            throw new SimulationException($"The experiment has more than {long.MaxValue} timesteps over all subsets and runs: give fewer runs, timesteps or subsets.", exception);
        }
    }

    public IReadOnlyList<PlannedSimulation<TState, TParameters>> Simulations { get; }

    public Record Record { get; }

    /// <summary>When a subset has runs enough; null when all its runs are wanted.</summary>
    public Until? Until { get; }

    /// <summary>Which part holds which runs.</summary>
    public PartLayout Layout { get; }

    /// <summary>How many runs there are over all subsets and simulations.</summary>
    public long Units => Layout.Units;

    public long Timesteps { get; }

    /// <summary>Every parameter that any simulation sweeps.</summary>
    public IReadOnlyList<VariablePath> Swept { get; }

    /// <summary>Cuts each simulation into even parts. What is left over of one, and small simulations, share a part.</summary>
    List<PartPattern> Patterns(int metrics)
    {
        var patterns = new List<PartPattern>();
        var timestepsWanted = Math.Clamp(Timesteps / PartsWanted, FewestTimesteps, MostTimesteps);
        long next = 0, waiting = 0, cells = 0, timesteps = 0;
        foreach (var simulation in Simulations)
        {
            var cellsOfRun = CellsOf(simulation, metrics);
            var runsOfPart = Math.Min(Ceiling(CellsPerPart, cellsOfRun), Ceiling(timestepsWanted, Math.Max(1, simulation.Timesteps)));
            var left = simulation.Units;
            if (Until is not null)
            {
                patterns.Add(new PartPattern(next, simulation.Sweep.Count, Until.Cuts(simulation.Runs, runsOfPart)));
                next += left;
                continue;
            }

            if (cells + (left * cellsOfRun) > CellsPerPart || timesteps + (left * simulation.Timesteps) > timestepsWanted)
            {
                Flush();
                var whole = left / runsOfPart;
                if (whole > 0)
                    patterns.Add(new PartPattern(next, whole, [runsOfPart]));
                next += whole * runsOfPart;
                left -= whole * runsOfPart;
            }

            (waiting, cells, timesteps) = (waiting + left, cells + (left * cellsOfRun), timesteps + (left * simulation.Timesteps));
        }

        Flush();
        return patterns;

        void Flush()
        {
            if (waiting > 0)
                patterns.Add(new PartPattern(next, 1, [waiting]));
            (next, waiting, cells, timesteps) = (next + waiting, 0, 0, 0);
        }
    }

    static long Ceiling(long total, long each) => (total + each - 1) / each;

    long CellsOf(PlannedSimulation<TState, TParameters> simulation, int metrics)
    {
        const int Keys = 5;
        var rows = Record.Rows(simulation.Timesteps, simulation.Model.Blocks.Count);
        return (rows * (Keys + Swept.Count + simulation.Model.Schema.Variables.Count)) + Keys + Swept.Count + metrics;
    }
}
