using Sim.Framework;

namespace Sim.Models.Bridge.Thresholds;

/// <summary>How the value at risk of one day would have done on the sample.</summary>
public record struct Backtest
{
    /// <summary>How many days were tested.</summary>
    [Unit("days")] public int Days { get; set; }

    /// <summary>On how many of them the loss was worse than the value at risk.</summary>
    [Unit("days")] public int Exceedances { get; set; }

    /// <summary>How often as many or as few exceedances come by chance: Kupiec's test.</summary>
    [Unit("probability")] public double CoverageProbability { get; set; }

    /// <summary>How often as many clusters of exceedances come by chance: Christoffersen's test of independence.</summary>
    [Unit("probability")] public double IndependenceProbability { get; set; }

    /// <summary>How often both come by chance: Christoffersen's test of conditional coverage.</summary>
    [Unit("probability")] public double ConditionalProbability { get; set; }
}
