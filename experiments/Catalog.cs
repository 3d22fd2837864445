using Sim.Experiments.Bridge;
using Sim.Experiments.Cdp;
using Sim.Experiments.Fei;
using Sim.Framework;

namespace Sim.Experiments;

/// <summary>The experiments that the command line knows. To add one, write its file and its line here.</summary>
/// <remarks>An experiment is made when it is asked for, so that one that cannot be built stands in nobody's way.</remarks>
public sealed class Catalog
{
    readonly IReadOnlyDictionary<string, Func<IExperiment>> _experiments;

    /// <summary>A catalog of the experiments given, each under its own name.</summary>
    public Catalog(params IEnumerable<(string Name, Func<IExperiment> Create)> experiments) =>
        _experiments = experiments.ToDictionary(experiment => experiment.Name, experiment => experiment.Create, StringComparer.OrdinalIgnoreCase);

    /// <summary>The experiments of this project.</summary>
    public static Catalog Default { get; } = new(
        ("bridge-2024", Bridge2024Experiment.Create),
        ("bridge-parameters", BridgeParametersExperiment.Create),
        ("bridge-thresholds", BridgeThresholdsExperiment.Create),
        ("bridge-vaults", BridgeVaultsExperiment.Create),
        ("cdp-rebalancing", CdpRebalancing.Create),
        ("cdp-risk-parity", CdpRiskParity.Create),
        ("fei-backing", FeiBacking.Create),
        ("fei-capital-allocation", FeiCapitalAllocation.Create),
        ("fei-defects", FeiDefects.Create),
        ("fei-exogenous", FeiExogenous.Create),
        ("fei-liquidity", FeiLiquidity.Create),
        ("fei-routes", FeiRoutes.Create),
        ("fei-sanity", FeiSanity.Create),
        ("fei-savings-rate", FeiSavingsRate.Create),
        ("predator-prey", PredatorPreyExperiment.Create));

    /// <summary>The names in order.</summary>
    public IEnumerable<string> Names => _experiments.Keys.Order(StringComparer.Ordinal);

    /// <summary>The experiment with this name.</summary>
    /// <exception cref="SimulationException">There is none, and the message suggests the nearest; or it cannot be built.</exception>
    public IExperiment Find(string name) => _experiments.TryGetValue(name, out var create)
        ? create()
        : throw new SimulationException($"There is no experiment '{name}'. {Suggestions.For(name, Names)}");
}
