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

    /// <summary>With a dataset that is compressed in another way.</summary>
    IExperiment WithCodec(Codec codec);

    /// <summary>With so many threads.</summary>
    IExperiment WithThreads(int threads);

    /// <summary>With a parameter fixed to a value, in every simulation; a sweep of it is taken out.</summary>
    /// <exception cref="SimulationException">There is no such parameter, the text is no value of it, or it is swept together with others.</exception>
    IExperiment WithParameter(string name, string value);

    /// <summary>With a parameter swept over values, in every simulation, in the place of an earlier sweep of it.</summary>
    /// <exception cref="SimulationException">There is no such parameter, a text is no value of it, or it is swept together with others.</exception>
    IExperiment WithSweep(string name, IReadOnlyList<string> values);

    /// <summary>With a limit on what one run may take, see <see cref="Experiment{TState, TParameters}.LimitRuns"/>.</summary>
    IExperiment WithRunLimit(TimeSpan? time, long? bytes);

    /// <summary>With only as many runs as a metric's mean needs, see <see cref="Experiment{TState, TParameters}.UntilInterval"/>.</summary>
    /// <exception cref="SimulationException">There is no such metric, or the width is not positive.</exception>
    IExperiment WithUntil(string metric, double halfWidth, bool isRelative);

    /// <summary>Runs the experiment into a Parquet dataset, see <see cref="Experiment{TState, TParameters}.WriteAsync"/>.</summary>
    /// <exception cref="SimulationException">There is a dataset and <paramref name="mode"/> does not say what to do with it, the folder cannot be written, or a parameter is outside its range.</exception>
    /// <exception cref="DatasetIncompleteException"><paramref name="mode"/> is <see cref="WriteMode.Finish"/> and a part is missing or damaged.</exception>
    /// <exception cref="DatasetBusyException">Another process is writing the dataset.</exception>
    Task<Outcome> WriteAsync(
        string directory, WriteMode mode = WriteMode.New, Shard? shard = null, IProgress<ExperimentProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Runs one run of a dataset again, with the dataset's parameters, seed and timesteps, block by block with every check on.</summary>
    /// <exception cref="SimulationException">The dataset is not of this experiment, has no such run, or a parameter of it cannot be read from text.</exception>
    ReplayDescription Replay(Dataset dataset, RunId id);
}
