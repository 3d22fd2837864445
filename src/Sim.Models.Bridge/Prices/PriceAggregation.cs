using System.Globalization;
using MathNet.Numerics.Statistics;
using Sim.Framework;

namespace Sim.Models.Bridge.Prices;

/// <summary>Makes one price of the quotes of several exchanges: cleans them, then takes a median or an average.</summary>
/// <remarks>The order of the quotes does not matter. Sources: docs/models/bridge-data.md.</remarks>
public static class PriceAggregation
{
    // Makes the median absolute deviation of a normal sample an estimate of its standard deviation.
    const double MadToDeviation = 1.4826;

    /// <summary>The price at the moment of the newest quote, from one quote of each exchange.</summary>
    /// <exception cref="SimulationException">an exchange occurs twice, a volume is negative or not finite, the volumes that a weighted method needs are all 0, or a rule is outside its range</exception>
    public static AggregatedPrice Aggregate(TokenPair pair, IReadOnlyCollection<ExchangeQuote> quotes, AggregationRules? rules = null)
    {
        rules ??= new AggregationRules();
        Check(rules);
        Check(pair, quotes);
        var kept = WithoutOutliers(Usable(quotes, rules), rules);
        if (kept.Length == 0)
            return new AggregatedPrice(double.NaN, double.NaN, 0, IsThin: true);
        var price = rules.Method == AggregationMethod.Median
            ? ArrayStatistics.MedianInplace([.. kept.Select(quote => quote.Price)])
            : Weighted(pair, Capped(kept, rules), rules);
        return new AggregatedPrice(price, Deviation(Logarithms(kept)), kept.Length, kept.Length < rules.FewestSources);
    }

    /// <summary>The price of each UTC day, from the last quote of each exchange on that day.</summary>
    /// <remarks>Days are in order; a day on which nobody quotes is left out.</remarks>
    /// <exception cref="SimulationException">as <see cref="Aggregate"/></exception>
    public static IReadOnlyList<(DateOnly Day, AggregatedPrice Price)> Daily(TokenPair pair, IEnumerable<ExchangeQuote> quotes, AggregationRules? rules = null) =>
    [
        .. quotes.GroupBy(quote => DateOnly.FromDateTime(quote.Time.UtcDateTime)).OrderBy(day => day.Key).Select(day =>
            (day.Key, Aggregate(pair, [.. day.GroupBy(quote => quote.Exchange, StringComparer.Ordinal).Select(exchange => exchange.MaxBy(quote => quote.Time))], rules))),
    ];

    /// <summary>The series of daily prices, in which a day without a price is a gap, and a thin one too if so wished.</summary>
    public static PriceSeries Series(TokenPair pair, string origin, IReadOnlyList<(DateOnly Day, AggregatedPrice Price)> days, bool withoutThin = false) =>
        PriceSeries.FromEntries(pair, origin, [.. days.Select(day => (day.Day, withoutThin && day.Price.IsThin ? double.NaN : day.Price.Price))]);

    static ExchangeQuote[] Usable(IReadOnlyCollection<ExchangeQuote> quotes, AggregationRules rules)
    {
        var sound = quotes.Where(quote => PriceSeries.IsPrice(quote.Price)).ToList();
        if (sound.Count == 0)
            return [];
        var newest = sound.Max(quote => quote.Time);
        // Ordered, so that sums do not depend on the order in which quotes came.
        return [.. sound.Where(quote => newest - quote.Time <= rules.LongestAge).OrderBy(quote => quote.Price).ThenBy(quote => quote.Exchange, StringComparer.Ordinal)];
    }

    static ExchangeQuote[] WithoutOutliers(ExchangeQuote[] quotes, AggregationRules rules)
    {
        var logarithms = Logarithms(quotes);
        var median = logarithms.Median();
        var bound = rules.OutlierDeviations * Deviation(logarithms);
        return [.. quotes.Where(quote => Math.Abs(Math.Log(quote.Price) - median) <= bound)];
    }

    static ExchangeQuote[] Capped(ExchangeQuote[] quotes, AggregationRules rules)
    {
        var cap = rules.VolumeCap * quotes.Select(quote => quote.Volume).Median();
        return cap > 0 ? [.. quotes.Select(quote => quote with { Volume = Math.Min(quote.Volume, cap) })] : quotes;
    }

    // The quotes are in order of price.
    static double Weighted(TokenPair pair, ExchangeQuote[] quotes, AggregationRules rules)
    {
        var total = quotes.Sum(quote => quote.Volume);
        if (!(total > 0 && double.IsFinite(total)))
            throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"The volumes of the {quotes.Length} quotes of {pair} sum to {total:R}, so prices cannot be weighted. Give volumes, or take {nameof(AggregationMethod)}.{nameof(AggregationMethod.Median)}."));
        return rules.Method == AggregationMethod.VolumeWeightedMedian ? WeightedMedian(quotes, total) : TrimmedAverage(quotes, total, rules.Trim);
    }

    static double WeightedMedian(ExchangeQuote[] quotes, double total)
    {
        var traded = 0.0;
        foreach (var quote in quotes)
        {
            traded += quote.Volume;
            if (traded >= total / 2)
                return quote.Price;
        }

        return quotes[^1].Price;
    }

    static double TrimmedAverage(ExchangeQuote[] quotes, double total, double trim)
    {
        var (traded, weight, sum) = (0.0, 0.0, 0.0);
        foreach (var quote in quotes)
        {
            // The part of this quote's volume that lies between the two cuts.
            var part = Math.Max(0, Math.Min(traded + quote.Volume, total * (1 - trim)) - Math.Max(traded, total * trim));
            traded += quote.Volume;
            weight += part;
            sum += part * quote.Price;
        }

        return sum / weight;
    }

    static double[] Logarithms(ExchangeQuote[] quotes) => [.. quotes.Select(quote => Math.Log(quote.Price))];

    static double Deviation(double[] logarithms)
    {
        var median = logarithms.Median();
        return MadToDeviation * logarithms.Select(value => Math.Abs(value - median)).Median();
    }

    static void Check(AggregationRules rules)
    {
        if (!(rules.OutlierDeviations > 0 && rules.VolumeCap >= 1 && rules.Trim is >= 0 and < 0.5 && rules.FewestSources >= 1 && rules.LongestAge >= TimeSpan.Zero))
            throw new SimulationException($"A rule of aggregation is outside its range: {rules}. Deviations are above 0, a volume cap is at least 1, a trimmed share lies from 0 to below 0.5, sources are at least 1, an age is not negative.");
    }

    static void Check(TokenPair pair, IReadOnlyCollection<ExchangeQuote> quotes)
    {
        if (quotes.GroupBy(quote => quote.Exchange, StringComparer.Ordinal).FirstOrDefault(exchange => exchange.Skip(1).Any()) is { } twice)
            throw new SimulationException($"There are {twice.Count()} quotes of {pair} by {twice.Key} at one moment. Give one quote of each exchange.");
        foreach (var quote in quotes)
        {
            if (!(quote.Volume >= 0 && double.IsFinite(quote.Volume)))
                throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"The volume of {pair} at {quote.Exchange} on {quote.Time.UtcDateTime:yyyy-MM-dd HH:mm} UTC is {quote.Volume:R}; a volume is finite and at least 0. Correct it, or leave the quote out."));
        }
    }
}
