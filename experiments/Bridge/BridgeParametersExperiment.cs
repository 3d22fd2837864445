using Sim.Framework;
using Sim.Models.Bridge;

namespace Sim.Experiments.Bridge;

/// <summary>Thresholds against volatility, depth of the market and the price of the wrapped token, on the same random numbers.</summary>
public static class BridgeParametersExperiment
{
    /// <summary>The experiment.</summary>
    public static Experiment<BridgeState, BridgeParameters> Create() => Experiment.Of(BridgeVaults.Create()).Named("bridge-parameters")
        .Asks("How do liquidations, bad debt and clearing depend on the three thresholds, on volatility, on the depth of the collateral's pool and on the premium of the token?")
        .Timesteps(180).Runs(200).Seed(2)
        .Sweep(sweep => sweep
            .Points(
                point => point.Set(parameters => parameters.Collateral.Secure, 1.55).Set(parameters => parameters.Collateral.Premium, 1.40).Set(parameters => parameters.Collateral.Liquidation, 1.25),
                point => point.Set(parameters => parameters.Collateral.Secure, 1.40).Set(parameters => parameters.Collateral.Premium, 1.15).Set(parameters => parameters.Collateral.Liquidation, 1.10),
                point => point.Set(parameters => parameters.Collateral.Secure, 1.30).Set(parameters => parameters.Collateral.Premium, 1.15).Set(parameters => parameters.Collateral.Liquidation, 1.05))
            .Grid(parameters => parameters.Collateral.Volatility, 0.0244, 0.0488)
            .Grid(parameters => parameters.Collateral.PoolDepth, 6, 60)
            .Grid(parameters => parameters.Wrapped.Premium, 0, 0.074))
        .Record(Record.MetricsOnly)
        .Metric("liquidation", run => run.Final(state => state.LiquidatedVaults > 0 ? 1 : 0))
        .Metric("liquidated debt", run => run.Final(state => state.Totals.Liquidated))
        .Metric("burnt", run => run.Final(state => state.Totals.Burnt))
        .Metric("longest clearing", run => run.Max(state => state.Solvency.ClearingDays))
        .Metric("worst bad debt", run => run.Max(state => state.Solvency.BadDebt))
        .Metric("peg break", run => run.Final(state => state.Totals.DaysBelowPeg > 0 ? 1 : 0))
        .Metric("operator result", run => run.Final(state => state.Totals.OperatorResult))
        .Metric("capital efficiency", run => run.Mean(state => state.Solvency.CapitalEfficiency));
}
