namespace Sim.Framework.Execution;

/// <summary>Tells observers what happens, one event at a time, subsets and simulations at their first and last run.</summary>
sealed class EventBoard<TState, TParameters>(Plan<TState, TParameters> plan, IReadOnlyList<Action<ExperimentEvent>> observers)
    where TState : struct
    where TParameters : class
{
    readonly Lock _lock = new();
    readonly long[] _simulationsLeft = [.. plan.Simulations.Select(simulation => simulation.Units)];
    readonly Dictionary<(int Simulation, int Subset), int> _subsetsLeft = [];
    readonly HashSet<(int Simulation, int Subset)> _started = [];

    public void ExperimentStarted() => Tell(new ExperimentEvent(ExperimentEventKind.ExperimentStarted));

    public void ExperimentEnded() => Tell(new ExperimentEvent(ExperimentEventKind.ExperimentEnded));

    public void RunStarted(RunId id)
    {
        if (observers.Count == 0)
            return;
        lock (_lock)
        {
            if (_started.Add((id.Simulation, -1)))
                Tell(new ExperimentEvent(ExperimentEventKind.SimulationStarted, id.Simulation));
            if (_started.Add((id.Simulation, id.Subset)))
                Tell(new ExperimentEvent(ExperimentEventKind.SubsetStarted, id.Simulation, id.Subset));
            Tell(new ExperimentEvent(ExperimentEventKind.RunStarted, id.Simulation, id.Subset, id.Run));
        }
    }

    public void RunEnded(RunId id, RunStatus status)
    {
        if (observers.Count == 0)
            return;
        lock (_lock)
        {
            Tell(new ExperimentEvent(ExperimentEventKind.RunEnded, id.Simulation, id.Subset, id.Run, status));
            var left = _subsetsLeft.GetValueOrDefault((id.Simulation, id.Subset), plan.Simulations[id.Simulation].Runs) - 1;
            _subsetsLeft[(id.Simulation, id.Subset)] = left;
            if (left == 0)
                Tell(new ExperimentEvent(ExperimentEventKind.SubsetEnded, id.Simulation, id.Subset));
            if (--_simulationsLeft[id.Simulation] == 0)
                Tell(new ExperimentEvent(ExperimentEventKind.SimulationEnded, id.Simulation));
        }
    }

    void Tell(ExperimentEvent happened)
    {
        foreach (var observer in observers)
            observer(happened);
    }
}
