namespace Sim.Models.Bridge.Prices;

/// <summary>The prices of two pairs on the UTC days on which both have one.</summary>
/// <remarks>All three lists are equally long, in order of time; none holds a gap. Aligning by day, not by time stamp, is what keeps a ratio of two sources from being empty.</remarks>
public sealed class AlignedPrices
{
    readonly DateOnly[] _days;
    readonly double[] _first;
    readonly double[] _second;

    /// <summary>Aligns two series by UTC day.</summary>
    public AlignedPrices(PriceSeries first, PriceSeries second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        _days = [.. Enumerable.Range(0, first.Count).Select(first.DayOf).Where(day => !double.IsNaN(first.On(day)) && !double.IsNaN(second.On(day)))];
        _first = [.. _days.Select(first.On)];
        _second = [.. _days.Select(second.On)];
    }

    /// <summary>The days that both series have a price on; none if they have none in common.</summary>
    public ReadOnlySpan<DateOnly> Days => _days;

    /// <summary>The prices of the first series on these days.</summary>
    public ReadOnlySpan<double> First => _first;

    /// <summary>The prices of the second series on these days.</summary>
    public ReadOnlySpan<double> Second => _second;
}
