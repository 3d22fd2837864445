using System.ComponentModel.DataAnnotations;
using Sim.Framework;

namespace Sim.Models.Bridge;

/// <summary>What users of the wrapped bitcoin do.</summary>
public sealed record UserParameters
{
    /// <summary>Issue requests a day.</summary>
    [Unit("1/day"), Range(0, 1e3)] public double IssueRate { get; init; } = 1;

    /// <summary>The median size of a request, to issue or to redeem.</summary>
    [Unit("BTC"), Range(1e-8, 1e6)] public double RequestSize { get; init; } = 0.2;

    /// <summary>The standard deviation of the logarithm of a request's size.</summary>
    [Unit("ratio"), Range(0, 5)] public double RequestSpread { get; init; } = 1;

    /// <summary>The share of the supply that holders redeem a day while the peg holds.</summary>
    [Unit("1/day"), Range(0, 1)] public double RedeemRate { get; init; } = 0.002;

    /// <summary>How many times more they redeem per unit that the backing of a token falls short: a run.</summary>
    [Unit("ratio"), Range(0, 1e4)] public double RunSensitivity { get; init; } = 20;

    /// <summary>The share of the supply that holders sell a day, per unit that the backing of a token falls short.</summary>
    [Unit("1/day"), Range(0, 10)] public double SellRate { get; init; } = 0.5;

    /// <summary>The probability that a user whose redeem failed tries elsewhere instead of taking collateral.</summary>
    [Unit("ratio"), Range(0, 1)] public double RetryShare { get; init; } = 0.5;
}
