using System.ComponentModel.DataAnnotations;
using Sim.Framework;

namespace Sim.Models.Bridge.Prices;

/// <summary>Which quotes count, and for how much.</summary>
/// <remarks>Source of the rules and of the defaults: docs/models/bridge-data.md.</remarks>
public sealed record AggregationRules
{
    /// <summary>How the remaining prices become one.</summary>
    public AggregationMethod Method { get; init; } = AggregationMethod.VolumeWeightedMedian;

    /// <summary>A quote that is older than this beside the newest one is stale.</summary>
    public TimeSpan LongestAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many robust standard deviations (1.4826 median absolute deviations) a logarithmic price may lie off the median.</summary>
    [Unit("1"), Range(0.0, double.MaxValue, MinimumIsExclusive = true)] public double OutlierDeviations { get; init; } = 5;

    /// <summary>How many times the median volume a volume may count at most.</summary>
    [Unit("1"), Range(1.0, double.MaxValue)] public double VolumeCap { get; init; } = 20;

    /// <summary>The share of the volume that the trimmed average cuts off at either end.</summary>
    [Unit("1"), Range(0.0, 0.5, MaximumIsExclusive = true)] public double Trim { get; init; } = 0.1;

    /// <summary>With fewer sources than this a price is flagged as thin.</summary>
    [Unit("sources"), Range(1, int.MaxValue)] public int FewestSources { get; init; } = 2;
}
