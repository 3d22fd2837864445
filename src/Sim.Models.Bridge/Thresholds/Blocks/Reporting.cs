using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Bridge.Thresholds.ThresholdState, Sim.Models.Bridge.Thresholds.ThresholdParameters>;

namespace Sim.Models.Bridge.Thresholds.Blocks;

/// <summary>The thresholds that are reported: methods combined, rounded up, and turned into loan-to-value ratios.</summary>
static class Reporting
{
    public static void Declare(BlockBuilder<ThresholdState, ThresholdParameters> block) => block
        .Describe("thresholds of all methods, combined, rounded up to five percent, and as loan-to-value ratios")
        .Apply(state => new { state.Historical, state.Exact, state.SimulatedReport, state.Reported, state.LoanToValue, state.BreakProbability }, Combine);

    static void Combine(Step step, ref ThresholdState next)
    {
        var (state, parameters) = (step.State, step.Parameters);
        Levels Thresholds(Levels from) => Combination.Thresholds(from, state.Sample.Adjustment, parameters.Order, parameters.Fidelity);
        next.Historical = Thresholds(state.HistoricalRisk);
        next.Exact = Thresholds(state.ExactRisk);
        next.SimulatedReport = Reported(state.Simulated, next.Historical, parameters.Fidelity);
        next.Reported = HasExact(parameters) ? Reported(next.Exact, next.Historical, parameters.Fidelity) : next.SimulatedReport;
        next.LoanToValue = Combination.LoanToValue(next.Reported);
        next.BreakProbability = 1 - state.Sample.Passage.Survival(Math.Min(1, 100.0 / next.Reported.Liquidation), state.Sample.Periods.SafeMint);
    }

    /// <summary>Whether the exact values at risk are those of the law that is simulated.</summary>
    static bool HasExact(ThresholdParameters parameters) => parameters.Fidelity == Fidelity.Parity || parameters.Process == ReturnProcess.GeometricBrownian;

    static Report Reported(Levels simulated, Levels historical, Fidelity fidelity) =>
        Combination.Reported(Combination.Larger(simulated, historical), fidelity);
}
