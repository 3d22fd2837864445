using Sim.Framework;
using Sim.Models.Cdp.RiskParity;

namespace Sim.Experiments.Cdp;

/// <summary>ETH and gold under one debt: the original's annealing against the exact answer.</summary>
public static class CdpRiskParity
{
    /// <summary>The experiment.</summary>
    public static Experiment<RiskParityState, RiskParityParameters> Create() => Experiment.Of(RiskParityModel.Create())
        .Asks("How near does the original's annealing come to the debts at which ETH and gold are equally likely to be liquidated, and how often does it fail, for small and large debt and a calm and a wild ETH?")
        .Timesteps(100).Runs(50).Seed(1)
        .Sweep(sweep => sweep
            .Grid(parameters => parameters.Debt, 2_000, 3_000, 5_000)
            .Grid(parameters => parameters.Eth.Sigma, 0.1, 0.2, 0.3))
        .Metric("exact ETH tab", run => run.Final(state => state.ExactTabs[0]))
        .Metric("ETH tab", run => run.Final(state => state.BestTabs[0]))
        .Metric("error", run => run.Final(state => state.TabError))
        .Metric("exact probability", run => run.Final(state => state.ExactProbability))
        .Metric("largest probability", run => run.Final(state => state.LargestProbability))
        .Metric("converged", run => run.Final(state => state.HasConverged ? 1 : 0))
        .Metric("iterations", run => run.Final(state => state.Annealing.Iterations));
}
