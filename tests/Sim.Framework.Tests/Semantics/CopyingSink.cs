using Sim.Framework.Execution;

namespace Sim.Framework.Tests.Semantics;

/// <summary>Takes rows as a dataset does: it copies what a row says and lets the run recycle its memory.</summary>
sealed class CopyingSink<TState, TParameters> : IPartSink<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    int _committed;

    public List<string> Rows { get; } = [];

    public static IReadOnlyList<string> RowsOf(Experiment<TState, TParameters> experiment, Record record)
    {
        var settings = experiment.Settings with { Record = record };
        var plan = settings.Plan();
        var sinks = new CopyingSink<TState, TParameters>[plan.Layout.Count];
        new ExperimentRun<TState, TParameters>(settings, plan, PartWork.All).Compute(
            part => sinks[part.Number] = new CopyingSink<TState, TParameters>(), null, CancellationToken.None);
        return [.. sinks.SelectMany(sink => sink.Rows)];
    }

    public void StartRun(RunId id) => _committed = Rows.Count;

    public void Row(Step<TState, TParameters> step, int substep) =>
        Rows.Add(StateText.Of(new Row<TState>(step.Simulation, step.Subset, step.Run, substep, step.Timestep, step.State)));

    public void CommitTimestep() => _committed = Rows.Count;

    public void Rollback() => Rows.RemoveRange(_committed, Rows.Count - _committed);

    public void EndRun(RunResult<TParameters> result)
    {
    }

    public void Complete()
    {
    }

    public void Dispose()
    {
    }
}
