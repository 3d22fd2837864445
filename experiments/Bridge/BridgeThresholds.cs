using Sim.Framework;
using Sim.Models.Bridge.Thresholds;

namespace Sim.Experiments.Bridge;

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
        .Metric("rests on seed", run => run.Final(state => state.RestsOnSeed ? 1 : 0))
        .Metric("liquidation", run => run.Final(state => state.Simulated.Liquidation))
        .Metric("premium redeem", run => run.Final(state => state.Simulated.PremiumRedeem))
        .Metric("safe mint", run => run.Final(state => state.Simulated.SafeMint))
        .Metric("breaks after liquidation", run => run.Final(state => state.BreakProbability))
        .Metric("liquidation differs", run => run.Of(run => Differs(run, report => report.Liquidation)))
        .Metric("premium redeem differs", run => run.Of(run => Differs(run, report => report.PremiumRedeem)))
        .Metric("safe mint differs", run => run.Of(run => Differs(run, report => report.SafeMint)))
        .Metric("liquidation LTV %", run => run.Of(run => Lent(run, report => report.Liquidation)))
        .Metric("borrow LTV %", run => run.Of(run => Lent(run, report => report.PremiumRedeem)))
        .Metric("historical liquidation", run => run.Final(state => state.Historical.Liquidation))
        .Metric("historical premium", run => run.Final(state => state.Historical.PremiumRedeem))
        .Metric("historical safe mint", run => run.Final(state => state.Historical.SafeMint));

    /// <summary>1 where a run's simulation reports another threshold than the exact values do; none where there are no exact values.</summary>
    static double? Differs(Trajectory<ThresholdState, ThresholdParameters> run, Func<Report, long> threshold)
    {
        if (run.Parameters is { Fidelity: Fidelity.Corrected, Process: not ReturnProcess.GeometricBrownian })
            return null;
        var state = run.States[^1];
        return threshold(state.SimulatedReport) == threshold(state.Reported) ? 0 : 1;
    }

    /// <summary>A loan-to-value ratio; none for the bridge, which does not lend.</summary>
    static double? Lent(Trajectory<ThresholdState, ThresholdParameters> run, Func<Report, long> ratio) =>
        run.Parameters.Debt == "btc" ? null : ratio(run.States[^1].LoanToValue);
}
