using Sim.Models.Cdp.Probability;

namespace Sim.Models.Cdp;

/// <summary>What is known exactly of positions that are left alone.</summary>
public static class Theory
{
    const double DaysPerYear = 365;

    /// <summary>The probability that a position that is never touched is liquidated within so many timesteps, without jumps or delay of the oracle.</summary>
    /// <remarks>First passage, in continuous time or with the correction for looks at the end of timesteps; see <see cref="LiquidationProbability"/>.
    /// Owners are of middle size.</remarks>
    /// <param name="parameters">The parameters.</param>
    /// <param name="kind">Which kind of collateral, by its place.</param>
    /// <param name="tab">The debt of the position at the start (Dai).</param>
    /// <param name="timesteps">How many timesteps.</param>
    public static double Liquidation(CdpParameters parameters, int kind, double tab, int timesteps)
    {
        var collateral = parameters.Collaterals[kind];
        if (tab <= 0)
            return 0;
        var distance = LiquidationProbability.Distance(collateral.Ink, collateral.Tag, tab, collateral.Mat);
        var logDrift = LiquidationProbability.LogDrift(collateral.Drift, collateral.Sigma, collateral.Fee);
        var years = timesteps * parameters.Days / DaysPerYear;
        return parameters.Monitoring == Monitoring.Continuous
            ? LiquidationProbability.FirstPassage(distance, collateral.Sigma, logDrift, years)
            : LiquidationProbability.DiscreteFirstPassage(distance, collateral.Sigma, logDrift, years, timesteps);
    }
}
