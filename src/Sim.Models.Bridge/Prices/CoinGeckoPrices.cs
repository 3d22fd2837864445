using System.Globalization;
using Sim.Framework;

namespace Sim.Models.Bridge.Prices;

/// <summary>Prices from CoinGecko's market chart: one a UTC day, at 00:00.</summary>
/// <remarks>
/// Asks for daily prices explicitly, since the service answers periods of 90 days and less with hourly ones otherwise. Only whole and sound answers are kept in the cache,
/// and an answer that covers the window is never asked for again. Safe for many threads.
/// Source: docs.coingecko.com/reference/coins-id-market-chart.
/// </remarks>
public sealed class CoinGeckoPrices : IPriceSource
{
    readonly CoinGeckoOptions _options;
    readonly TimeProvider _time;
    readonly CoinGeckoRequests _requests;
    readonly AnswerCache? _cache;

    /// <summary>A source that asks the service.</summary>
    /// <param name="client">Stays the caller's, who disposes it.</param>
    /// <param name="options">How to ask; null for the defaults.</param>
    /// <param name="time">The clock, which also times the waits; null for the system's.</param>
    public CoinGeckoPrices(HttpClient client, CoinGeckoOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _options = options ?? new CoinGeckoOptions();
        _time = time ?? TimeProvider.System;
        _requests = new CoinGeckoRequests(client, _options, _time);
        _cache = _options.Cache is { } folder ? new AnswerCache(folder) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="SimulationException">the window lies in the future or ends before it begins; the service cannot be reached, refuses, or answers what is no series of daily prices; or the cache cannot be read or written</exception>
    public async ValueTask<PriceSeries> Get(TokenPair pair, DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        var today = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        if (to < from || from > today)
            throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"CoinGecko was asked for prices of {pair} from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}, and today is {today:yyyy-MM-dd}. Ask for a window of the past that ends after it begins."));
        var kept = _cache?.Find(pair, from, to < today ? to : today);
        if (kept is not null)
            return MarketChart.Parse(AnswerCache.Read(kept, pair), pair, kept, "Delete the file, so that the period is fetched again.").Between(from, to);

        // The window of a market chart always ends now.
        var days = Math.Max(1, today.DayNumber - from.DayNumber);
        var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"{_options.Address.AbsoluteUri.TrimEnd('/')}/coins/{Uri.EscapeDataString(pair.Base.Id)}/market_chart?vs_currency={Uri.EscapeDataString(pair.Quote.Ticker)}&days={days}&interval=daily"));
        var body = await _requests.Get(url, pair, cancellationToken).ConfigureAwait(false);
        var series = MarketChart.Parse(body, pair, url.AbsoluteUri, "Try again later, or take the prices from CSV files.");
        _cache?.Keep(pair, from, today, body);
        return series.Between(from, to);
    }
}
