using Sim.Framework;

namespace Sim.Models.Bridge;

/// <summary>What a risk analyst asks of one run; over runs, the experiment gives means with intervals, and a 0 or 1 becomes a probability.</summary>
public static class BridgeMetrics
{
    /// <summary>The experiment with all of them.</summary>
    public static Experiment<BridgeState, BridgeParameters> WithBridgeMetrics(this Experiment<BridgeState, BridgeParameters> experiment) =>
        experiment.WithSolvencyMetrics().WithLiquidationMetrics().WithRatioMetrics().WithActorMetrics();

    /// <summary>Peg and bad debt.</summary>
    public static Experiment<BridgeState, BridgeParameters> WithSolvencyMetrics(this Experiment<BridgeState, BridgeParameters> experiment) => experiment
        .Metric("peg break", run => run.Final(state => state.Totals.DaysBelowPeg > 0 ? 1 : 0))
        .Metric("days below peg", run => run.Final(state => state.Totals.DaysBelowPeg))
        .Metric("least backing", run => run.Min(state => state.Solvency.Backing))
        .Metric("worst bad debt", run => run.Max(state => state.Solvency.BadDebt))
        .Metric("worst bad debt share", run => run.Max(state => state.Supply > 0 ? state.Solvency.BadDebt / state.Supply : 0))
        .Metric("last bad debt", run => run.Final(state => state.Solvency.BadDebt));

    /// <summary>How much is liquidated, and how it is cleared.</summary>
    public static Experiment<BridgeState, BridgeParameters> WithLiquidationMetrics(this Experiment<BridgeState, BridgeParameters> experiment) => experiment
        .Metric("liquidation", run => run.Final(state => state.LiquidatedVaults > 0 ? 1 : 0))
        .Metric("first liquidation", run => run.FirstTime(state => state.LiquidatedVaults > 0))
        .Metric("liquidated vaults", run => run.Final(state => state.LiquidatedVaults))
        .Metric("liquidated debt", run => run.Final(state => state.Totals.Liquidated))
        .Metric("liquidated collateral", run => run.Final(state => state.Totals.LiquidatedCollateral))
        .Metric("ratio at liquidation", run => run.Of(RatioAtLiquidation))
        .Metric("least liquidation ratio", run => run.Min(state => state.Solvency.LiquidationRatio))
        .Metric("longest clearing", run => run.Max(state => state.Solvency.ClearingDays))
        .Metric("most late debt", run => run.Max(state => state.Solvency.LateDebt))
        .Metric("unprofitable days", run => run.Final(state => state.Totals.UnprofitableDays));

    /// <summary>Collateral ratios and the use of capital.</summary>
    public static Experiment<BridgeState, BridgeParameters> WithRatioMetrics(this Experiment<BridgeState, BridgeParameters> experiment) => experiment
        .Metric("last system ratio", run => run.Final(state => state.Solvency.SystemRatio))
        .Metric("least system ratio", run => run.Min(state => state.Solvency.SystemRatio))
        .Metric("least vault ratio", run => run.Min(state => state.Solvency.LowestRatio))
        .Metric("capital efficiency", run => run.Mean(state => state.Solvency.CapitalEfficiency));

    /// <summary>What arbitrageurs, redeemers and operators gain and pay.</summary>
    public static Experiment<BridgeState, BridgeParameters> WithActorMetrics(this Experiment<BridgeState, BridgeParameters> experiment) => experiment
        .Metric("burnt", run => run.Final(state => state.Totals.Burnt))
        .Metric("arbitrage profit", run => run.Final(state => state.Totals.ArbitrageProfit))
        .Metric("slippage paid", run => run.Final(state => state.Totals.SlippagePaid))
        .Metric("premium paid", run => run.Final(state => state.Totals.PremiumPaid))
        .Metric("punishment paid", run => run.Final(state => state.Totals.PunishmentPaid))
        .Metric("failed redeems", run => run.Final(state => state.Totals.FailedRedeems))
        .Metric("operator result", run => run.Final(state => state.Totals.OperatorResult))
        .Metric("last supply", run => run.Final(state => state.Supply));

    /// <summary>Worth over debt of the vaults that were liquidated, at that moment; null when none was.</summary>
    static double? RatioAtLiquidation(Trajectory<BridgeState, BridgeParameters> run)
    {
        var totals = run.States[^1].Totals;
        return totals.Liquidated > 0 ? totals.LiquidatedWorth / totals.Liquidated : null;
    }
}
