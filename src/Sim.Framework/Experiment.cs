using Sim.Framework.Execution;
using Sim.Framework.Recording;

namespace Sim.Framework;

/// <summary>Starts the definition of an experiment.</summary>
public static class Experiment
{
    /// <summary>An experiment on a model, from the base case of its parameters.</summary>
    public static Experiment<TState, TParameters> Of<TState, TParameters>(Model<TState, TParameters> model)
        where TState : struct
        where TParameters : class, new() =>
        new(new ExperimentSettings<TState, TParameters>
        {
            Name = model.Name,
            Parameters = new TParameters(),
            Simulations = [new SimulationSettings<TState, TParameters>(model.Name, model)],
        });
}

/// <summary>A sweep of parameters and Monte Carlo runs over a model, or over several variants of it.</summary>
/// <remarks>
/// Immutable: each method gives a new experiment, so one can be varied without touching the other. Results are the same bits for any number of threads.
/// By default all subsets and simulations of a run share their random streams (common random numbers), so that differences between them are not noise.
/// </remarks>
public sealed partial class Experiment<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    readonly ExperimentSettings<TState, TParameters> _settings;

    internal Experiment(ExperimentSettings<TState, TParameters> settings) => _settings = settings;

    /// <summary>The experiment's name: the model's unless named.</summary>
    public string Name => _settings.Name;

    /// <summary>Names the experiment, as it stands in the manifest.</summary>
    public Experiment<TState, TParameters> Named(string name) => new(_settings with { Name = name });

    /// <summary>States the question that the experiment answers.</summary>
    public Experiment<TState, TParameters> Asks(string question) => new(_settings with { Question = question });

    /// <summary>Sets the base case: the parameters that the sweep does not vary.</summary>
    public Experiment<TState, TParameters> Parameters(TParameters parameters) => new(_settings with { Parameters = parameters });

    /// <summary>Sets how many timesteps a run has; 0 leaves the initial state alone.</summary>
    public Experiment<TState, TParameters> Timesteps(int timesteps) => new(_settings with { Timesteps = AtLeast(0, timesteps, nameof(Timesteps)) });

    /// <summary>Sets how many Monte Carlo runs each subset has.</summary>
    public Experiment<TState, TParameters> Runs(int runs) => new(_settings with { Runs = AtLeast(1, runs, nameof(Runs)) });

    /// <summary>Sets the seed of all random streams.</summary>
    public Experiment<TState, TParameters> Seed(long seed) => new(_settings with { Seed = seed });

    /// <summary>Sets which parameters vary; replaces an earlier sweep.</summary>
    public Experiment<TState, TParameters> Sweep(Action<Sweep<TParameters>> declare) => new(_settings with { Sweep = SweepOf(declare) });

    /// <summary>Adds a metric, a column of the runs.</summary>
    /// <param name="name">Its name; the column is the name in snake_case.</param>
    /// <param name="choose">Chooses it, as in <c>run => run.Max(state => state.Prey)</c>.</param>
    public Experiment<TState, TParameters> Metric(string name, Func<Metrics<TState, TParameters>, Metric<TState, TParameters>> choose)
    {
        if (_settings.Metrics.Any(metric => Invariant.ColumnName(metric.Name) == Invariant.ColumnName(name)))
            throw new SimulationException($"Experiment '{Name}' has two metrics called '{name}': rename one.");
        return new(_settings with { Metrics = [.. _settings.Metrics, new NamedMetric<TState, TParameters>(name, choose(Metrics<TState, TParameters>.All))] });
    }

    /// <summary>Chooses what is recorded.</summary>
    public Experiment<TState, TParameters> Record(Record record) => new(_settings with { Record = record });

    /// <summary>Chooses how the dataset is compressed; Snappy unless given.</summary>
    public Experiment<TState, TParameters> Codec(Codec codec) => Enum.IsDefined(codec)
        ? new(_settings with { Codec = codec })
        : throw new SimulationException($"Codec({(int)codec}) is none: give Snappy, Zstd or None.");

    /// <summary>Names the first simulation, to which <see cref="Variant"/> adds others.</summary>
    public Experiment<TState, TParameters> BaseVariant(string name) =>
        new(_settings with { Simulations = [_settings.Simulations[0] with { Name = name }, .. _settings.Simulations.Skip(1)] });

    /// <summary>Adds a variant of the model as another simulation, numbered on from the last.</summary>
    /// <param name="name">The variant's name.</param>
    /// <param name="model">Its model.</param>
    /// <param name="parameters">Its base case; the experiment's when null.</param>
    /// <param name="timesteps">Its timesteps; the experiment's when null.</param>
    /// <param name="runs">Its runs; the experiment's when null.</param>
    /// <param name="sweep">Its sweep; the experiment's when null.</param>
    public Experiment<TState, TParameters> Variant(
        string name, Model<TState, TParameters> model, TParameters? parameters = null, int? timesteps = null, int? runs = null, Action<Sweep<TParameters>>? sweep = null)
    {
        if (_settings.Simulations.Any(simulation => simulation.Name == name))
            throw new SimulationException($"Experiment '{Name}' has two simulations called '{name}': rename one, the first with BaseVariant.");
        var variant = new SimulationSettings<TState, TParameters>(name, model)
        {
            Parameters = parameters,
            Timesteps = timesteps is { } given ? AtLeast(0, given, nameof(timesteps)) : null,
            Runs = runs is { } wanted ? AtLeast(1, wanted, nameof(runs)) : null,
            Sweep = sweep is null ? null : SweepOf(sweep),
        };
        return new(_settings with { Simulations = [.. _settings.Simulations, variant] });
    }

    /// <summary>Tells an observer what happens, when it happens.</summary>
    public Experiment<TState, TParameters> Observe(Action<ExperimentEvent> observer) => new(_settings with { Observers = [.. _settings.Observers, observer] });

    /// <summary>Stops all runs at the first failure, instead of ending that run alone.</summary>
    public Experiment<TState, TParameters> StopOnFailure() => new(_settings with { StopOnFailure = true });

    /// <summary>Gives every subset and simulation random streams of its own.</summary>
    public Experiment<TState, TParameters> IndependentStreams() => new(_settings with { IndependentStreams = true });

    /// <summary>Sets how many threads compute; the number of cores unless told otherwise. It never changes a result.</summary>
    /// <exception cref="SimulationException">There is none, or more than any machine has use for.</exception>
    public Experiment<TState, TParameters> Threads(int threads)
    {
        const int Most = 1_024;
        return threads <= Most
            ? new(_settings with { Threads = AtLeast(1, threads, nameof(Threads)) })
            : throw new SimulationException($"Threads({threads}) is too many: give {Most} or fewer. More than there are cores gain nothing.");
    }

    /// <summary>Ends a run, as a failure, that takes too long or allocates too much.</summary>
    /// <remarks>
    /// Time is the one thing that does not depend on the seed: set it far above what a run takes, so that only runs that never end meet it. Memory is what the run
    /// allocates over its whole length, looked at after each timestep that is recorded or measured.
    /// </remarks>
    /// <param name="time">The most time; as much as it likes when null.</param>
    /// <param name="bytes">The most memory in bytes; as much as it likes when null.</param>
    public Experiment<TState, TParameters> LimitRuns(TimeSpan? time = null, long? bytes = null) =>
        time > TimeSpan.Zero || time is null && bytes is null or > 0
            ? new(_settings with { Limit = new RunLimit(time, bytes) })
            : throw new SimulationException("LimitRuns: give a time and a memory above zero, or none.");

    /// <summary>Gives each subset only as many runs as it needs for a tight 95 % confidence interval of a metric's mean; <see cref="Runs"/> is the most.</summary>
    /// <remarks>
    /// The interval is looked at after 64, 128, 256, … runs, and the k-th look takes the level 1 - 0.05 / (k (k + 1)), so that all looks together are wrong in at most 5 of
    /// 100 cases. The half width of this metric in the outcome is that of the last look. Which runs are done depends on the seed alone.
    /// </remarks>
    /// <param name="metric">The metric's name; it must be declared before.</param>
    /// <param name="halfWidth">Half the width that is tight enough.</param>
    /// <param name="isRelative">Whether <paramref name="halfWidth"/> is a share of the mean; otherwise it is in the metric's unit.</param>
    /// <exception cref="SimulationException">There is no such metric, or the width is not positive.</exception>
    public Experiment<TState, TParameters> UntilInterval(string metric, double halfWidth, bool isRelative = false)
    {
        var names = _settings.Metrics.Select(known => known.Name).ToList();
        var place = names.FindIndex(known => Invariant.ColumnName(known) == Invariant.ColumnName(metric));
        if (place < 0)
            throw new SimulationException($"Experiment '{Name}' has no metric '{metric}'. {ParameterPoint.Suggestion(metric, names)}");
        if (!(halfWidth > 0) || !double.IsFinite(halfWidth))
            throw new SimulationException($"The interval of '{metric}' cannot be {Invariant.Text(halfWidth)} wide: give a positive number.");
        return new(_settings with { Until = new Until(names[place], place, halfWidth, isRelative) });
    }

    /// <summary>Runs the experiment and keeps the results in memory.</summary>
    /// <exception cref="SimulationException">A parameter is outside its range.</exception>
    public Results<TState, TParameters> Run(IProgress<ExperimentProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var plan = _settings.Plan();
        var parts = new MemorySink<TState, TParameters>?[plan.Layout.Count];
        var outcome = new ExperimentRun<TState, TParameters>(_settings, plan, PartWork.All).Compute(
            part => parts[part.Number] = new MemorySink<TState, TParameters>(plan), progress, cancellationToken);
        return new Results<TState, TParameters>(
            [.. parts.SelectMany(part => part?.Rows ?? [])], [.. parts.SelectMany(part => part?.Runs ?? [])], [.. _settings.Metrics.Select(metric => new VariableDescription(metric.Name, "number", metric.Metric.Unit, "", metric.Metric.Text))],
            outcome, Describe);
    }

    /// <summary>Runs the experiment into a Parquet dataset.</summary>
    /// <param name="directory">The dataset's folder, made when missing.</param>
    /// <param name="mode">What to do where there may be a dataset already.</param>
    /// <param name="shard">The share of the parts to compute, for machines that work side by side; all of them when null. A dataset of the same plan is joined.</param>
    /// <param name="progress">Told about every tenth of a second how far it is.</param>
    /// <param name="cancellationToken">Stops after the parts in hand, or drops them when they take longer than some seconds; the outcome then says that it is cut short.</param>
    /// <exception cref="SimulationException">There is a dataset and <paramref name="mode"/> does not say what to do with it, it is of another plan, or the folder cannot be written.</exception>
    /// <exception cref="DatasetIncompleteException"><paramref name="mode"/> is <see cref="WriteMode.Finish"/> and a part is missing or damaged.</exception>
    /// <exception cref="DatasetBusyException">Another process is writing the dataset, or this shard of it.</exception>
    public Task<Outcome> WriteAsync(
        string directory, WriteMode mode = WriteMode.New, Shard? shard = null, IProgress<ExperimentProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => DatasetWriter<TState, TParameters>.Write(_settings, directory, mode, shard, progress, cancellationToken), CancellationToken.None);

    /// <summary>Runs one run again, block by block with every check on, and keeps all its substeps.</summary>
    /// <remarks>The states are those of the batch run, bit for bit. A failure of the run stands in <see cref="Replay{TState, TParameters}.Failure"/>.</remarks>
    public Replay<TState, TParameters> Replay(int subset = 0, int run = 1, int simulation = 0)
    {
        var plan = _settings.Plan();
        if (simulation < 0 || simulation >= plan.Simulations.Count)
            throw new SimulationException($"There is no simulation {simulation}: they are numbered 0 to {plan.Simulations.Count - 1}.");
        var planned = plan.Simulations[simulation];
        if (subset < 0 || subset >= planned.Sweep.Count)
            throw new SimulationException($"There is no subset {subset}: they are numbered 0 to {planned.Sweep.Count - 1}.");
        if (run < 1 || run > planned.Runs)
            throw new SimulationException($"There is no run {run}: they are numbered 1 to {planned.Runs}.");
        var id = new RunId(simulation, subset, run);
        return Framework.Replay<TState, TParameters>.Of(planned.Model, planned.ParametersOf(subset), _settings.KeyOf(id), id, planned.Timesteps);
    }

    internal ExperimentSettings<TState, TParameters> Settings => _settings;

    static IReadOnlyList<SweepPart> SweepOf(Action<Sweep<TParameters>> declare)
    {
        var sweep = new Sweep<TParameters>();
        declare(sweep);
        return sweep.Parts;
    }

    static int AtLeast(int least, int value, string what) => value >= least
        ? value
        : throw new SimulationException($"{what}({value}) is too few: give {least} or more.");
}
