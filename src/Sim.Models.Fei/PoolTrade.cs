using Sim.Framework;

namespace Sim.Models.Fei;

/// <summary>What arbitrage did to the liquidity pool in a timestep, and what the pool yields.</summary>
public readonly record struct PoolTrade
{
    /// <summary>FEI that came into the pool and was minted for it; negative when redeemed.</summary>
    [Unit("FEI")] public double FeiMinted { get; init; }

    /// <summary>Fees that the pool kept.</summary>
    [Unit("USD")] public double Fees { get; init; }

    /// <summary>The loss of a share of the pool against holding its assets, 0 or less: in this timestep, in parity since the start.</summary>
    [Unit("ratio")] public double ImpermanentLoss { get; init; }

    /// <summary>The pool's yield rate, fees less loss, 0 at the least.</summary>
    [Unit("1/year")] public double YieldRate { get; init; }

    /// <summary>The value of both sides after the trade.</summary>
    [Unit("USD")] public double ValueLocked { get; init; }
}
