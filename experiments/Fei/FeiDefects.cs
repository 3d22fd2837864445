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
        // A start away from the original's literal 2,000 USD shows what the literals do.
        .Parameters(new FeiParameters { VolatilePrice = Process.Brownian(start: 1_800, drift: -50, deviation: 20) })
        .Timesteps(365).Runs(20).Seed(1)
        .Sweep(sweep => sweep.Grid(parameters => parameters.Fidelity, Enum.GetValues<Fidelity>()))
        .Metric("pool share", run => run.Final(state => state.Balances[0] / state.UserFei))
        .Metric("market share", run => run.Final(state => state.Balances[1] / state.UserFei))
        .Metric("savings share", run => run.Final(state => state.Balances[2] / state.UserFei))
        .Metric("savings share on day 3", run => run.Of(run => run.States[3].Balances[2] / run.States[3].UserFei))
        .Metric("mean risk", run => run.Mean(state => state.Risk.Metric))
        .Metric("mean market rate", run => run.Mean(state => state.Market.DepositRate))
        .Metric("mean daily flow", run => run.Mean(state => state.GrossFlow))
        .Metric("final PCV", run => run.Final(state => state.Pcv.Total))
        .Metric("final collateralization", run => run.Final(state => state.Metrics.CollateralizationRatio))
        .Metric("year's revenue", run => run.Sum(state => state.Metrics.Revenue))
        .Metric("FEI created", run => run.Sum(state => Math.Abs(state.FeiCreated)));
}
