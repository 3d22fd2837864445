using Sim.Framework;
using Sim.Framework.Randomness;
using Sim.Models.Bridge.Paths;
using Sim.Models.Bridge.Risk;
using Step = Sim.Framework.Step<Sim.Models.Bridge.Thresholds.ThresholdState, Sim.Models.Bridge.Thresholds.ThresholdParameters>;

namespace Sim.Models.Bridge.Thresholds.Blocks;

/// <summary>Many price paths, the values at risk of their running minima, and the thresholds that follow.</summary>
static class Simulation
{
    public static void Declare(BlockBuilder<ThresholdState, ThresholdParameters> block) => block
        .Describe("paths of the price, the values at risk of their running minima, and their thresholds, with Monte Carlo standard errors")
        .Apply(state => new { state.SimulatedRisk, state.SimulatedRiskError, state.Simulated, state.SimulatedError }, Simulate);

    static void Simulate(Step step, ref ThresholdState next)
    {
        var (sample, parameters) = (step.State.Sample, step.Parameters);
        var risk = Risk(sample, step.Random);
        var losses = Levels.Of(risk.Quantiles[2].Value, risk.Quantiles[1].Value, risk.Quantiles[0].Value);
        Levels Thresholds(Levels from) => Combination.Thresholds(from, sample.Adjustment, parameters.Order, parameters.Fidelity);
        next.SimulatedRisk = losses;
        next.SimulatedRiskError = Levels.Of(risk.Quantiles[2].StandardError, risk.Quantiles[1].StandardError, risk.Quantiles[0].StandardError);
        next.Simulated = Thresholds(losses);
        // The covariances run from the shortest period to the longest; read backwards they run from liquidation to safe mint.
        Span<double> covariance = stackalloc double[risk.Covariance.Length];
        risk.Covariance.CopyTo(covariance);
        covariance.Reverse();
        next.SimulatedError = Combination.StandardErrors(losses, covariance, Thresholds);
    }

    /// <summary>Values at risk from the shortest period to the longest.</summary>
    internal static SimulatedVar Risk(Sample sample, RandomStream random)
    {
        var moves = sample.Moves;
        double[][] minima = [.. moves.Select(_ => new double[sample.Paths])];
        if (!sample.IsParity)
        {
            RunningMinimum.Simulate(sample.Law, random, moves, minima);
            return SimulatedVar.Of(minima, sample.Alpha, minimum => Math.Exp(minimum) - 1);
        }

        // The original seeds its generator from the clock; here every run has a seed of its own.
        sample.Euler.RunningMinima((uint)random.NextInt64(1, uint.MaxValue), moves, sample.Periods.Longest, minima);
        return SimulatedVar.Of(minima, sample.Alpha, minimum => minimum - 1);
    }
}
