using Sim.Framework;

namespace Sim.Models.Bridge.Prices;

/// <summary>What one exchange says of a pair at a moment.</summary>
/// <param name="Exchange">Its name.</param>
/// <param name="Time">When it said so.</param>
/// <param name="Price">Units of the quote currency for one of the base; a quote without a usable price is dropped.</param>
/// <param name="Volume">What was traded there, in the unit in which all exchanges are compared; at least 0.</param>
public readonly record struct ExchangeQuote(string Exchange, DateTimeOffset Time, [property: Unit("quote/base")] double Price, [property: Unit("base")] double Volume);
