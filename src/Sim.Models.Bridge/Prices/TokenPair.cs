namespace Sim.Models.Bridge.Prices;

/// <summary>What a price is of: units of the quote currency for one unit of the base currency.</summary>
/// <param name="Base">The collateral.</param>
/// <param name="Quote">The debt.</param>
public readonly record struct TokenPair(Token Base, Token Quote)
{
    /// <summary>The pair whose price is the reciprocal.</summary>
    public TokenPair Inverse => new(Quote, Base);

    /// <summary>The tickers, base first: "dot/btc".</summary>
    public override string ToString() => $"{Base}/{Quote}";
}
