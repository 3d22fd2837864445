using CsCheck;
using Sim.Framework;
using Sim.Models.Bridge.Prices;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Prices;

public sealed class PriceAggregationTests
{
    static readonly DateTimeOffset Noon = new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly AggregationRules Trimmed = new() { Method = AggregationMethod.TrimmedVolumeWeightedAverage };

    static readonly AggregationRules Median = new() { Method = AggregationMethod.Median };

    static readonly Gen<ExchangeQuote[]> Markets =
        Gen.Select(Gen.Int[0, 89], Gen.Frequency((6, Gen.Double[100, 101]), (4, Gen.OneOf(0, -1, double.NaN, 500))), Gen.Double[1, 55]).Array[1, 11].Select(quotes =>
            (ExchangeQuote[])[.. quotes.Select((quote, exchange) => new ExchangeQuote($"e{exchange}", Noon.AddMinutes(-quote.Item1), quote.Item2, quote.Item3))]);

    [Theory]
    [InlineData(AggregationMethod.VolumeWeightedMedian, 11)]
    [InlineData(AggregationMethod.Median, 10.5)]
    [InlineData(AggregationMethod.TrimmedVolumeWeightedAverage, 11.14375)]
    public void Aggregate_FourSources_GivesTheMethodsPrice(AggregationMethod method, double expected)
    {
        // In order of price the volumes are 1, 2, 3, 4: half of 10 is reached at the third. A tenth cut off at either end leaves 0, 2, 3, 3 of them.
        var price = Aggregate(new() { Method = method }, (9, 1), (10, 2), (11, 3), (12.05, 4));
        Assert.Equal(expected, price.Price, 1e-12);
        Assert.Equal((4, false), (price.Sources, price.IsThin));
    }

    [Fact]
    public void Aggregate_EqualVolumes_TrimmedAverageOfNothingCutIsTheMean() =>
        Assert.Equal(10, Aggregate(Trimmed with { Trim = 0 }, (9, 1), (10, 1), (11, 1)).Price, 1e-12);

    [Fact]
    public void Aggregate_VolumeAtHalfExactly_TakesTheLowerPrice() =>
        Assert.Equal(10, Aggregate(new(), (10, 5), (11, 2), (12, 3)).Price);

    [Fact]
    public void Aggregate_PricesThatAreNone_AreDropped()
    {
        var price = Aggregate(new(), (0, 100), (-1, 100), (double.NaN, 100), (double.PositiveInfinity, 100), (10, 1), (10.1, 1));
        Assert.Equal((10.0, 2, false), (price.Price, price.Sources, price.IsThin));
    }

    [Fact]
    public void Aggregate_StaleQuote_IsDropped()
    {
        ExchangeQuote[] quotes = [new("a", Noon, 10, 1), new("b", Noon.AddHours(-1), 11, 9), new("c", Noon.AddHours(-1).AddSeconds(-1), 12, 99)];
        var price = PriceAggregation.Aggregate(Sample.DotUsd, quotes);
        Assert.Equal((11.0, 2), (price.Price, price.Sources));
    }

    [Fact]
    public void Aggregate_Outlier_IsDroppedBeyondFiveRobustDeviationsOnly()
    {
        // ln p = 0, ±.01, and x: the median absolute deviation of the five is .01, so the bound is .0741 from the median 0.
        double[] near = [.. new[] { -0.01, -0.01, 0, 0.01, 0.0741 }.Select(Math.Exp)];
        double[] far = [.. new[] { -0.01, -0.01, 0, 0.01, 0.0742 }.Select(Math.Exp)];
        Assert.Equal(5, Aggregate(Median, [.. near.Select(price => (price, 1.0))]).Sources);
        Assert.Equal(4, Aggregate(Median, [.. far.Select(price => (price, 1.0))]).Sources);
    }

    [Fact]
    public void Aggregate_VolumeSpike_CountsTwentyMediansAtMost()
    {
        // The median volume is 1, so 20 of the million count.
        (double, double)[] quotes = [(10, 1), (10.1, 1), (10.2, 1), (10.3, 1), (10.4, 1e6)];
        Assert.Equal((10 + 10.1 + 10.2 + 10.3 + (20 * 10.4)) / 24, Aggregate(Trimmed with { Trim = 0 }, quotes).Price, 1e-12);
    }

    [Fact]
    public void Aggregate_OneOrNoSource_IsFlaggedAsThin()
    {
        Assert.Equal(new AggregatedPrice(10, 0, 1, IsThin: true), Aggregate(new(), (10, 1)));
        Assert.Equal(new AggregatedPrice(double.NaN, double.NaN, 0, IsThin: true), Aggregate(new()));
        Assert.Equal(new AggregatedPrice(double.NaN, double.NaN, 0, IsThin: true), Aggregate(new(), (0, 1)));
        Assert.True(Aggregate(new() { FewestSources = 3 }, (10, 1), (11, 1)).IsThin);
    }

    [Fact]
    public void Aggregate_Dispersion_IsTheRobustDeviationOfLogarithms()
    {
        double[] prices = [.. new[] { -0.02, -0.01, 0, 0.01, 0.03 }.Select(Math.Exp)];
        Assert.Equal(1.4826 * 0.01, Aggregate(new(), [.. prices.Select(price => (price, 1.0))]).Dispersion, 1e-15);
    }

    [Fact]
    public void Aggregate_AnyMarket_IsBetweenItsPricesAndBlindToOrderAndScale() => Markets.ForAll(seed: 3, count: 300, quotes =>
    {
        foreach (var method in Enum.GetValues<AggregationMethod>())
        {
            var rules = new AggregationRules { Method = method };
            var price = PriceAggregation.Aggregate(Sample.DotUsd, quotes, rules);
            Assert.Equal(price, PriceAggregation.Aggregate(Sample.DotUsd, [.. quotes.Reverse()], rules));
            var doubled = PriceAggregation.Aggregate(Sample.DotUsd, [.. quotes.Select(quote => quote with { Price = 2 * quote.Price })], rules);
            Assert.Equal(price.Sources, doubled.Sources);
            if (price.Sources == 0)
                continue;
            Assert.Equal(2 * price.Price, doubled.Price, 1e-12 * price.Price);
            var sound = quotes.Where(quote => quote.Price > 0).Select(quote => quote.Price).ToList();
            Assert.InRange(price.Price, sound.Min() * (1 - 1e-15), sound.Max() * (1 + 1e-15));
        }
    });

    [Fact]
    public void Daily_QuotesOfSeveralDays_AreAlignedByUtcDay()
    {
        ExchangeQuote[] quotes =
        [
            new("a", Noon, 10, 1), new("b", Noon.AddMinutes(-30), 10.2, 3),
            new("a", Noon.AddDays(2).AddHours(-5), 99, 1), new("a", Noon.AddDays(2), 12, 1), new("b", Noon.AddDays(2).AddMinutes(1), 12.5, 1), new("c", Noon.AddDays(2).AddMinutes(2), 12.6, 1),
            // 00:30 in Berlin is the day before in UTC.
            new("b", new DateTimeOffset(2024, 1, 3, 0, 30, 0, TimeSpan.FromHours(1)), 11, 1),
        ];
        var days = PriceAggregation.Daily(Sample.DotUsd, quotes);
        Assert.Equal([Sample.Day, Sample.Day.AddDays(1), Sample.Day.AddDays(2)], days.Select(day => day.Day));
        Assert.Equal([10.2, 11, 12.5], days.Select(day => day.Price.Price));
        Assert.Equal([2, 1, 3], days.Select(day => day.Price.Sources));
        Assert.Equal([10.2, 11, 12.5], PriceAggregation.Series(Sample.DotUsd, "test", days).Prices.ToArray());
        Assert.Equal([10.2, double.NaN, 12.5], PriceAggregation.Series(Sample.DotUsd, "test", days, withoutThin: true).Prices.ToArray());
    }

    [Fact]
    public void Aggregate_ManyNoisySources_DisperseLessTogetherThanAlone()
    {
        // Five feeds with independent noise of 1 % on a constant price: a feed's returns deviate by √2 %, those of the median by about √(π/10) of that.
        var random = new Sim.Framework.Randomness.RandomStream(5);
        var quotes = Enumerable.Range(0, 400).SelectMany(day => Enumerable.Range(0, 5).Select(exchange =>
            new ExchangeQuote($"e{exchange}", Noon.AddDays(day), Math.Exp(0.01 * random.Normal()), 1))).ToList();
        var together = PriceAggregation.Series(Sample.DotUsd, "test", PriceAggregation.Daily(Sample.DotUsd, quotes));
        var alone = PriceAggregation.Series(Sample.DotUsd, "test", PriceAggregation.Daily(Sample.DotUsd, quotes.Where(quote => quote.Exchange == "e0")));
        // A sample deviation of 400 days is right within a sixth at six standard errors.
        Assert.Equal(0.0141, Returns.StandardDeviation(alone), 0.0141 / 4);
        Assert.Equal(0.0141 * 0.54, Returns.StandardDeviation(together), 0.0141 * 0.54 / 4);
    }

    [Fact]
    public void Aggregate_WrongQuotesOrRules_AreRefused()
    {
        AssertRefused([new("a", Noon, 1, 1), new("a", Noon, 2, 1)], new(), "There are 2 quotes of dot/usd by a at one moment. Give one quote of each exchange.");
        AssertRefused([new("a", Noon, 1, -1)], new(), "The volume of dot/usd at a on 2024-01-01 12:00 UTC is -1; a volume is finite and at least 0. Correct it, or leave the quote out.");
        AssertRefused([new("a", Noon, 1, double.NaN)], new(), "The volume of dot/usd at a on 2024-01-01 12:00 UTC is NaN; a volume is finite and at least 0. Correct it, or leave the quote out.");
        AssertRefused([new("a", Noon, 1, 0)], new(), "The volumes of the 1 quotes of dot/usd sum to 0, so prices cannot be weighted. Give volumes, or take AggregationMethod.Median.");
        foreach (var rules in new AggregationRules[] { new() { Trim = 0.5 }, new() { Trim = double.NaN }, new() { OutlierDeviations = 0 }, new() { VolumeCap = 0.5 }, new() { FewestSources = 0 }, new() { LongestAge = TimeSpan.FromHours(-1) } })
            Assert.StartsWith("A rule of aggregation is outside its range: ", Assert.Throws<SimulationException>(() => Aggregate(rules, (1, 1))).Message, StringComparison.Ordinal);
    }

    static void AssertRefused(ExchangeQuote[] quotes, AggregationRules rules, string message) =>
        Assert.Equal(message, Assert.Throws<SimulationException>(() => PriceAggregation.Aggregate(Sample.DotUsd, quotes, rules)).Message);

    static AggregatedPrice Aggregate(AggregationRules rules, params (double Price, double Volume)[] quotes) =>
        PriceAggregation.Aggregate(Sample.DotUsd, [.. quotes.Select((quote, index) => new ExchangeQuote($"e{index}", Noon, quote.Price, quote.Volume))], rules);
}
