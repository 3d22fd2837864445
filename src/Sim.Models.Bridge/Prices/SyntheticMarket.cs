namespace Sim.Models.Bridge.Prices;

/// <summary>What synthetic prices assume of each pair.</summary>
/// <remarks>Source: against BTC, fitted to the values at risk that interlay/collateralization-analysis published (analysis.log, 2024-02-09); against USD, assumptions. See docs/models/bridge-data.md.</remarks>
static class SyntheticMarket
{
    // Daily deviation of a pair that no source speaks of: that of the alternative coins which are known.
    const double OtherVolatility = 0.045;

    static readonly Dictionary<string, double> Volatilities = new(StringComparer.Ordinal)
    {
        ["btc/usd"] = 0.027,
        ["dot/usd"] = 0.040,
        ["glmr/usd"] = 0.045,
        ["usd/btc"] = 0.0230,
        ["dot/btc"] = 0.0244,
        ["glmr/btc"] = 0.0442,
    };

    static readonly Dictionary<string, Token> Pegs = new(StringComparer.Ordinal)
    {
        ["ibtc"] = new("bitcoin", "btc"),
        ["kbtc"] = new("bitcoin", "btc"),
        ["vdot"] = new("polkadot", "dot"),
        ["vksm"] = new("kusama", "ksm"),
        ["usdt"] = new("dollar", "usd"),
        ["usdc"] = new("dollar", "usd"),
    };

    /// <summary>The standard deviation of daily logarithmic returns (1/√day).</summary>
    internal static double Volatility(TokenPair pair) => Volatilities.GetValueOrDefault(pair.ToString(), OtherVolatility);

    /// <summary>What a token is pegged to; null if to nothing.</summary>
    internal static Token? PegOf(Token token) => Pegs.TryGetValue(token.Ticker, out var peg) ? peg : null;
}
