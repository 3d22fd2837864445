using Sim.Framework;
using Sim.Models.Cdp;

namespace Sim.Experiments.Cdp;

/// <summary>An owner of ETH and gold who shares its debt out once, from time to time, or when it is worth it.</summary>
public static class CdpRebalancing
{
    /// <summary>The experiment.</summary>
    public static Experiment<CdpState, CdpParameters> Create() => Experiment.Of(CdpModel.Create())
        .Named("cdp-rebalancing")
        .Asks("How often is an owner of ETH and gold liquidated in a year, and what does it have in the end, if it never moves its debt, moves it every week or month, or when a position is too far off parity, for cheap and dear swaps?")
        .Timesteps(365).Runs(500).Seed(1).Record(Record.MetricsOnly)
        .Sweep(sweep => sweep
            .Grid(parameters => parameters.SwapFee, 0.002, 0.01)
            .Zip(zip => zip
                .Set(parameters => parameters.Policy, OwnerPolicy.None, OwnerPolicy.ParityOnce, OwnerPolicy.Periodic, OwnerPolicy.Periodic, OwnerPolicy.Threshold, OwnerPolicy.Threshold, OwnerPolicy.Threshold)
                .Set(parameters => parameters.RebalancePeriod, 7, 7, 7, 30, 7, 7, 7)
                .Set(parameters => parameters.Gap, 0.5, 0.5, 0.5, 0.5, 0.25, 0.5, 1)))
        .Metric("ETH liquidated", run => run.Final(state => state.Hits[0]))
        .Metric("gold liquidated", run => run.Final(state => state.Hits[1]))
        .Metric("any liquidated", run => run.Final(state => state.OwnersHit))
        .Metric("ETH, untouched, in theory", run => run.Of(run => Theory.Liquidation(run.Parameters, 0, run.States[0].Urns[0].Art, run.States.Length - 1)))
        .Metric("gold, untouched, in theory", run => run.Of(run => Theory.Liquidation(run.Parameters, 1, run.States[0].Urns[1].Art, run.States.Length - 1)))
        .Metric("penalty", run => run.Final(state => state.Ledger.Penalties))
        .Metric("rebalance cost", run => run.Final(state => state.Ledger.RebalanceCost))
        .Metric("penalty and cost", run => run.Final(state => state.Ledger.Penalties + state.Ledger.RebalanceCost))
        .Metric("rebalances", run => run.Final(state => state.Ledger.Rebalances))
        .Metric("final equity", run => run.Final(state => state.MeanEquity))
        .Metric("bad debt", run => run.Final(state => state.Ledger.BadDebt))
        .Metric("first liquidation", run => run.FirstTime(state => state.OwnersHit > 0));
}
