using Sim.Framework;
using Sim.Models.Fei;

namespace Sim.Experiments.Fei;

/// <summary>Two policies of stable backing: the original's notebook 3, analysis 2.</summary>
public static class FeiBacking
{
    /// <summary>The experiment.</summary>
    public static Experiment<FeiState, FeiParameters> Create() => Experiment.Of(FeiProtocol.Create())
        .Named("fei-backing")
        .Asks("How much PCV is at risk from one day to the next, if the protocol keeps its stable backing below 0.3 or above 0.8 at the end of each quarter?")
        .Timesteps(365).Runs(100).Seed(1)
        .Sweep(sweep => sweep.Zip(zip => zip
            .Set(parameters => parameters.RebalanceWhen, TargetBreach.Above, TargetBreach.Below)
            .Set(parameters => parameters.TargetStableBackingRatio, 0.3, 0.8)))
        .Metric("PCV at risk, 95 %, a day", run => run.Of(run => Kpis.ValueAtRisk(Kpis.Path(run, state => state.Pcv.Total), 0.95, timesteps: 1)))
        .Metric("5 % quantile of daily change", run => run.Of(run => Kpis.ChangeQuantile(Kpis.Path(run, state => state.Pcv.Total), 0.05)))
        .Metric("P(quantile above -1 %)", run => run.Of(run => Kpis.ChangeQuantile(Kpis.Path(run, state => state.Pcv.Total), 0.05) >= -0.01 ? 1 : 0))
        .Metric("final PCV", run => run.Final(state => state.Pcv.Total))
        .Metric("mean collateralization", run => run.Mean(state => state.Metrics.CollateralizationRatio))
        .Metric("collateralization over its deviation", run => run.Of(run => Kpis.MeanOverDeviation(Kpis.Path(run, state => state.Metrics.CollateralizationRatio))))
        .Metric("final stable backing", run => run.Final(state => state.Metrics.StableBackingRatio))
        .Metric("moved", run => run.Sum(state => Math.Abs(state.PcvMoved)))
        .Metric("not moved", run => run.Sum(state => state.PcvShortfall));
}
