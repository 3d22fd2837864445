using Sim.Framework;
using Sim.Models.Bridge.Prices;

namespace Sim.Models.Bridge.Tests.Prices;

public sealed class PriceSeriesTests
{
    [Fact]
    public void On_DaysInsideGapsAndOutside_GivesPriceOrNaN()
    {
        var series = Sample.Series(1, double.NaN, 3);
        Assert.Equal([double.NaN, 1, double.NaN, 3, double.NaN], Enumerable.Range(-1, 5).Select(day => series.On(Sample.Day.AddDays(day))));
        Assert.Equal((3, 1, Sample.Day.AddDays(2)), (series.Count, series.Gaps, series.Last));
    }

    [Fact]
    public void Constructor_PricesChangedLater_KeepsItsOwn()
    {
        double[] prices = [1, 2];
        var series = Sample.Series(prices);
        prices[0] = 9;
        Assert.Equal([1, 2], series.Prices.ToArray());
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Constructor_NoPrice_IsRefusedWithPairAndDay(double price, string shown)
    {
        var error = Assert.Throws<SimulationException>(() => Sample.Series(1, price));
        Assert.Equal($"test: the price of dot/usd on 2024-01-02 is {shown}; a price is finite and above 0. Correct it, or leave the day out.", error.Message);
    }

    [Fact]
    public void Inverse_Series_TurnsPricesAndPairRoundAndKeepsGaps()
    {
        var inverse = Sample.Series(2, double.NaN, 0.5).Inverse();
        Assert.Equal([0.5, double.NaN, 2], inverse.Prices.ToArray());
        Assert.Equal("usd/dot", inverse.Pair.ToString());
        Assert.Throws<SimulationException>(() => Sample.Series(double.Epsilon).Inverse());
    }

    [Theory]
    [InlineData(-5, 9, 0, 4)]
    [InlineData(1, 2, 1, 2)]
    [InlineData(3, 9, 3, 1)]
    [InlineData(-5, -1, 0, 0)]
    [InlineData(9, 12, 4, 0)]
    [InlineData(2, 1, 2, 0)]
    public void Between_AnyWindow_CutsOutWhatIsThere(int from, int to, int start, int count)
    {
        var series = Sample.Series(1, 2, 3, 4).Between(Sample.Day.AddDays(from), Sample.Day.AddDays(to));
        Assert.Equal((Sample.Day.AddDays(start), count), (series.First, series.Count));
        Assert.Equal(Enumerable.Range(start + 1, count).Select(price => (double)price), series.Prices.ToArray());
    }

    [Fact]
    public void FirstPriced_LeadingGapsOrNoPrice_IsTheFirstPriceOrNull()
    {
        Assert.Equal(Sample.Day.AddDays(1), Sample.Series(double.NaN, 1).FirstPriced);
        Assert.Null(Sample.Series(double.NaN).FirstPriced);
        Assert.Null(Sample.Series().FirstPriced);
    }

    [Fact]
    public void AlignedPrices_SeriesOfOtherDaysWithGaps_HoldsTheDaysOfBoth()
    {
        var first = Sample.Series(1, 2, double.NaN, 4, 5);
        var second = new PriceSeries(Sample.DotUsd, "test", Sample.Day.AddDays(1), 20, 30, double.NaN, 50, 60);
        var aligned = new AlignedPrices(first, second);
        Assert.Equal([Sample.Day.AddDays(1), Sample.Day.AddDays(4)], aligned.Days.ToArray());
        Assert.Equal([2, 5], aligned.First.ToArray());
        Assert.Equal([20, 50], aligned.Second.ToArray());
        Assert.Equal(0, new AlignedPrices(first, Sample.Series()).Days.Length);
    }
}
