using Sim.Framework;
using Sim.Models.Bridge.Thresholds;

namespace Sim.Experiments;

/// <summary>The collateral thresholds of every token of a network, and which of them rest on the seed of the simulation.</summary>
public static class BridgeThresholdsExperiment
{
    /// <summary>The experiment.</summary>
    public static Experiment<ThresholdState, ThresholdParameters> Create() => Experiment.Of(BridgeThresholds.Create())
        .Asks("Which liquidation, premium redeem and safe mint thresholds does each collateral need, and which of them rest on the seed of the simulation: in which share of runs would the report be another? "
            + "Prices are synthetic unless price_folder names a folder of CSV files.")
        .Timesteps(1).Runs(20).Seed(1)
        .Sweep(sweep => sweep.GridOf(parameters => parameters.Token, BridgeThresholds.TokensOf))
        .Metric("liquidation %", run => run.Final(state => state.Reported.Liquidation))
        .Metric("premium redeem %", run => run.Final(state => state.Reported.PremiumRedeem))
        .Metric("safe mint %", run => run.Final(state => state.Reported.SafeMint))
        .Metric("rests on seed", run => run.Final(state => state.SimulatedReport == state.Reported ? 0 : 1))
        .Metric("liquidation", run => run.Final(state => state.Simulated.Liquidation))
        .Metric("premium redeem", run => run.Final(state => state.Simulated.PremiumRedeem))
        .Metric("safe mint", run => run.Final(state => state.Simulated.SafeMint))
        .Metric("breaks within 7 days", run => run.Final(state => state.BreakProbability))
        .Metric("liquidation rests on seed", run => run.Final(state => state.SimulatedReport.Liquidation == state.Reported.Liquidation ? 0 : 1))
        .Metric("premium rests on seed", run => run.Final(state => state.SimulatedReport.PremiumRedeem == state.Reported.PremiumRedeem ? 0 : 1))
        .Metric("safe mint rests on seed", run => run.Final(state => state.SimulatedReport.SafeMint == state.Reported.SafeMint ? 0 : 1))
        .Metric("liquidation LTV %", run => run.Final(state => state.LoanToValue.Liquidation))
        .Metric("borrow LTV %", run => run.Final(state => state.LoanToValue.PremiumRedeem))
        .Metric("historical liquidation", run => run.Final(state => state.Historical.Liquidation))
        .Metric("historical premium", run => run.Final(state => state.Historical.PremiumRedeem))
        .Metric("historical safe mint", run => run.Final(state => state.Historical.SafeMint));
}
