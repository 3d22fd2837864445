using Sim.Models.Bridge.Prices;

namespace Sim.Models.Bridge.Configuration;

/// <summary>A token that vaults may lock, as the configuration describes it.</summary>
/// <param name="Token">The token.</param>
/// <param name="Proxy">The token whose prices stand in when this one has too few; null if none is named.</param>
/// <param name="RiskAdjustment">What it may lose besides its price risk.</param>
/// <param name="SupplyCap">How much of it may be locked, in its own units; informative; null if not named.</param>
/// <param name="Place">File, line and key that describe it, for messages.</param>
public sealed record Collateral(Token Token, Token? Proxy, RiskAdjustment RiskAdjustment, double? SupplyCap, string Place);
