using Sim.Framework;

namespace Sim.Models.Bridge.Thresholds;

/// <summary>The state of a threshold analysis: zeros at timestep 0, the results at timestep 1.</summary>
public record struct ThresholdState
{
    /// <summary>Where the prices come from; made-up ones say "synthetic" first.</summary>
    [Unit("")] public string? PriceOrigin { get; set; }

    /// <summary>Whether the prices are those of the token's proxy, since its own begin too late.</summary>
    [Unit("")] public bool IsProxy { get; set; }

    /// <summary>The standard deviation of daily returns that the simulation works with: of log returns, in parity mode of simple ones.</summary>
    [Unit("1/sqrt(day)")] public double Volatility { get; set; }

    /// <summary>The mean simple return of a day that the simulation works with.</summary>
    [Unit("1/day")] public double Growth { get; set; }

    /// <summary>Values at risk of the simulated paths, over the period of each threshold; 0 or less.</summary>
    public Levels SimulatedRisk { get; set; }

    /// <summary>The Monte Carlo standard errors of the simulated values at risk.</summary>
    public Levels SimulatedRiskError { get; set; }

    /// <summary>Values at risk of the sample itself.</summary>
    public Levels HistoricalRisk { get; set; }

    /// <summary>Values at risk of independent normal returns without simulation: what endless paths would give.</summary>
    public Levels ExactRisk { get; set; }

    /// <summary>Thresholds from the simulated values at risk, not rounded.</summary>
    public Levels Simulated { get; set; }

    /// <summary>The Monte Carlo standard errors of the simulated thresholds.</summary>
    public Levels SimulatedError { get; set; }

    /// <summary>Thresholds from the historical values at risk, not rounded.</summary>
    public Levels Historical { get; set; }

    /// <summary>Thresholds from the exact values at risk, not rounded.</summary>
    public Levels Exact { get; set; }

    /// <summary>The rounded thresholds that this run's simulation reports, together with the historical ones.</summary>
    public Report SimulatedReport { get; set; }

    /// <summary>The rounded thresholds to use: from the exact values where returns are independent and normal, else this run's.</summary>
    public Report Reported { get; set; }

    /// <summary>The loan-to-value ratios that the reported thresholds allow, rounded down; for lending.</summary>
    public Report LoanToValue { get; set; }

    /// <summary>Whether the 95 % interval of this run's simulated thresholds holds another report: with another seed it could have been that.</summary>
    [Unit("")] public bool RestsOnSeed { get; set; }

    /// <summary>How likely the collateral falls below the debt within the shortest period, from the reported liquidation threshold, if returns are independent and normal.</summary>
    [Unit("probability")] public double BreakProbability { get; set; }

    /// <summary>How the value at risk of one day would have done on the sample.</summary>
    public Backtest Backtest { get; set; }

    [NotRecorded] internal Sample Sample { get; set; }
}
