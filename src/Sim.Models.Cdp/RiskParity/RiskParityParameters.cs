using System.ComponentModel.DataAnnotations;
using Sim.Framework;

namespace Sim.Models.Cdp.RiskParity;

/// <summary>One position's parameters.</summary>
public sealed record PositionParameters
{
    /// <summary>Collateral.</summary>
    [Unit("units"), Range(1e-12, 1e15)] public double Ink { get; init; } = 1;

    /// <summary>Price of the collateral.</summary>
    [Unit("Dai/unit"), Range(1e-12, 1e15)] public double Tag { get; init; } = 1;

    /// <summary>Liquidation ratio.</summary>
    [Unit("ratio"), Range(1e-3, 1e3)] public double Mat { get; init; } = 1;

    /// <summary>Standard deviation of the collateral's return over the period.</summary>
    [Unit("ratio"), Range(1e-6, 100)] public double Sigma { get; init; } = 1;
}

/// <summary>The parameters of the risk-parity experiment; the defaults are the original's example of ETH and DGX.</summary>
/// <remarks>Source: L. Livnev, cdp-balance, 2018.</remarks>
public sealed record RiskParityParameters
{
    /// <summary>The debt of both positions together.</summary>
    [Unit("Dai"), Range(1e-6, 1e15)] public double Debt { get; init; } = 3_000;

    /// <summary>The position in ETH.</summary>
    public PositionParameters Eth { get; init; } = new() { Ink = 10, Tag = 420, Mat = 1.5, Sigma = 0.2 };

    /// <summary>The position in gold (DGX).</summary>
    public PositionParameters Dgx { get; init; } = new() { Ink = 100, Tag = 38, Mat = 1.1, Sigma = 0.1 };

    /// <summary>The loss below which the chain has converged.</summary>
    [Unit("probability"), Range(1e-15, 1)] public double Tolerance { get; init; } = 1e-7;

    /// <summary>The temperature of the first iteration.</summary>
    [Unit("probability"), Range(1e-15, 1e6)] public double StartTemperature { get; init; } = 100;

    /// <summary>What the temperature is multiplied by in each iteration.</summary>
    [Unit("ratio"), Range(1e-3, 1)] public double Cooling { get; init; } = 0.999;

    /// <summary>The standard deviation of the factor by which a debt is moved.</summary>
    [Unit("ratio"), Range(1e-6, 10)] public double Step { get; init; } = 0.1;

    /// <summary>How many iterations a timestep holds.</summary>
    [Unit("iterations"), Range(1, 1_000_000)] public int IterationsPerTimestep { get; init; } = 1_000;
}
