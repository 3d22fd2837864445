using System.ComponentModel.DataAnnotations;
using Sim.Framework;

namespace Sim.Models.Bridge.Thresholds;

/// <summary>The parameters of the threshold analysis; what is null is the configuration's.</summary>
public sealed record ThresholdParameters
{
    /// <summary>Whether each step follows the right rule or the original's.</summary>
    [Unit("")] public Fidelity Fidelity { get; init; }

    /// <summary>The network of the configuration whose collaterals are analysed.</summary>
    [Unit("")] public string Network { get; init; } = "polkadot";

    /// <summary>What the collateral backs: btc for the bridge, usd for lending.</summary>
    [Unit("")] public string Debt { get; init; } = "btc";

    /// <summary>The collateral that is analysed, by its ticker.</summary>
    [Unit("")] public string Token { get; init; } = "dot";

    /// <summary>How the risk of the longest period is shared out over the three thresholds.</summary>
    [Unit("")] public IncrementOrder Order { get; init; }

    /// <summary>The law of the simulated returns; read in corrected mode.</summary>
    [Unit("")] public ReturnProcess Process { get; init; }

    /// <summary>How many paths one analysis simulates.</summary>
    [Unit("paths"), Range(100, 10_000_000)] public int? Paths { get; init; }

    /// <summary>The confidence of the value at risk.</summary>
    [Unit("ratio"), Range(0.5, 0.9999)] public double? Alpha { get; init; }

    /// <summary>The mean simple return of a day that the simulation assumes; in parity mode 0 stands for the sample's, as in the original.</summary>
    [Unit("1/day"), Range(-0.1, 0.1)] public double Growth { get; init; }

    /// <summary>Jumps expected in a day, for the process with jumps.</summary>
    [Unit("1/day"), Range(0, 10)] public double JumpsPerDay { get; init; } = 0.03;

    /// <summary>The mean of a jump in the log price, in standard deviations of the sample's daily return.</summary>
    [Unit("standard deviations"), Range(-10, 10)] public double JumpMean { get; init; } = -1;

    /// <summary>The standard deviation of a jump in the log price, in standard deviations of the sample's daily return.</summary>
    [Unit("standard deviations"), Range(0, 10)] public double JumpDeviation { get; init; } = 3;

    /// <summary>The share of the gap between Heston's variance and its mean that closes in a day.</summary>
    [Unit("1/day"), Range(0, 1)] public double HestonSpeed { get; init; } = 0.05;

    /// <summary>The noise of Heston's variance, as a multiple of the sample's daily standard deviation.</summary>
    [Unit("1/sqrt(day)"), Range(0, 2)] public double HestonNoise { get; init; } = 0.2;

    /// <summary>The correlation of returns and changes of Heston's variance.</summary>
    [Unit("ratio"), Range(-1, 1)] public double HestonCorrelation { get; init; } = -0.2;

    /// <summary>How many returns each day of the backtest estimates its value at risk from.</summary>
    [Unit("days"), Range(30, 3_650)] public int BacktestWindow { get; init; } = 180;

    /// <summary>The last day of the price sample.</summary>
    [Unit("yyyy-MM-dd")] public string LastDay { get; init; } = "2024-02-09";

    /// <summary>The folder of CSV files that prices come from; synthetic prices when null.</summary>
    [Unit("")] public string? PriceFolder { get; init; }

    /// <summary>The law of synthetic prices.</summary>
    [Unit("")] public Prices.SyntheticProcess SyntheticProcess { get; init; }

    /// <summary>The seed of synthetic prices: the sample stays the same over runs, which differ in the simulation alone.</summary>
    [Unit("")] public long SyntheticSeed { get; init; }

    /// <summary>The configuration file; the one that ships with the model when null.</summary>
    [Unit("")] public string? Configuration { get; init; }
}
