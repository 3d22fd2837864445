using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Bridge.Thresholds.ThresholdState, Sim.Models.Bridge.Thresholds.ThresholdParameters>;

namespace Sim.Models.Bridge.Thresholds.Blocks;

/// <summary>What the sample says without chance: its moments, its own and its exact values at risk, and their backtest.</summary>
static class SampleRisk
{
    public static void Declare(BlockBuilder<ThresholdState, ThresholdParameters> block) => block
        .Describe("prices and moments of the sample, its historical and its exact values at risk, and their backtest")
        .Apply(state => new { state.PriceOrigin, state.IsProxy, state.Volatility, state.Growth, state.HistoricalRisk, state.ExactRisk, state.Backtest }, Measure);

    static void Measure(Step step, ref ThresholdState next)
    {
        var (sample, test) = (step.State.Sample, step.State.Sample.Backtest);
        (next.PriceOrigin, next.IsProxy) = (sample.Prices.Series.Origin, sample.Prices.IsProxy);
        (next.Volatility, next.Growth) = (sample.Volatility, sample.Growth);
        (next.HistoricalRisk, next.ExactRisk) = (sample.HistoricalRisk, sample.ExactRisk);
        next.Backtest = new Backtest
        {
            Days = test.Count,
            Exceedances = test.Exceedances,
            CoverageProbability = test.CoverageProbability,
            IndependenceProbability = test.IndependenceProbability,
            ConditionalProbability = test.ConditionalProbability,
        };
    }
}
