using Sim.Framework;
using Sim.Models.Bridge.Configuration;
using Sim.Models.Bridge.Prices;
using Sim.Models.Bridge.Tests.Prices;

namespace Sim.Models.Bridge.Tests.Configuration;

public sealed class CollateralPricesTests
{
    static readonly Token Vdot = new("voucher-dot", "vdot");

    [Theory]
    [InlineData("polkadot", "ibtc", "btc", true)]
    [InlineData("polkadot", "ibtc", "usd", false)]
    [InlineData("polkadot", "dot", "btc", false)]
    [InlineData("kusama", "usdt", "usd", true)]
    [InlineData("kusama", "usdt", "btc", false)]
    public void IsSkipped_TokenOrProxyAgainstTheDebt_FollowsTheTickers(string network, string ticker, string debt, bool expected)
    {
        var configuration = BridgeConfiguration.Default;
        Assert.Equal(expected, CollateralPrices.IsSkipped(configuration.Network(network).Collateral(ticker), configuration.Debt(debt)));
    }

    [Fact]
    public void IsSkipped_TokenThatIsTheDebt_IsLeftOut() =>
        Assert.True(CollateralPrices.IsSkipped(new Collateral(Sample.Btc, null, default, null, "here"), Sample.Btc));

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 0, true)]
    [InlineData(2, 0, false)]
    [InlineData(0, 1, true)]
    [InlineData(0, 2, false)]
    public void IsSufficient_FirstPrice_MayComeADayLate(int lateDays, int leadingGaps, bool expected)
    {
        double[] prices = [.. Enumerable.Repeat(double.NaN, leadingGaps), 1, 2];
        var series = new PriceSeries(Sample.DotUsd, "test", Sample.Day.AddDays(lateDays), prices);
        Assert.Equal(expected, CollateralPrices.IsSufficient(series, Sample.Day));
    }

    [Fact]
    public async Task Load_EnoughPrices_TakesTheTokensOwn()
    {
        var prices = await Load(new Dictionary<string, PriceSeries> { ["vdot/usd"] = Sample.Series(1, 2) }, Sample.Dot);
        Assert.Equal((2, false), (prices.Series.Count, prices.IsProxy));
    }

    [Fact]
    public async Task Load_PricesThatBeginTooLate_TakesTheProxys()
    {
        var prices = await Load(new Dictionary<string, PriceSeries> { ["vdot/usd"] = Late(), ["dot/usd"] = Sample.Series(3, 4, 5) }, Sample.Dot);
        Assert.Equal((3, true, "dot/usd"), (prices.Series.Count, prices.IsProxy, prices.Series.Pair.ToString()));
    }

    [Fact]
    public async Task Load_TooFewPricesAndNoProxy_NamesTheKeyAndTheCure()
    {
        var error = await Assert.ThrowsAsync<SimulationException>(() => Load(new Dictionary<string, PriceSeries> { ["vdot/usd"] = Late() }, proxy: null));
        Assert.Equal("my.yaml, line 9, key collateral.polkadot.vdot: prices are needed from 2024-01-01 on; those of vdot/usd begin on 2024-01-03 (late), and no proxy is named. Add `proxy:` with `ticker: id` of a token that moves alike, or begin later.", error.Message);
    }

    [Fact]
    public async Task Load_TooFewPricesOfTheProxyToo_NamesBoth()
    {
        var error = await Assert.ThrowsAsync<SimulationException>(() => Load(new Dictionary<string, PriceSeries> { ["vdot/usd"] = Late(), ["dot/usd"] = Sample.Series() }, Sample.Dot));
        Assert.Equal("my.yaml, line 9, key collateral.polkadot.vdot: prices are needed from 2024-01-01 on; those of vdot/usd begin on 2024-01-03 (late), and there are none of dot/usd in the period (test). Name another proxy, or begin later.", error.Message);
    }

    [Fact]
    public async Task Load_CollateralThatIsSkipped_IsRefused()
    {
        var error = await Assert.ThrowsAsync<SimulationException>(() => Load([], Sample.Usd));
        Assert.Equal("my.yaml, line 9, key collateral.polkadot.vdot: vdot or its proxy is the debt usd itself, whose price is always 1. Leave it out.", error.Message);
    }

    static PriceSeries Late() => new(new TokenPair(Vdot, Sample.Usd), "late", Sample.Day.AddDays(2), 1, 2);

    static Task<CollateralPrices> Load(Dictionary<string, PriceSeries> series, Token? proxy) => CollateralPrices.Load(
        new FixedPrices(series),
        new Collateral(Vdot, proxy, default, null, "my.yaml, line 9, key collateral.polkadot.vdot"),
        Sample.Usd,
        Sample.Day,
        Sample.Day.AddDays(9),
        TestContext.Current.CancellationToken).AsTask();

    sealed class FixedPrices(Dictionary<string, PriceSeries> series) : IPriceSource
    {
        public ValueTask<PriceSeries> Get(TokenPair pair, DateOnly from, DateOnly to, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(series[pair.ToString()]);
    }
}
