using System.Collections.Concurrent;
using Sim.Framework;
using Sim.Models.Bridge.Configuration;
using Sim.Models.Bridge.Prices;
using Sim.Models.Bridge.Thresholds.Blocks;

namespace Sim.Models.Bridge.Thresholds;

/// <summary>Which collateral thresholds a token needs, from the risk of its price: one run is one independent Monte Carlo analysis, in one timestep.</summary>
/// <remarks>Source: interlay/collateralization-analysis at 2f668c5. See docs/models/bridge.md and README.md of this project.</remarks>
public static class BridgeThresholds
{
    /// <summary>The model.</summary>
    /// <param name="prices">Where prices come from, such as <see cref="CoinGeckoPrices"/>; the folder or the synthetic law that the parameters name when null.</param>
    public static Model<ThresholdState, ThresholdParameters> Create(IPriceSource? prices = null)
    {
        // Prices, fits and exact values are the same for all runs of a parameter set, so they are made once.
        var samples = new ConcurrentDictionary<ThresholdParameters, Lazy<Sample>>();
        return Model.Define<ThresholdState, ThresholdParameters>("bridge-thresholds")
            .StartFrom(parameters => new ThresholdState { Sample = samples.GetOrAdd(parameters, key => new Lazy<Sample>(() => Sample.Load(key, prices))).Value })
            .Block("sample risk", SampleRisk.Declare)
            .Block("simulation", Simulation.Declare)
            .Block("reporting", Reporting.Declare)
            .Invariant("thresholds rise from liquidation over premium redeem to safe mint", step => step.Timestep == 0 || step.Parameters.Fidelity == Fidelity.Parity || IsOrdered(step.State.Reported))
            .Invariant("no threshold is below the debt", step => step.Timestep == 0 || step.Parameters.Fidelity == Fidelity.Parity || step.State.Reported.Liquidation >= 100)
            .Build();
    }

    /// <summary>The tickers of a network's collaterals, in the order of the configuration, without those that are the debt itself.</summary>
    /// <exception cref="SimulationException">The configuration has no such network or debt, or cannot be read.</exception>
    public static IEnumerable<string> TokensOf(ThresholdParameters parameters)
    {
        var configuration = Sample.ConfigurationOf(parameters);
        var debt = configuration.Debt(parameters.Debt);
        return configuration.Network(parameters.Network).Collaterals.Where(collateral => !CollateralPrices.IsSkipped(collateral, debt)).Select(collateral => collateral.Token.Ticker);
    }

    static bool IsOrdered(Report report) => report.Liquidation <= report.PremiumRedeem && report.PremiumRedeem <= report.SafeMint;
}
