using Sim.Framework;
using Sim.Models.Fei;

namespace Sim.Experiments.Fei;

/// <summary>What the protocol's own liquidity does to supply and collateral: the original's notebook 3, analysis 1.</summary>
public static class FeiLiquidity
{
    /// <summary>The experiment.</summary>
    public static Experiment<FeiState, FeiParameters> Create() => Experiment.Of(FeiProtocol.Create())
        .Named("fei-liquidity")
        .Asks("How strongly do supply and collateralization follow the volatile asset's price, if the protocol keeps 10, 105 or 200 million USD in the liquidity pool?")
        .Timesteps(365).Runs(100).Seed(1)
        .Sweep(sweep => sweep.Grid(parameters => parameters.LiquidityPoolTvl, 10e6, 105e6, 200e6))
        .Metric("final pool value", run => run.Final(state => state.Trade.ValueLocked))
        .Metric("minted", run => run.Final(state => state.MintedSoFar))
        .Metric("redeemed", run => run.Final(state => state.RedeemedSoFar))
        .Metric("supply volatility", run => run.Of(run => Kpis.Volatility(Kpis.Path(run, state => state.Supply.Total))))
        .Metric("PCV volatility", run => run.Of(run => Kpis.Volatility(Kpis.Path(run, state => state.Pcv.Total))))
        .Metric("mean collateralization", run => run.Mean(state => state.Metrics.CollateralizationRatio))
        .Metric("collateralization volatility", run => run.Of(run => Kpis.Volatility(Kpis.Path(run, state => state.Metrics.CollateralizationRatio))))
        .Metric("pool fees", run => run.Sum(state => state.Trade.Fees))
        .Metric("year's revenue", run => run.Sum(state => state.Metrics.Revenue));
}
