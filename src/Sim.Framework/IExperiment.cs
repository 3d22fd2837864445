namespace Sim.Framework;

/// <summary>An experiment whatever its state and parameters are: what a command line, or a list of experiments, works with.</summary>
/// <remarks>Immutable, like <see cref="Experiment{TState, TParameters}"/>. Parameters are named as in <c>describe</c>: <c>prey_birth</c>, <c>market_kink</c>.</remarks>
public interface IExperiment
{
    /// <summary>The experiment's name.</summary>
    string Name { get; }

    /// <summary>The question that it answers.</summary>
    string Question { get; }

    /// <summary>Its parameters, state variables, blocks and sizes.</summary>
    ExperimentDescription Describe();

    /// <summary>With so many timesteps, in every simulation.</summary>
    IExperiment WithTimesteps(int timesteps);

    /// <summary>With so many Monte Carlo runs in each subset, in every simulation.</summary>
    IExperiment WithRuns(int runs);

    /// <summary>With another seed.</summary>
    IExperiment WithSeed(long seed);

    /// <summary>With other recorded rows.</summary>
    IExperiment WithRecord(Record record);

    /// <summary>With so many threads.</summary>
    IExperiment WithThreads(int threads);

    /// <summary>With a parameter fixed to a value, in every simulation; a sweep of it is taken out.</summary>
    /// <exception cref="SimulationException">There is no such parameter, the text is no value of it, or it is swept together with others.</exception>
    IExperiment WithParameter(string name, string value);

    /// <summary>With a parameter swept over values, in every simulation, in the place of an earlier sweep of it.</summary>
    /// <exception cref="SimulationException">There is no such parameter, a text is no value of it, or it is swept together with others.</exception>
    IExperiment WithSweep(string name, IReadOnlyList<string> values);

    /// <summary>Runs the experiment into a Parquet dataset.</summary>
    /// <exception cref="SimulationException">There is a dataset and <paramref name="overwrite"/> is false, the folder cannot be written, or a parameter is outside its range.</exception>
    Task<Outcome> WriteAsync(string directory, IProgress<ExperimentProgress>? progress = null, bool overwrite = false, CancellationToken cancellationToken = default);
}
