using Sim.Framework;
using Sim.Models.Fei;

namespace Sim.Experiments.Fei;

/// <summary>Four prices of the volatile asset, with the protocol's own policies off: the original's notebook 1, analysis 1.</summary>
public static class FeiSanity
{
    /// <summary>The experiment.</summary>
    public static Experiment<FeiState, FeiParameters> Create() => Experiment.Of(FeiProtocol.Create())
        .Named("fei-sanity")
        .Asks("Does the volatile asset's price drive the protocol as one would expect, when it stands still, halves for half a year, rises by a fifth or falls by a fifth?")
        .Parameters(new FeiParameters
        {
            TargetStableBackingRatio = null,
            VolatilePrice = Process.Step(start: 2_000, level: 1_000, from: 365 / 4.0, until: 365 * 3 / 4.0),
        })
        .Timesteps(365).Runs(10).Seed(1)
        .Sweep(sweep => sweep.Zip(zip => zip
            .Set(parameters => parameters.VolatilePrice.Kind, ProcessKind.Constant, ProcessKind.Step, ProcessKind.Trend, ProcessKind.Trend)
            .Set(parameters => parameters.VolatilePrice.Drift, 0, 0, 0.2, -0.2)))
        .Metric("final collateralization", run => run.Final(state => state.Metrics.CollateralizationRatio))
        .Metric("least collateralization", run => run.Min(state => state.Metrics.CollateralizationRatio))
        .Metric("collateralization drawdown", run => run.Of(run => Kpis.MaxDrawdown(Kpis.Path(run, state => state.Metrics.CollateralizationRatio))))
        .Metric("final PCV", run => run.Final(state => state.Pcv.Total))
        .Metric("PCV volatility", run => run.Of(run => Kpis.Volatility(Kpis.Path(run, state => state.Pcv.Total))))
        .Metric("final circulating FEI", run => run.Final(state => state.Supply.UserCirculating))
        .Metric("final pool value", run => run.Final(state => state.Trade.ValueLocked))
        .Metric("minted", run => run.Final(state => state.MintedSoFar))
        .Metric("redeemed", run => run.Final(state => state.RedeemedSoFar));
}
