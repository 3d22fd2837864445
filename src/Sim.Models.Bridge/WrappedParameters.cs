using System.ComponentModel.DataAnnotations;
using Sim.Framework;

namespace Sim.Models.Bridge;

/// <summary>The market of the wrapped bitcoin.</summary>
public sealed record WrappedParameters
{
    /// <summary>The bitcoin side of the pool of wrapped bitcoin against bitcoin; 0 for no pool, when any amount trades at the quote.</summary>
    [Unit("BTC"), Range(0, 1e9)] public double PoolDepth { get; init; } = 30;

    /// <summary>What holders pay above the bitcoin that a token stands for, in the long run and at the start.</summary>
    [Unit("ratio"), Range(-0.9, 10)] public double Premium { get; init; }

    /// <summary>How fast the premium returns to it.</summary>
    [Unit("1/day"), Range(0, 100)] public double PremiumReversion { get; init; } = 0.1;

    /// <summary>The standard deviation of a day's change of the premium from demand.</summary>
    [Unit("1/sqrt(day)"), Range(0, 1)] public double PremiumVolatility { get; init; }

    /// <summary>How much the premium rises when the whole supply is burnt.</summary>
    [Unit("ratio"), Range(-10, 10)] public double BurnSensitivity { get; init; }
}
