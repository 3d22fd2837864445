using System.ComponentModel.DataAnnotations;
using Sim.Framework;

namespace Sim.Models.Bridge;

/// <summary>How the bridge learns prices.</summary>
public sealed record OracleParameters
{
    /// <summary>How many feeds report; the oracle takes the median.</summary>
    [Unit("feeds"), Range(1, 64)] public int Feeds { get; init; } = 3;

    /// <summary>The standard deviation of a feed's relative error.</summary>
    [Unit("ratio"), Range(0, 1)] public double FeedError { get; init; } = 0.002;

    /// <summary>How much of a feed's error is left a day later.</summary>
    [Unit("ratio"), Range(0, 0.999)] public double FeedPersistence { get; init; } = 0.5;

    /// <summary>The probability that one feed is out on a day.</summary>
    [Unit("1/day"), Range(0, 1)] public double FeedOutage { get; init; } = 0.01;

    /// <summary>The probability that the whole oracle is out on a day.</summary>
    [Unit("1/day"), Range(0, 1)] public double Outage { get; init; } = 0.001;

    /// <summary>The age of the prices that feeds report, up to a day.</summary>
    [Unit("days"), Range(0, 1)] public double Lag { get; init; } = 1.0 / 24;
}
