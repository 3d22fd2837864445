using MathNet.Numerics.Statistics;
using Sim.Framework;

namespace Sim.Models.Fei;

/// <summary>What practitioners read off a path of values, such as PCV by timestep.</summary>
/// <remarks>Pure functions of at least two positive values in order of time; NaN for fewer.
/// Source: CADLabs/fei-protocol-model at 0818fbe, experiments/notebooks/helpers/system_metrics.py.</remarks>
public static class Kpis
{
    /// <summary>The values of a run, without its initial state.</summary>
    public static double[] Path(Trajectory<FeiState, FeiParameters> run, Func<FeiState, double> of)
    {
        var values = new double[run.States.Length - 1];
        for (var timestep = 0; timestep < values.Length; timestep++)
            values[timestep] = of(run.States[timestep + 1]);
        return values;
    }

    /// <summary>Standard deviation of the relative changes from one timestep to the next.</summary>
    public static double Volatility(ReadOnlySpan<double> values) => Changes(values).StandardDeviation();

    /// <summary>The deepest fall below the highest value of the last <paramref name="window"/> timesteps, as a ratio, 0 or less.</summary>
    public static double MaxDrawdown(ReadOnlySpan<double> values, int window = 30)
    {
        var deepest = 0.0;
        for (var now = window - 1; now < values.Length; now++)
        {
            var highest = values[now];
            for (var back = 1; back < window; back++)
                highest = Math.Max(highest, values[now - back]);
            deepest = Math.Min(deepest, (values[now] / highest) - 1);
        }

        return deepest;
    }

    /// <summary>The relative change from one timestep to the next that is undercut with this probability (definition 7 of Hyndman and Fan 1996).</summary>
    public static double ChangeQuantile(ReadOnlySpan<double> values, double probability) =>
        Statistics.QuantileCustom(Changes(values), probability, QuantileDefinition.R7);

    /// <summary>Value at risk over some timesteps: what the last value would lose at the quantile of relative changes, growing with the square root of time.</summary>
    /// <param name="values">The values (USD).</param>
    /// <param name="confidence">How sure one wants to be, such as 0.95.</param>
    /// <param name="timesteps">Over how many timesteps.</param>
    public static double ValueAtRisk(ReadOnlySpan<double> values, double confidence, double timesteps) =>
        Math.Abs(values[^1] * ChangeQuantile(values, 1 - confidence)) * Math.Sqrt(timesteps);

    /// <summary>The mean over the standard deviation.</summary>
    public static double MeanOverDeviation(ReadOnlySpan<double> values)
    {
        var (mean, deviation) = values.ToArray().MeanStandardDeviation();
        return mean / deviation;
    }

    static double[] Changes(ReadOnlySpan<double> values)
    {
        var changes = new double[Math.Max(0, values.Length - 1)];
        for (var change = 0; change < changes.Length; change++)
            changes[change] = (values[change + 1] / values[change]) - 1;
        return changes;
    }
}
