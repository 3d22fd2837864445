namespace Sim.Framework.Execution;

/// <summary>Takes the rows of a run, one timestep at a time.</summary>
interface IRecorder<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    /// <summary>Whether substeps are recorded.</summary>
    bool WantsSubsteps { get; }

    /// <summary>How many timesteps are computed from one call of <see cref="Timestep"/> to the next.</summary>
    int Stride { get; }

    /// <summary>Takes the state of the step as it stands after a block.</summary>
    void Substep(Step<TState, TParameters> step, int substep);

    /// <summary>Takes the initial state, and then the end of each timestep that it wants. A timestep that fails before drops its substeps.</summary>
    void Timestep(Step<TState, TParameters> step);
}

/// <summary>The heart: one run, from the initial state to its last timestep or its failure.</summary>
static class RunLoop
{
    /// <summary>Runs all timesteps. The step must have been restarted for this run.</summary>
    /// <returns>Null, or why the run ended early.</returns>
    public static RunFailure? Run<TState, TParameters>(
        Model<TState, TParameters> model, Step<TState, TParameters> step, IRecorder<TState, TParameters> recorder)
        where TState : struct
        where TParameters : class
    {
        try
        {
            Start(model, step);
            recorder.Timestep(step);
            if (recorder.WantsSubsteps)
                WithSubsteps(model.Compiled, step, recorder);
            else
                WithoutSubsteps(model.Compiled, step, recorder);
            return null;
        }
        // A run may throw anything, and only that run ends.
        catch (Exception exception)
        {
            return Failure(step, exception);
        }
    }

    /// <summary>Draws the initial state and checks it.</summary>
    public static void Start<TState, TParameters>(Model<TState, TParameters> model, Step<TState, TParameters> step)
        where TState : struct
        where TParameters : class
    {
        step.CurrentState = model.Initial(step.Parameters, step.Random);
        model.Compiled.Start(step);
    }

    /// <summary>What an exception says of the run that threw it.</summary>
    public static RunFailure Failure<TState, TParameters>(Step<TState, TParameters> step, Exception exception)
        where TState : struct
        where TParameters : class
    {
        var place = step.Place;
        var (status, message, cause) = exception is RunEndedException end
            ? (end.Status, end.Message, (Exception?)null)
            : (RunStatus.Failed, $"{exception.GetType().Name}: {exception.Message}", exception);
        return new RunFailure(
            new RunId(step.Simulation, step.Subset, step.Run), status, step.Timestep, place.Substep, place.Block, place.Function, message, cause);
    }

    static void WithoutSubsteps<TState, TParameters>(
        CompiledModel<TState, TParameters> compiled, Step<TState, TParameters> step, IRecorder<TState, TParameters> recorder)
        where TState : struct
        where TParameters : class
    {
        while (step.Timestep < step.Timesteps)
        {
            compiled.Advance(step, Math.Min(recorder.Stride, step.Timesteps - step.Timestep));
            recorder.Timestep(step);
        }
    }

    static void WithSubsteps<TState, TParameters>(
        CompiledModel<TState, TParameters> compiled, Step<TState, TParameters> step, IRecorder<TState, TParameters> recorder)
        where TState : struct
        where TParameters : class
    {
        while (step.Timestep < step.Timesteps)
        {
            step.Begin();
            for (var block = 0; block < compiled.Blocks.Count; block++)
            {
                compiled.Blocks[block](step);
                recorder.Substep(step, block + 1);
            }

            compiled.Finish(step);
            recorder.Timestep(step);
        }
    }
}
