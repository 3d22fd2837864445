using System.Globalization;
using Sim.Framework;
using Sim.Models.Bridge.Prices;

namespace Sim.Models.Bridge.Configuration;

/// <summary>The prices that a collateral is analysed with: its own, or its proxy's when its own begin too late.</summary>
/// <remarks>Source: interlay/collateralization-analysis at 2f668c5, main script. Prices come from the proxy, risk adjustments from the token.</remarks>
/// <param name="Series">Prices in units of the debt for one unit of the collateral or of its proxy.</param>
/// <param name="IsProxy">Whether they are the proxy's.</param>
public readonly record struct CollateralPrices(PriceSeries Series, bool IsProxy)
{
    /// <summary>Whether a collateral is left out: it, or what stands in for it, is the debt itself.</summary>
    public static bool IsSkipped(Collateral collateral, Token debt)
    {
        ArgumentNullException.ThrowIfNull(collateral);
        return collateral.Token.Ticker == debt.Ticker || collateral.Proxy?.Ticker == debt.Ticker;
    }

    /// <summary>Whether a series reaches back far enough: its first price lies at most a day after the start of the window.</summary>
    public static bool IsSufficient(PriceSeries series, DateOnly from)
    {
        ArgumentNullException.ThrowIfNull(series);
        return series.FirstPriced is { } first && first.DayNumber - from.DayNumber <= 1;
    }

    /// <summary>Asks a source for the prices of a collateral, and for those of its proxy if the first do not suffice.</summary>
    /// <exception cref="SimulationException">the collateral is to be left out, or neither its prices nor a proxy's suffice, or the source fails</exception>
    public static async ValueTask<CollateralPrices> Load(IPriceSource source, Collateral collateral, Token debt, DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (IsSkipped(collateral, debt))
            throw new SimulationException($"{collateral.Place}: {collateral.Token} or its proxy is the debt {debt} itself, whose price is always 1. Leave it out.");
        var own = await source.Get(new TokenPair(collateral.Token, debt), from, to, cancellationToken).ConfigureAwait(false);
        if (IsSufficient(own, from))
            return new CollateralPrices(own, IsProxy: false);
        if (collateral.Proxy is not { } proxy)
            throw Insufficient(collateral, own, from, "no proxy is named. Add `proxy:` with `ticker: id` of a token that moves alike, or begin later");
        var other = await source.Get(new TokenPair(proxy, debt), from, to, cancellationToken).ConfigureAwait(false);
        return IsSufficient(other, from)
            ? new CollateralPrices(other, IsProxy: true)
            : throw Insufficient(collateral, own, from, $"{Beginning(other)}. Name another proxy, or begin later");
    }

    static SimulationException Insufficient(Collateral collateral, PriceSeries series, DateOnly from, string rest) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{collateral.Place}: prices are needed from {from:yyyy-MM-dd} on; {Beginning(series)}, and {rest}."));

    static string Beginning(PriceSeries series) => series.FirstPriced is { } first
        ? string.Create(CultureInfo.InvariantCulture, $"those of {series.Pair} begin on {first:yyyy-MM-dd} ({series.Origin})")
        : $"there are none of {series.Pair} in the period ({series.Origin})";
}
