using System.CommandLine;
using System.Globalization;
using Sim.Framework;

namespace Sim.Experiments.Commands;

/// <summary>The options of <c>run</c> that vary the experiment.</summary>
sealed class ExperimentOptions
{
    readonly Option<int?> _runs = NumberOption.Whole("--runs", "N", "Monte Carlo runs of each subset.", least: 1);
    readonly Option<int?> _timesteps = NumberOption.Whole("--timesteps", "T", "Timesteps of each run.", least: 0);
    readonly Option<long?> _seed = NumberOption.Whole("--seed", "S", "The seed of all random streams.", long.MinValue);
    readonly Option<string[]> _set = Several("--set", "parameter=value", "Fix a parameter, a list as 1;2;3; may be given several times.");
    readonly Option<string[]> _sweep = Several("--sweep", "parameter=v1,v2,…", "Sweep a parameter over values; may be given several times.");
    readonly Option<int?> _every = NumberOption.Whole("--every", "K", "Record every K-th timestep.", least: 1);
    readonly Option<bool> _finalOnly = new("--final-only") { Description = "Record the last state of each run only." };
    readonly Option<Codec?> _codec = Named<Codec>("--codec", "How the dataset is compressed: zstd makes smaller files for more processor time; snappy unless given.");
    readonly Option<string?> _until = new("--until-ci") { Description = "Give each subset only as many runs as it needs for a 95 % interval of a metric's mean no wider than this to either side; --runs is the most.", HelpName = "metric=0.01|1%" };
    readonly Option<double?> _runSeconds = NumberOption.Positive("--run-seconds", "S", "End a run, as a failure, that takes longer.", most: 1e9);
    readonly Option<int?> _runMemory = NumberOption.Whole("--run-memory", "MB", "End a run, as a failure, that allocates more, in million bytes.", least: 1);
    readonly Option<int?> _threads = NumberOption.Whole("--threads", "K", "Threads; all cores unless given. Never changes a result.", least: 1);

    public IEnumerable<Option> All => [_runs, _timesteps, _seed, _set, _sweep, _every, _finalOnly, _codec, _until, _runSeconds, _runMemory, _threads];

    public IExperiment Apply(ParseResult parsed, IExperiment experiment)
    {
        var set = Assignments(parsed, _set, "value");
        var swept = Assignments(parsed, _sweep, "v1,v2,…");
        if (set.Concat(swept).GroupBy(given => Bare(given.Name)).FirstOrDefault(given => given.Count() > 1) is { } twice)
            throw new SimulationException($"Parameter {twice.First().Name} is given {twice.Count()} times: set it once, or sweep it once.");
        if (parsed.GetValue(_every) is not null && parsed.GetValue(_finalOnly))
            throw new SimulationException("--every and --final-only exclude each other: give one.");
        foreach (var (name, value) in set)
            experiment = experiment.WithParameter(name, value);
        foreach (var (name, values) in swept)
            experiment = experiment.WithSweep(name, values.Split(',', StringSplitOptions.TrimEntries));
        experiment = parsed.GetValue(_runs) is { } runs ? experiment.WithRuns(runs) : experiment;
        experiment = parsed.GetValue(_timesteps) is { } timesteps ? experiment.WithTimesteps(timesteps) : experiment;
        experiment = parsed.GetValue(_seed) is { } seed ? experiment.WithSeed(seed) : experiment;
        experiment = parsed.GetValue(_every) is { } every ? experiment.WithRecord(Record.Every(every)) : experiment;
        experiment = parsed.GetValue(_finalOnly) ? experiment.WithRecord(Record.LastOnly) : experiment;
        experiment = parsed.GetValue(_codec) is { } codec ? experiment.WithCodec(codec) : experiment;
        experiment = parsed.GetValue(_until) is { } until ? Until(experiment, until) : experiment;
        experiment = Limited(experiment, parsed.GetValue(_runSeconds), parsed.GetValue(_runMemory));
        return parsed.GetValue(_threads) is { } threads ? experiment.WithThreads(threads) : experiment;
    }

    static IExperiment Until(IExperiment experiment, string text)
    {
        if (text.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } metric, { Length: > 0 } width]
            || !double.TryParse(width.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            throw new SimulationException($"--until-ci {text} is not understood: write --until-ci metric=0.01, or metric=1% for a share of the mean.");
        }

        return width.EndsWith('%') ? experiment.WithUntil(metric, value / 100, isRelative: true) : experiment.WithUntil(metric, value, isRelative: false);
    }

    static IExperiment Limited(IExperiment experiment, double? seconds, int? megabytes) =>
        seconds is null && megabytes is null
            ? experiment
            : experiment.WithRunLimit(seconds is { } time ? TimeSpan.FromSeconds(time) : null, megabytes * 1_000_000L);

    static Option<T?> Named<T>(string name, string description)
        where T : struct, Enum
    {
        var values = Enum.GetNames<T>().ToDictionary(value => value.ToLowerInvariant(), Enum.Parse<T>, StringComparer.Ordinal);
        return new(name)
        {
            Description = description,
            HelpName = string.Join('|', values.Keys),
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = given =>
            {
                if (values.TryGetValue(given.Tokens[0].Value, out var value))
                    return value;
                given.AddError($"'{given.Tokens[0].Value}' is no value of {name}: it takes {string.Join(", ", values.Keys)}.");
                return null;
            },
        };
    }

    static Option<string[]> Several(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, Arity = ArgumentArity.OneOrMore };

    static List<(string Name, string Value)> Assignments(ParseResult parsed, Option<string[]> option, string form) =>
        [.. (parsed.GetValue(option) ?? []).Select(text => text.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, { Length: > 0 } value]
            ? (name, value)
            : throw new SimulationException($"{option.Name} {text} is not understood: write {option.Name} parameter={form}."))];

    // prey_birth, prey.birth and PreyBirth are one parameter.
    static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
