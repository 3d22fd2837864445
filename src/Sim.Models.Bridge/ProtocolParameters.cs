using System.ComponentModel.DataAnnotations;
using Sim.Framework;

namespace Sim.Models.Bridge;

/// <summary>What the bridge charges and how long it waits.</summary>
public sealed record ProtocolParameters
{
    /// <summary>What is paid to those who redeem from a vault in danger, per bitcoin.</summary>
    [Unit("ratio"), Range(0, 0.99)] public double PremiumFee { get; init; } = 0.05;

    /// <summary>Which vaults pay it.</summary>
    [Unit("")] public PremiumRule PremiumRule { get; init; }

    /// <summary>What a vault loses for a redeem that it failed to serve, per bitcoin.</summary>
    [Unit("ratio"), Range(0, 1)] public double PunishmentFee { get; init; } = 0.10;

    /// <summary>The fee of an issue, paid in wrapped bitcoin.</summary>
    [Unit("ratio"), Range(0, 0.5)] public double IssueFee { get; init; } = 0.0015;

    /// <summary>The fee of a redeem, paid in wrapped bitcoin.</summary>
    [Unit("ratio"), Range(0, 0.5)] public double RedeemFee { get; init; } = 0.005;

    /// <summary>How long a vault has to serve a redeem.</summary>
    [Unit("days"), Range(1, 365)] public int RedeemPeriod { get; init; } = 2;

    /// <summary>How long a vault that failed gets no new requests.</summary>
    [Unit("days"), Range(0, 365)] public int BanPeriod { get; init; } = 1;
}
