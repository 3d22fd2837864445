namespace Sim.Framework.Tests.Semantics;

/// <summary>Holds the compiled model, the interpreter, replays, stepping by hand and recycled memory together, bit for bit.</summary>
static class BothWays
{
    public static void AssertSame<TState, TParameters>(Model<TState, TParameters> model, TParameters parameters, int timesteps, long seed)
        where TState : struct
        where TParameters : class, new() =>
        AssertSame(Experiment.Of(model).Parameters(parameters).Timesteps(timesteps).Runs(2).Seed(seed));

    public static void AssertSame<TState, TParameters>(Experiment<TState, TParameters> experiment)
        where TState : struct
        where TParameters : class
    {
        var compiled = experiment.Record(Record.EverySubstep).Run();
        var bySubstep = compiled.Rows.Select(StateText.Of).ToList();
        var byTimestep = experiment.Record(Record.EveryTimestep).Run();

        var endsOfTimesteps = compiled.Rows.Where(row => row.Substep == BlocksOf(experiment, row.Simulation) || row.Timestep == 0).Select(StateText.Of);
        Assert.Equal(endsOfTimesteps, byTimestep.Rows.Select(StateText.Of));
        Assert.Equal(bySubstep, CopyingSink<TState, TParameters>.RowsOf(experiment, Record.EverySubstep));
        Assert.Equal(byTimestep.Rows.Select(StateText.Of), CopyingSink<TState, TParameters>.RowsOf(experiment, Record.EveryTimestep));
        AssertSameLast(experiment, byTimestep);
        Assert.Equal(bySubstep, compiled.Runs.SelectMany(run => Replayed(experiment, run)));
        foreach (var run in compiled.Runs.Where(run => run.Id is { Simulation: 0, Subset: 0 } && !experiment.Settings.IndependentStreams))
            AssertSameByHand(experiment, run, byTimestep);
    }

    static void AssertSameLast<TState, TParameters>(Experiment<TState, TParameters> experiment, Results<TState, TParameters> byTimestep)
        where TState : struct
        where TParameters : class
    {
        var completed = byTimestep.Runs.Where(run => run.Status == RunStatus.Completed).ToList();
        var last = completed.Select(run => StateText.Of(byTimestep.RowsOf(run.Id.Subset, run.Id.Run, run.Id.Simulation).Last()));
        Assert.Equal(last, experiment.Record(Record.LastOnly).Run().Rows.Select(StateText.Of));
    }

    static IEnumerable<string> Replayed<TState, TParameters>(Experiment<TState, TParameters> experiment, RunResult<TParameters> run)
        where TState : struct
        where TParameters : class
    {
        var replay = experiment.Replay(run.Id.Subset, run.Id.Run, run.Id.Simulation);
        Assert.Equal(Told(run.Failure), Told(replay.Failure));
        Assert.Equal(run.Id, replay.Id);
        foreach (var timestep in replay.Timesteps.Where(timestep => replay.Failure is null || timestep.Timestep < replay.Failure.Timestep))
        {
            if (timestep.Timestep == 0)
                yield return StateText.Of(new Row<TState>(run.Id.Simulation, run.Id.Subset, run.Id.Run, 0, 0, timestep.State));
            foreach (var substep in timestep.Substeps)
                yield return StateText.Of(new Row<TState>(run.Id.Simulation, run.Id.Subset, run.Id.Run, substep.Number, timestep.Timestep, substep.State));
        }
    }

    static void AssertSameByHand<TState, TParameters>(Experiment<TState, TParameters> experiment, RunResult<TParameters> run, Results<TState, TParameters> byTimestep)
        where TState : struct
        where TParameters : class
    {
        var settings = experiment.Settings;
        var model = settings.Simulations[0].Model;
        var states = new List<string>();
        try
        {
            foreach (var state in model.Simulate(run.Parameters, settings.Seed, run.Id.Run, settings.Simulations[0].Timesteps ?? settings.Timesteps))
                states.Add(StateText.Of(state));
        }
        catch (SimulationException exception)
        {
            Assert.Equal($"Model '{model.Name}', {run.Failure}", exception.Message);
        }

        Assert.Equal(byTimestep.RowsOf(0, run.Id.Run).Select(row => StateText.Of(row.State)), states);
    }

    static string? Told(RunFailure? failure) => failure is null ? null : $"{failure.Status}, {failure}";

    static int BlocksOf<TState, TParameters>(Experiment<TState, TParameters> experiment, int simulation)
        where TState : struct
        where TParameters : class =>
        experiment.Settings.Simulations[simulation].Model.Blocks.Count;
}
