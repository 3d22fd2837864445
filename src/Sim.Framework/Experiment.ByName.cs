using Sim.Framework.Execution;
using Sim.Framework.Recording;

namespace Sim.Framework;

public sealed partial class Experiment<TState, TParameters> : IExperiment
{
    string IExperiment.Question => _settings.Question;

    /// <summary>The experiment's parameters, state variables, blocks and sizes.</summary>
    public ExperimentDescription Describe() => ExperimentDescription.Of(_settings);

    IExperiment IExperiment.WithTimesteps(int timesteps) => Everywhere(simulation => simulation with { Timesteps = null }).Timesteps(timesteps);

    IExperiment IExperiment.WithRuns(int runs) => Everywhere(simulation => simulation with { Runs = null }).Runs(runs);

    IExperiment IExperiment.WithSeed(long seed) => Seed(seed);

    IExperiment IExperiment.WithRecord(Record record) => Record(record);

    IExperiment IExperiment.WithCodec(Codec codec) => Codec(codec);

    IExperiment IExperiment.WithThreads(int threads) => Threads(threads);

    IExperiment IExperiment.WithRunLimit(TimeSpan? time, long? bytes) => LimitRuns(time, bytes);

    IExperiment IExperiment.WithUntil(string metric, double halfWidth, bool isRelative) => UntilInterval(metric, halfWidth, isRelative);

    ReplayDescription IExperiment.Replay(Dataset dataset, RunId id) => DatasetReplay.Of(_settings, dataset, id);

    IExperiment IExperiment.WithParameter(string name, string value)
    {
        var parameter = ParameterPoint.Find(typeof(TParameters), name);
        var set = ParameterPoint.Parse(parameter, value);
        TParameters With(TParameters parameters) => ParameterPoint.With(parameters, [parameter.Path], [set]);
        return new Experiment<TState, TParameters>(_settings with
        {
            Parameters = With(_settings.Parameters),
            Sweep = Without(_settings.Sweep, parameter.Path),
            Simulations = [.. _settings.Simulations.Select(simulation => simulation with
            {
                Parameters = simulation.Parameters is null ? null : With(simulation.Parameters),
                Sweep = simulation.Sweep is null ? null : Without(simulation.Sweep, parameter.Path),
            })],
        });
    }

    IExperiment IExperiment.WithSweep(string name, IReadOnlyList<string> values)
    {
        var parameter = ParameterPoint.Find(typeof(TParameters), name);
        var part = new SweepPart([parameter.Path], [.. values.Select(value => new[] { ParameterPoint.Parse(parameter, value) })]);
        IReadOnlyList<SweepPart> With(IReadOnlyList<SweepPart> sweep)
        {
            var place = sweep.ToList().FindIndex(other => other.Paths.Any(path => path.Text == parameter.Path.Text));
            var others = Without(sweep, parameter.Path).ToList();
            others.Insert(place < 0 ? others.Count : place, part);
            return others;
        }

        return new Experiment<TState, TParameters>(_settings with
        {
            Sweep = With(_settings.Sweep),
            Simulations = [.. _settings.Simulations.Select(simulation => simulation with { Sweep = simulation.Sweep is null ? null : With(simulation.Sweep) })],
        });
    }

    Experiment<TState, TParameters> Everywhere(Func<SimulationSettings<TState, TParameters>, SimulationSettings<TState, TParameters>> change) =>
        new(_settings with { Simulations = [.. _settings.Simulations.Select(change)] });

    static IReadOnlyList<SweepPart> Without(IReadOnlyList<SweepPart> sweep, VariablePath path)
    {
        var holder = sweep.FirstOrDefault(part => part.Paths.Any(other => other.Text == path.Text));
        if (holder is { Paths.Count: > 1 })
        {
            throw new SimulationException(
                $"Parameter {path.Column} is swept together with {string.Join(", ", holder.Paths.Where(other => other.Text != path.Text).Select(other => other.Column))}, "
                + "so it cannot be set alone.");
        }

        return [.. sweep.Where(part => part != holder)];
    }
}
