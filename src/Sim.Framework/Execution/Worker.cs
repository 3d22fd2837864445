using Sim.Framework.Recording;

namespace Sim.Framework.Execution;

/// <summary>One thread's share of an experiment: computes parts, run by run, with its own steps and accumulators.</summary>
sealed class Worker<TState, TParameters, TSink>(ExperimentSettings<TState, TParameters> settings, Plan<TState, TParameters> plan, CancellationToken drop)
    : IRecorder<TState, TParameters>
    where TState : struct
    where TParameters : class
    where TSink : IPartSink<TState, TParameters>
{
    /// <summary>Timesteps that are computed without a look at the limits of the run.</summary>
    const int LongestStride = 1 << 16;

    readonly RunGuard _guard = new(settings.Limit);
    readonly MetricObserver<TState, TParameters> _metrics = new([.. settings.Metrics.Select(metric => metric.Metric)]);
    Step<TState, TParameters>? _step;
    TSink? _sink;
    (int Simulation, int Subset) _current = (-1, -1);
    int _blocks;
    bool _needsEveryTimestep;

    public bool WantsSubsteps => plan.Record.Substeps;

    public int Stride => _needsEveryTimestep ? 1 : plan.Record.AnyRows ? Math.Min(plan.Record.Stride, LongestStride) : LongestStride;

    /// <summary>Computes a part's runs until <paramref name="mayGoOn"/> says no.</summary>
    /// <returns>False when the part is to be dropped, even in the middle of a run.</returns>
    public bool Compute(PlannedPart part, TSink sink, Action<RunId> started, Func<RunResult<TParameters>, bool> mayGoOn)
    {
        _sink = sink;
        for (var unit = part.First; unit < part.First + part.Count; unit++)
        {
            var id = plan.Layout.IdOf(unit);
            started(id);
            var result = Run(id);
            if (drop.IsCancellationRequested)
                return false;
            sink.EndRun(result);
            if (!mayGoOn(result))
                return true;
        }

        return true;
    }

    public void Substep(Step<TState, TParameters> step, int substep)
    {
        if (_guard.IsActive)
            SubstepShielded(step, substep);
        else
            _sink!.Row(step, substep);
    }

    public void Timestep(Step<TState, TParameters> step)
    {
        drop.ThrowIfCancellationRequested();
        if (_guard.IsActive)
            TimestepShielded(step);
        else
            Take(step);
    }

    // Apart, since a method with a closure allocates it at its start.
    void SubstepShielded(Step<TState, TParameters> step, int substep) => _guard.Shield(() => _sink!.Row(step, substep));

    void TimestepShielded(Step<TState, TParameters> step) => _guard.Shield(() => Take(step));

    void Take(Step<TState, TParameters> step)
    {
        if (settings.Metrics.Count > 0)
            _metrics.Observe(step);
        if (plan.Record.Substeps ? step.Timestep == 0 : plan.Record.Wants(step.Timestep, step.Timesteps))
            _sink!.Row(step, step.Timestep == 0 ? 0 : _blocks);
        _sink!.CommitTimestep();
    }

    RunResult<TParameters> Run(RunId id)
    {
        var simulation = plan.Simulations[id.Simulation];
        var step = StepOf(id, simulation);
        _metrics.Restart(simulation.Timesteps);
        _sink!.StartRun(id);
        var failure = _guard.IsActive ? Guarded(simulation.Model, step) : RunLoop.Run(simulation.Model, step, this);
        if (failure is not null)
            _sink.Rollback();
        var timesteps = failure is null ? step.Timestep : Math.Max(0, step.Timestep - 1);
        IReadOnlyList<double?>? metrics = null;
        if (failure is null)
        {
            try
            {
                metrics = _metrics.Results(step);
            }
            // A metric may be any function.
            catch (Exception exception)
            {
                failure = RunLoop.Failure(step, exception);
            }
        }

        if (failure is not null && _metrics.Current != MetricObserver<TState, TParameters>.None)
            failure = failure with { Block = null, Function = "metric " + settings.Metrics[_metrics.Current].Name };

        return new RunResult<TParameters>(
            id, step.Parameters, failure?.Status ?? RunStatus.Completed, timesteps, metrics ?? new double?[settings.Metrics.Count], failure);
    }

    RunFailure? Guarded(Model<TState, TParameters> model, Step<TState, TParameters> step) => _guard.Run(step, () => RunLoop.Run(model, step, this));

    Step<TState, TParameters> StepOf(RunId id, PlannedSimulation<TState, TParameters> simulation)
    {
        if (_step is null || _current.Simulation != id.Simulation)
        {
            var keepsStates = MetricObserver<TState, TParameters>.NeedsAllStates(settings.Metrics.Select(metric => metric.Metric));
            _step = new Step<TState, TParameters>(simulation.Model, simulation.Timesteps, keepsStates);
            _blocks = simulation.Model.Blocks.Count;
            _needsEveryTimestep = settings.Metrics.Count > 0 && _metrics.NeedsEveryTimestep;
        }

        var parameters = _current == (id.Simulation, id.Subset) ? _step.Parameters : simulation.ParametersOf(id.Subset);
        if (_current != (id.Simulation, id.Subset) && id.Subset >= ParameterPoint.MostAskedAhead)
            ParameterPoint.CheckOwn(parameters, $"Experiment '{settings.Name}', simulation '{simulation.Name}', subset {id.Subset}");
        _current = (id.Simulation, id.Subset);
        _step.Restart(id.Simulation, id.Subset, id.Run, settings.KeyOf(id), parameters);
        return _step;
    }
}
