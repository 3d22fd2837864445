using Sim.Models.Bridge.Prices;

namespace Sim.Models.Bridge.Tests.Prices;

/// <summary>Tokens, pairs and short series that tests share.</summary>
static class Sample
{
    internal static readonly Token Usd = new("dollar", "usd");
    internal static readonly Token Btc = new("bitcoin", "btc");
    internal static readonly Token Dot = new("polkadot", "dot");
    internal static readonly TokenPair DotUsd = new(Dot, Usd);
    internal static readonly DateOnly Day = new(2024, 1, 1);

    internal static PriceSeries Series(params double[] prices) => new(DotUsd, "test", Day, prices);
}
