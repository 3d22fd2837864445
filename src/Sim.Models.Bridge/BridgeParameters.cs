using System.ComponentModel.DataAnnotations;
using Sim.Framework;

namespace Sim.Models.Bridge;

/// <summary>The parameters of the vault dynamics; the defaults are the base case, a bridge the size of Interlay's in 2024.</summary>
/// <remarks>Sources stand beside each parameter in README.md.</remarks>
public sealed record BridgeParameters
{
    /// <summary>How many vaults there are at the start.</summary>
    [Unit("vaults"), Range(1, 10_000)] public int Vaults { get; init; } = 50;

    /// <summary>The wrapped bitcoin at the start.</summary>
    [Unit("BTC"), Range(1e-6, 1e9)] public double Supply { get; init; } = 60;

    /// <summary>The first collateral.</summary>
    public CollateralType Collateral { get; init; } = new();

    /// <summary>Further kinds of collateral.</summary>
    [Unit("")] public IReadOnlyList<CollateralType> Others { get; init; } = [];

    /// <summary>Prices and impact.</summary>
    public MarketParameters Market { get; init; } = new();

    /// <summary>The market of the wrapped bitcoin.</summary>
    public WrappedParameters Wrapped { get; init; } = new();

    /// <summary>The oracle.</summary>
    public OracleParameters Oracle { get; init; } = new();

    /// <summary>The users.</summary>
    public UserParameters Users { get; init; } = new();

    /// <summary>The operators of vaults.</summary>
    public OperatorParameters Operators { get; init; } = new();

    /// <summary>Fees and periods of the protocol.</summary>
    public ProtocolParameters Protocol { get; init; } = new();

    /// <summary>The arbitrageurs.</summary>
    public ArbitrageParameters Arbitrage { get; init; } = new();

    /// <summary>The original README's picture: one vault that mints all it can at the secure threshold and is never looked after, an exact oracle, and no users.</summary>
    /// <remarks>What is left of the model is market, liquidation, arbitrage and accounting.</remarks>
    /// <param name="liquidation">The liquidation threshold (ratio).</param>
    /// <param name="premium">The premium threshold, which nobody uses here (ratio).</param>
    /// <param name="secure">The secure threshold, where the vault starts (ratio).</param>
    public static BridgeParameters SingleEntity(double liquidation, double premium, double secure) => new()
    {
        Vaults = 1,
        Supply = 1,
        Collateral = new() { Liquidation = liquidation, Premium = premium, Secure = secure, PoolDepth = 0.5 },
        Wrapped = new() { PoolDepth = 0 },
        Oracle = new() { Feeds = 1, FeedError = 0, FeedOutage = 0, Outage = 0, Lag = 0 },
        Users = new() { IssueRate = 0, RedeemRate = 0, SellRate = 0 },
        Operators = new() { TargetBuffer = 0, TargetSpread = 0, SizeSpread = 0, CheckPeriod = 0, Reserve = 0, OwnTokens = 0, OfflineRate = 0 },
        Protocol = new() { PremiumFee = 0, IssueFee = 0, RedeemFee = 0 },
    };
}
