namespace Sim.Framework.Execution;

/// <summary>Keeps the rows and runs of a part in memory.</summary>
sealed class MemorySink<TState, TParameters>(Plan<TState, TParameters> plan) : IPartSink<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    int _committed;

    public List<Row<TState>> Rows { get; } = [];

    public List<RunResult<TParameters>> Runs { get; } = [];

    public void StartRun(RunId id) => _committed = Rows.Count;

    public void Row(Step<TState, TParameters> step, int substep) =>
        Rows.Add(new Row<TState>(step.Simulation, step.Subset, step.Run, substep, step.Timestep, plan.Simulations[step.Simulation].Model.Compiled.Kept(step.CurrentState)));

    public void CommitTimestep() => _committed = Rows.Count;

    public void Rollback() => Rows.RemoveRange(_committed, Rows.Count - _committed);

    public void EndRun(RunResult<TParameters> result) => Runs.Add(result);

    public void Complete()
    {
    }

    public void Dispose()
    {
    }
}
