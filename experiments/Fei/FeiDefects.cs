using Sim.Framework;
using Sim.Models.Fei;

namespace Sim.Experiments.Fei;

/// <summary>What each known defect of the original changes, kept alone: the table of docs/models/fei.md.</summary>
public static class FeiDefects
{
    /// <summary>The experiment.</summary>
    public static Experiment<FeiState, FeiParameters> Create() => Experiment.Of(FeiProtocol.Create())
        .Named("fei-defects")
        .Asks("What does each known defect of the original change in the results of a year, if it alone is kept, and all of them together?")
        .Timesteps(365).Runs(20).Seed(1)
        .Sweep(sweep => sweep.Grid(parameters => parameters.Fidelity, Enum.GetValues<Fidelity>()))
        .Metric("pool share", run => run.Final(state => state.Balances[0] / state.UserFei))
        .Metric("market share", run => run.Final(state => state.Balances[1] / state.UserFei))
        .Metric("savings share", run => run.Final(state => state.Balances[2] / state.UserFei))
        .Metric("mean risk", run => run.Mean(state => state.Risk.Metric))
        .Metric("market rate", run => run.Mean(state => state.Market.DepositRate))
        .Metric("mean daily flow", run => run.Mean(state => state.GrossFlow))
        .Metric("collateralization", run => run.Final(state => state.Metrics.CollateralizationRatio))
        .Metric("year's revenue", run => run.Sum(state => state.Metrics.Revenue))
        .Metric("FEI created", run => run.Sum(state => Math.Abs(state.FeiCreated)));
}
