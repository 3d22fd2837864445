using System.ComponentModel.DataAnnotations;
using Sim.Framework;

namespace Sim.Models.Bridge;

/// <summary>What those who burn and those who redeem for a premium ask for.</summary>
public sealed record ArbitrageParameters
{
    /// <summary>The return that a burn must bring on what it costs.</summary>
    [Unit("ratio"), Range(0, 10)] public double Hurdle { get; init; }

    /// <summary>The fixed cost of a burn or of a premium redeem.</summary>
    [Unit("BTC"), Range(0, 1e3)] public double FixedCost { get; init; } = 1e-5;

    /// <summary>The wrapped bitcoin that arbitrageurs can burn in a day.</summary>
    [Unit("BTC/day"), Range(0, 1e9)] public double BurnBudget { get; init; } = 1_000;

    /// <summary>The return that a premium redeem must bring.</summary>
    [Unit("ratio"), Range(0, 10)] public double PremiumHurdle { get; init; }

    /// <summary>The wrapped bitcoin that premium redeemers can redeem in a day.</summary>
    [Unit("BTC/day"), Range(0, 1e9)] public double PremiumBudget { get; init; } = 5;
}
