using System.Globalization;
using Sim.Framework;

namespace Sim.Models.Bridge.Prices;

/// <summary>The prices of a pair, one for each UTC day from the first to the last; a day without a price is a gap.</summary>
/// <remarks>Immutable, so safe for many threads. A price is finite and above 0, in units of the quote for one of the base; a gap is NaN. It may be empty.</remarks>
public sealed class PriceSeries
{
    readonly double[] _prices;

    /// <summary>A series of consecutive days.</summary>
    /// <param name="pair">What the prices are of.</param>
    /// <param name="origin">Where they come from, for the reader of a result: a file, an address, or a synthetic law.</param>
    /// <param name="first">The day of the first price.</param>
    /// <param name="prices">One a day; NaN is a gap. Copied.</param>
    /// <exception cref="SimulationException">a price is infinite, 0 or below</exception>
    public PriceSeries(TokenPair pair, string origin, DateOnly first, params ReadOnlySpan<double> prices)
        : this(pair, origin, first, prices.ToArray())
    {
        for (var day = 0; day < _prices.Length; day++)
        {
            if (!double.IsNaN(_prices[day]) && !IsPrice(_prices[day]))
                throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"{origin}: the price of {pair} on {DayOf(day):yyyy-MM-dd} is {_prices[day]:R}; a price is finite and above 0. Correct it, or leave the day out."));
        }
    }

    PriceSeries(TokenPair pair, string origin, DateOnly first, double[] prices)
    {
        (Pair, Origin, First) = (pair, origin, first);
        _prices = prices;
    }

    /// <summary>What the prices are of.</summary>
    public TokenPair Pair { get; }

    /// <summary>Where the prices come from; made-up ones say "synthetic" first.</summary>
    public string Origin { get; }

    /// <summary>The day of the first price.</summary>
    public DateOnly First { get; }

    /// <summary>The day of the last price; the day before <see cref="First"/> if there is none.</summary>
    public DateOnly Last => First.AddDays(Count - 1);

    /// <summary>How many days there are, gaps included.</summary>
    public int Count => _prices.Length;

    /// <summary>One price a day; NaN is a gap.</summary>
    public ReadOnlySpan<double> Prices => _prices;

    /// <summary>How many days have no price.</summary>
    public int Gaps => _prices.Count(double.IsNaN);

    /// <summary>The first day that has a price; null if none has.</summary>
    public DateOnly? FirstPriced => Array.FindIndex(_prices, price => !double.IsNaN(price)) is var index and >= 0 ? DayOf(index) : null;

    /// <summary>The price on a day; NaN in a gap and outside the series.</summary>
    public double On(DateOnly day) => day >= First && day <= Last ? _prices[day.DayNumber - First.DayNumber] : double.NaN;

    /// <summary>The day of a price, by its index from 0.</summary>
    public DateOnly DayOf(int index) => First.AddDays(index);

    /// <summary>The series of the days from one to another, both included; it may be empty.</summary>
    public PriceSeries Between(DateOnly from, DateOnly to)
    {
        var start = Math.Clamp(from.DayNumber - First.DayNumber, 0, Count);
        var end = Math.Clamp(to.DayNumber - First.DayNumber + 1, start, Count);
        return new PriceSeries(Pair, Origin, DayOf(start), _prices[start..end]);
    }

    /// <summary>The series of the reciprocal prices, of the pair turned round.</summary>
    /// <exception cref="SimulationException">the reciprocal of a price is beyond the range of numbers</exception>
    public PriceSeries Inverse() => new(Pair.Inverse, Origin, First, [.. _prices.Select(price => 1 / price).ToArray().AsSpan()]);

    /// <summary>Whether a number can stand as a price.</summary>
    internal static bool IsPrice(double value) => value > 0 && double.IsFinite(value);

    /// <summary>A series of dated entries in ascending order; days that are left out become gaps.</summary>
    internal static PriceSeries FromEntries(TokenPair pair, string origin, IReadOnlyList<(DateOnly Day, double Price)> entries)
    {
        if (entries.Count == 0)
            return new PriceSeries(pair, origin, DateOnly.MinValue.AddDays(1), Array.Empty<double>());
        var first = entries[0].Day;
        var prices = new double[entries[^1].Day.DayNumber - first.DayNumber + 1];
        Array.Fill(prices, double.NaN);
        foreach (var (day, price) in entries)
            prices[day.DayNumber - first.DayNumber] = price;
        return new PriceSeries(pair, origin, first, prices.AsSpan());
    }
}
