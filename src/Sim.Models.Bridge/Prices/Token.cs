namespace Sim.Models.Bridge.Prices;

/// <summary>A currency: collateral, debt or proxy.</summary>
/// <param name="Id">Its name at the source of prices, such as CoinGecko's id ("interlay-btc").</param>
/// <param name="Ticker">Its short name in lower case ("ibtc"); as a quote currency it is named by this.</param>
public readonly record struct Token(string Id, string Ticker)
{
    /// <summary>The ticker.</summary>
    public override string ToString() => Ticker;
}
