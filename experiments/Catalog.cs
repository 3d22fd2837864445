using Sim.Framework;

namespace Sim.Experiments;

/// <summary>The experiments that the command line knows. To add one, write its file and its line here.</summary>
public sealed class Catalog
{
    readonly IReadOnlyDictionary<string, Func<IExperiment>> _experiments;

    /// <summary>A catalog of the experiments given.</summary>
    public Catalog(params IEnumerable<Func<IExperiment>> experiments) =>
        _experiments = experiments.ToDictionary(create => create().Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The experiments of this project.</summary>
    public static Catalog Default { get; } = new(
        FeiCapitalAllocationExperiment.Create,
        PredatorPreyExperiment.Create);

    /// <summary>The names in order.</summary>
    public IEnumerable<string> Names => _experiments.Keys.Order(StringComparer.Ordinal);

    /// <summary>The experiment with this name.</summary>
    /// <exception cref="SimulationException">There is none; the message suggests the nearest.</exception>
    public IExperiment Find(string name) => _experiments.TryGetValue(name, out var create)
        ? create()
        : throw new SimulationException($"There is no experiment '{name}'. {Suggestions.For(name, Names)}");
}
