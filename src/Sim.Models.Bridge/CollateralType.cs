using System.ComponentModel.DataAnnotations;
using Sim.Framework;

namespace Sim.Models.Bridge;

/// <summary>A kind of collateral: its thresholds, its price against bitcoin, and the market where it is sold.</summary>
/// <remarks>Collateral is counted so that <see cref="Price"/> is what a unit is worth at the start; with 1, a unit is what was worth 1 BTC.</remarks>
public sealed record CollateralType
{
    /// <summary>The price at the start.</summary>
    [Unit("BTC/collateral"), Range(1e-9, 1e9)] public double Price { get; init; } = 1;

    /// <summary>The standard deviation of daily returns against bitcoin; with GARCH, in the long run.</summary>
    [Unit("1/sqrt(day)"), Range(0, 1)] public double Volatility { get; init; } = 0.0244;

    /// <summary>The mean daily return against bitcoin.</summary>
    [Unit("1/day"), Range(-1, 1)] public double Drift { get; init; }

    /// <summary>The secure threshold: at or above it vaults may issue and withdraw.</summary>
    [Unit("ratio"), Range(1, 100)] public double Secure { get; init; } = 1.55;

    /// <summary>The premium redeem threshold: below it users are paid to redeem.</summary>
    [Unit("ratio"), Range(1, 100)] public double Premium { get; init; } = 1.40;

    /// <summary>The liquidation threshold.</summary>
    [Unit("ratio"), Range(1, 100)] public double Liquidation { get; init; } = 1.25;

    /// <summary>The bitcoin side of the pool where collateral is sold.</summary>
    [Unit("BTC"), Range(1e-6, 1e9)] public double PoolDepth { get; init; } = 30;

    /// <summary>What the whole market trades in a day; read by the square-root law of impact.</summary>
    [Unit("BTC/day"), Range(1e-6, 1e9)] public double DailyVolume { get; init; } = 1_000;

    /// <summary>The most collateral that may be locked, at its worth at the start.</summary>
    [Unit("BTC"), Range(0, 1e12)] public double Ceiling { get; init; } = 1_000;

    /// <summary>The least collateral of a vault that issues, at its worth at the start.</summary>
    [Unit("BTC"), Range(0, 1e9)] public double Minimum { get; init; } = 0.005;

    /// <summary>How many of the vaults are secured by it, relative to the other types.</summary>
    [Unit("ratio"), Range(0, 1e6)] public double Weight { get; init; } = 1;
}
