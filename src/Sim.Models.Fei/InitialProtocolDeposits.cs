using System.ComponentModel.DataAnnotations;
using Sim.Framework;

namespace Sim.Models.Fei;

/// <summary>What the protocol owns at the start, outside the liquidity pool.</summary>
/// <remarks>Source: Dune and DefiLlama as of 22 June 2022, by way of CADLabs/fei-protocol-model at 0818fbe.</remarks>
public sealed record InitialProtocolDeposits
{
    /// <summary>FEI that it holds.</summary>
    [Unit("FEI"), Range(0, 1e15)] public double FeiIdle { get; init; } = 170e6;

    /// <summary>FEI lent in the money market.</summary>
    [Unit("FEI"), Range(0, 1e15)] public double FeiMoneyMarket { get; init; } = 30e6;

    /// <summary>The stable asset, held.</summary>
    [Unit("units"), Range(0, 1e15)] public double StableIdle { get; init; } = 70e6;

    /// <summary>The stable asset, lent out for yield.</summary>
    [Unit("units"), Range(0, 1e15)] public double StableYieldBearing { get; init; } = 70e6;

    /// <summary>The volatile asset, held.</summary>
    [Unit("units"), Range(0, 1e15)] public double VolatileIdle { get; init; } = 51_250;

    /// <summary>The volatile asset, lent out for yield.</summary>
    [Unit("units"), Range(0, 1e15)] public double VolatileYieldBearing { get; init; } = 51_250;
}
