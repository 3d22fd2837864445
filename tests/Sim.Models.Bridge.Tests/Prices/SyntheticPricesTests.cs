using Sim.Framework;
using Sim.Models.Bridge.Prices;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Prices;

public sealed class SyntheticPricesTests
{
    static readonly DateOnly From = new(2023, 2, 9);
    static readonly DateOnly To = new(2024, 2, 9);

    [Fact]
    public async Task Get_SameSeed_GivesTheSamePricesInEveryWindow()
    {
        var wide = await Get(new SyntheticPrices(7), Sample.DotUsd, From, To);
        var narrow = await Get(new SyntheticPrices(7), Sample.DotUsd, From.AddDays(100), To.AddDays(-50));
        Assert.Equal(366, wide.Count);
        Assert.Equal(wide.Between(narrow.First, narrow.Last).Prices.ToArray(), narrow.Prices.ToArray());
        Assert.StartsWith("synthetic (GarchT, seed 7)", wide.Origin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OtherSeedPairOrProcess_GivesOtherPrices()
    {
        var series = await Get(new SyntheticPrices(7), Sample.DotUsd, From, To);
        var others = new[]
        {
            await Get(new SyntheticPrices(8), Sample.DotUsd, From, To),
            await Get(new SyntheticPrices(7), Sample.DotUsd with { Quote = Sample.Btc }, From, To),
            await Get(new SyntheticPrices(7, SyntheticProcess.StudentT), Sample.DotUsd, From, To),
            await Get(new SyntheticPrices(7, SyntheticProcess.GeometricBrownian), Sample.DotUsd, From, To),
        };
        Assert.All(others, other => Assert.Empty(other.Prices.ToArray().Intersect(series.Prices.ToArray())));
    }

    // The addresses of the draws must never change, or a seed would mean other prices.
    [Theory]
    [InlineData(SyntheticProcess.GeometricBrownian, 1.5739336970883493)]
    [InlineData(SyntheticProcess.StudentT, 0.22619664525636041)]
    [InlineData(SyntheticProcess.GarchT, 0.27310250227578559)]
    public async Task Get_KnownSeed_GivesKnownPrice(SyntheticProcess process, double expected)
    {
        var series = await Get(new SyntheticPrices(42, process), Sample.DotUsd, From, To);
        // The exponential of the platform's library may differ in its last bits, over some 1,500 steps.
        Assert.Equal(expected, series.On(To), 1e-12 * expected);
    }

    [Theory]
    [InlineData(SyntheticProcess.GeometricBrownian)]
    [InlineData(SyntheticProcess.StudentT)]
    public void Fill_IndependentReturns_FollowTheirLaw(SyntheticProcess process)
    {
        const double Volatility = 0.04;
        var z = Innovations(process, Volatility, 100_000);
        Func<double, double> normal = x => MathNet.Numerics.Distributions.Normal.CDF(0, 1, x);
        Func<double, double> student = x => MathNet.Numerics.Distributions.StudentT.CDF(0, Math.Sqrt(3.0 / 5), 5, x);
        var (law, other) = process == SyntheticProcess.GeometricBrownian ? (normal, student) : (student, normal);
        Statistical.Matches(law, z);
        Statistical.Rejects(other, z);
    }

    [Fact]
    public void Fill_GarchT_HasItsVarianceAndClustersOfVolatility()
    {
        const double Volatility = 0.04;
        var z = Innovations(SyntheticProcess.GarchT, Volatility, 200_000);
        var independent = Innovations(SyntheticProcess.StudentT, Volatility, 200_000);
        // With these parameters the fourth moment of the returns is large: the sample variance is right within a few percent.
        Assert.Equal(1, z.Average(value => value * value), 0.1);
        // |z| is bounded in variance, so its autocorrelation is the sound measure: 0 within 6 / sqrt(n) where days are independent.
        Assert.Equal(0, AbsoluteAutocorrelation(independent), 6 / Math.Sqrt(200_000));
        Assert.True(AbsoluteAutocorrelation(z) > 0.1, $"found {AbsoluteAutocorrelation(z)}");
    }

    [Fact]
    public async Task Get_PeggedToken_StaysNearWhatItIsPeggedTo()
    {
        var source = new SyntheticPrices(42);
        var dot = await Get(source, Sample.DotUsd, From, To);
        var vdot = await Get(source, new TokenPair(new Token("voucher-dot", "vdot"), Sample.Usd), From, To);
        var aligned = new AlignedPrices(vdot, dot);
        // Seven standard deviations of the peg: a false alarm in 366 days has a chance below 1e-9.
        for (var day = 0; day < aligned.Days.Length; day++)
            Assert.InRange(Math.Abs(Math.Log(aligned.First[day] / aligned.Second[day])), double.Epsilon, 7 * SyntheticPath.PegDeviation);
    }

    [Fact]
    public async Task Get_DebtItself_HasPriceOne()
    {
        var series = await Get(new SyntheticPrices(42), new TokenPair(Sample.Usd, Sample.Usd), From, To);
        Assert.All(series.Prices.ToArray(), price => Assert.Equal(1, price));
    }

    [Fact]
    public async Task Get_BeforeTheStartOrBackward_SaysWhatToAskFor()
    {
        var early = await Assert.ThrowsAsync<SimulationException>(() => Get(new SyntheticPrices(1), Sample.DotUsd, new DateOnly(2019, 12, 31), To));
        Assert.Equal("Synthetic prices of dot/usd were asked for from 2019-12-31 to 2024-02-09; they start on 2020-01-01. Ask for a window that begins then or later and ends after it begins.", early.Message);
        await Assert.ThrowsAsync<SimulationException>(() => Get(new SyntheticPrices(1), Sample.DotUsd, To, From));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task Get_VolatilityThatIsNone_IsRefused(double volatility)
    {
        var source = new SyntheticPrices(1) { VolatilityOf = _ => volatility };
        var error = await Assert.ThrowsAsync<SimulationException>(() => Get(source, Sample.DotUsd, From, To));
        Assert.Contains("The volatility of synthetic prices of dot/usd is", error.Message, StringComparison.Ordinal);
    }

    static Task<PriceSeries> Get(SyntheticPrices source, TokenPair pair, DateOnly from, DateOnly to) =>
        source.Get(pair, from, to, TestContext.Current.CancellationToken).AsTask();

    // What the logarithmic return of a day is, apart from its drift, in units of the volatility.
    static double[] Innovations(SyntheticProcess process, double volatility, int count)
    {
        var z = new double[count];
        var prices = new double[101];
        var stream = SyntheticPath.StreamOf(42, Sample.DotUsd);
        for (var start = 0; start < count; start += 100)
        {
            SyntheticPath.Fill(prices, process, volatility, stream);
            for (var day = 0; day < 100; day++)
                z[start + day] = (Math.Log(prices[day + 1] / prices[day]) + (process == SyntheticProcess.GarchT ? 0 : volatility * volatility / 2)) / volatility;
        }

        return z;
    }

    static double AbsoluteAutocorrelation(double[] values)
    {
        var mean = values.Average(Math.Abs);
        var (sum, square) = (0.0, 0.0);
        for (var index = 1; index < values.Length; index++)
        {
            sum += (Math.Abs(values[index]) - mean) * (Math.Abs(values[index - 1]) - mean);
            square += (Math.Abs(values[index]) - mean) * (Math.Abs(values[index]) - mean);
        }

        return sum / square;
    }
}
