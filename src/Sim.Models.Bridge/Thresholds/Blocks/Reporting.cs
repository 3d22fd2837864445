using Sim.Framework;
using Sim.Models.Bridge.Risk;
using Step = Sim.Framework.Step<Sim.Models.Bridge.Thresholds.ThresholdState, Sim.Models.Bridge.Thresholds.ThresholdParameters>;

namespace Sim.Models.Bridge.Thresholds.Blocks;

/// <summary>The thresholds that are reported: methods combined, rounded up, and turned into loan-to-value ratios.</summary>
static class Reporting
{
    // A difference of two numbers near 1 has no digits below this.
    const double SolverNoise = 1e-12;

    public static void Declare(BlockBuilder<ThresholdState, ThresholdParameters> block) => block
        .Describe("thresholds of all methods, combined, rounded up to five percent, and as loan-to-value ratios")
        .Apply(state => new { state.Historical, state.Exact, state.SimulatedReport, state.Reported, state.LoanToValue, state.RestsOnSeed, state.BreakProbability }, Combine);

    static void Combine(Step step, ref ThresholdState next)
    {
        var (state, parameters) = (step.State, step.Parameters);
        Levels Thresholds(Levels from) => Combination.Thresholds(from, state.Sample.Adjustment, parameters.Order, parameters.Fidelity);
        next.Historical = Thresholds(state.HistoricalRisk);
        next.Exact = Thresholds(state.ExactRisk);
        next.SimulatedReport = Reported(state.Simulated, next.Historical, parameters.Fidelity);
        next.Reported = HasExact(parameters) ? Reported(next.Exact, next.Historical, parameters.Fidelity) : next.SimulatedReport;
        next.LoanToValue = Combination.LoanToValue(next.Reported);
        next.RestsOnSeed = At(-1) != At(1);
        var debt = Math.Min(1, 100.0 / next.Reported.Liquidation);
        var broken = debt > 0 ? 1 - state.Sample.Passage.Survival(debt, state.Sample.Periods.SafeMint) : 1;
        next.BreakProbability = broken > SolverNoise ? broken : 0;

        Report At(double end) => Reported(Shifted(state.Simulated, state.SimulatedError, end * EmpiricalQuantile.Z95), Thresholds(state.HistoricalRisk), parameters.Fidelity);
    }

    /// <summary>Whether the exact values at risk are those of the law that is simulated.</summary>
    static bool HasExact(ThresholdParameters parameters) => parameters.Fidelity == Fidelity.Parity || parameters.Process == ReturnProcess.GeometricBrownian;

    static Levels Shifted(Levels levels, Levels errors, double times) => Levels.Of(
        levels.Liquidation + (times * errors.Liquidation), levels.PremiumRedeem + (times * errors.PremiumRedeem), levels.SafeMint + (times * errors.SafeMint));

    static Report Reported(Levels simulated, Levels historical, Fidelity fidelity) =>
        Combination.Reported(Combination.Larger(simulated, historical), fidelity);
}
