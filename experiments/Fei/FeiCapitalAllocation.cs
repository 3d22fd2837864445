using Sim.Framework;
using Sim.Models.Fei;

namespace Sim.Experiments.Fei;

/// <summary>The project's main job: how users of FEI spread it, for slow and fast rebalancing and short and long memory.</summary>
public static class FeiCapitalAllocation
{
    /// <summary>The experiment.</summary>
    public static Experiment<FeiState, FeiParameters> Create() => Experiment.Of(FeiProtocol.Create())
        .Named("fei-capital-allocation")
        .Asks("Where do users hold their FEI after a year, and how much do they move, if they rebalance fast or slowly and average yields over a short or a long time?")
        .Timesteps(365).Runs(100).Seed(1)
        .Sweep(sweep => sweep
            .Grid(parameters => parameters.RebalanceDuration, 7, 30, 90)
            .Grid(parameters => parameters.MovingAverageWindow, 1, 3, 30))
        .Metric("pool share", run => run.Final(state => state.Balances[0] / state.UserFei))
        .Metric("market share", run => run.Final(state => state.Balances[1] / state.UserFei))
        .Metric("savings share", run => run.Final(state => state.Balances[2] / state.UserFei))
        .Metric("mean daily flow", run => run.Mean(state => state.GrossFlow))
        .Metric("half in savings", run => run.FirstTime(state => state.Balances[2] > 0.5 * state.UserFei));
}
