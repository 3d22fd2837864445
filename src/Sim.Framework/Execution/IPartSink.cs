namespace Sim.Framework.Execution;

/// <summary>Takes the rows and the results of the runs of one part, in order.</summary>
interface IPartSink<TState, TParameters> : IDisposable
    where TState : struct
    where TParameters : class
{
    void StartRun(RunId id);

    /// <summary>Takes a row of the current run; it counts once its timestep is committed. The run recycles the state's memory afterwards.</summary>
    void Row(Step<TState, TParameters> step, int substep);

    void CommitTimestep();

    /// <summary>Drops the rows of a timestep that failed.</summary>
    void Rollback();

    void EndRun(RunResult<TParameters> result);

    /// <summary>Makes the part visible. A part that is disposed without leaves nothing.</summary>
    void Complete();
}
