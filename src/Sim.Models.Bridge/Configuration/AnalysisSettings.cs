using Sim.Framework;

namespace Sim.Models.Bridge.Configuration;

/// <summary>How thresholds are computed.</summary>
/// <param name="Alpha">The confidence of the value at risk, strictly between 0 and 1.</param>
/// <param name="Simulations">How many price paths are simulated, at least 1.</param>
/// <param name="SamplePeriod">Days of price history, more than the longest threshold period.</param>
/// <param name="Periods">What each threshold covers.</param>
public sealed record AnalysisSettings([property: Unit("1")] double Alpha, [property: Unit("paths")] int Simulations, [property: Unit("d")] int SamplePeriod, ThresholdPeriods Periods);
