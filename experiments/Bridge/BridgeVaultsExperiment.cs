using Sim.Framework;
using Sim.Models.Bridge;

namespace Sim.Experiments.Bridge;

/// <summary>The picture of one vault that nobody looks after, against fifty different ones with operators, under calm and under wild prices.</summary>
public static class BridgeVaultsExperiment
{
    /// <summary>The experiment.</summary>
    public static Experiment<BridgeState, BridgeParameters> Create()
    {
        var model = BridgeVaults.Create();
        return Experiment.Of(model).Named("bridge-vaults")
            .Asks("How often are vaults liquidated and the peg broken in a year, if the bridge is one vault without care or fifty with operators, under normal returns or under GARCH with heavy tails?")
            .Timesteps(365).Runs(400).Seed(1)
            .BaseVariant("50 vaults")
            .Variant("single entity", model, BridgeParameters.SingleEntity(liquidation: 1.25, premium: 1.40, secure: 1.55))
            .Sweep(sweep => sweep.Grid(parameters => parameters.Market.Process, PriceProcess.Log, PriceProcess.GarchT))
            .WithBridgeMetrics();
    }
}
