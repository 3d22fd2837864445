namespace Sim.Framework.Execution;

/// <summary>One thread's share of an experiment: computes parts, run by run, with its own steps and accumulators.</summary>
sealed class Worker<TState, TParameters, TSink>(ExperimentSettings<TState, TParameters> settings, Plan<TState, TParameters> plan)
    : IRecorder<TState, TParameters>
    where TState : struct
    where TParameters : class
    where TSink : IPartSink<TState, TParameters>
{
    readonly MetricObserver<TState, TParameters> _metrics = new([.. settings.Metrics.Select(metric => metric.Metric)]);
    Step<TState, TParameters>? _step;
    TSink? _sink;
    (int Simulation, int Subset) _current = (-1, -1);
    int _blocks;
    bool _needsEveryTimestep;

    public bool WantsSubsteps => plan.Record.Substeps;

    public int Stride => _needsEveryTimestep || !plan.Record.AnyRows ? (_needsEveryTimestep ? 1 : int.MaxValue) : plan.Record.Stride;

    /// <summary>Computes a part's runs until <paramref name="mayGoOn"/> says no.</summary>
    /// <returns>Whether all its runs were done.</returns>
    public bool Compute(PlannedPart part, TSink sink, Action<RunId> started, Func<RunResult<TParameters>, bool> mayGoOn)
    {
        _sink = sink;
        for (var unit = part.First; unit < part.First + part.Count; unit++)
        {
            var id = plan.IdOf(unit);
            started(id);
            var result = Run(id);
            sink.EndRun(result);
            if (!mayGoOn(result) && unit < part.First + part.Count - 1)
                return false;
        }

        return true;
    }

    public void Substep(Step<TState, TParameters> step, int substep) => _sink!.Row(step, substep);

    public void Timestep(Step<TState, TParameters> step)
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
        var failure = RunLoop.Run(simulation.Model, step, this);
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
        _current = (id.Simulation, id.Subset);
        _step.Restart(id.Simulation, id.Subset, id.Run, settings.KeyOf(id), parameters);
        return _step;
    }
}
