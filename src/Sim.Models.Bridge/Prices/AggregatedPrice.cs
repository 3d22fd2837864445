using Sim.Framework;

namespace Sim.Models.Bridge.Prices;

/// <summary>One price from several exchanges, with what to think of it.</summary>
/// <param name="Price">Units of the quote currency for one of the base; NaN if no quote remained.</param>
/// <param name="Dispersion">The robust standard deviation (1.4826 median absolute deviations) of the logarithmic prices that remained; 0 for one, NaN for none.</param>
/// <param name="Sources">How many exchanges remained.</param>
/// <param name="IsThin">Whether these are too few to rely on.</param>
public readonly record struct AggregatedPrice([property: Unit("quote/base")] double Price, [property: Unit("1")] double Dispersion, [property: Unit("sources")] int Sources, bool IsThin);
