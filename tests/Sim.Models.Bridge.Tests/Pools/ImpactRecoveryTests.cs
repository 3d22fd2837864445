using Sim.Framework;
using Sim.Models.Bridge.Pools;

namespace Sim.Models.Bridge.Tests.Pools;

public sealed class ImpactRecoveryTests
{
    [Fact]
    public void Left_Exponential_HalvesInItsHalfLife()
    {
        var recovery = ImpactRecovery.Exponential(Math.Log(2) / 3, 0.2);
        Assert.Equal(1, recovery.Left(0));
        Assert.Equal(0.5, recovery.Left(3), 1e-15);
        Assert.Equal(0.25, recovery.Left(6), 1e-15);
        Assert.Equal(0.2 + (0.8 * 0.5), recovery.Remaining(3), 1e-15);
        Assert.Equal(1, recovery.Remaining(0));
    }

    [Fact]
    public void Left_PowerLaw_IsItsFormulaAndFadesSlowerThanAnyExponential()
    {
        var recovery = ImpactRecovery.PowerLaw(2, 0.5, 0);
        Assert.Equal(1, recovery.Left(0));
        Assert.Equal(1 / Math.Sqrt(1.5), recovery.Left(1), 1e-15);
        Assert.Equal(1 / Math.Sqrt(4), recovery.Left(6), 1e-15);
        Assert.True(recovery.Left(1000) > ImpactRecovery.Exponential(0.1, 0).Left(1000));
    }

    [Theory]
    [InlineData(0.7, 0.2)]
    [InlineData(0.1, 0.5)]
    [InlineData(2.0, 0.0)]
    public void Fit_ExactDecay_GivesItsRateAndShare(double rate, double share)
    {
        var recovery = ImpactRecovery.Exponential(rate, share);
        var fitted = ImpactRecovery.Fit([.. Enumerable.Range(0, 60).Select(lag => 0.03 * recovery.Remaining(lag))]);
        // The search ends at 1e-10 of ln κ; squares near their minimum are flat to half the digits of a double.
        Assert.Equal(rate, fitted.Rate, 1e-5);
        Assert.Equal(share, fitted.PermanentShare, 1e-5);
    }

    [Fact]
    public void Fit_PricesAfterLargeSales_FindsRateAndShareInNoise()
    {
        var recovery = ImpactRecovery.Exponential(0.7, 0.2);
        var random = new Random(11);
        var (days, noise) = (200_000, 0.002);
        var (prices, sizes, log) = (new double[days], new double[days], 0.0);
        var transient = 0.0;
        for (var day = 0; day < days; day++)
        {
            sizes[day] = random.NextDouble() < 0.02 ? 1 + (0.001 * random.NextDouble()) : 0.01 * random.NextDouble();
            var impact = sizes[day] > 0.5 ? 0.05 : 0;
            transient = (transient * recovery.Left(1)) + ((1 - recovery.PermanentShare) * impact);
            log += (noise * (random.NextDouble() - 0.5)) - (recovery.PermanentShare * impact) + (0.02 * 0.05 * recovery.PermanentShare);
            prices[day] = Math.Exp(log - transient);
        }

        var fitted = ImpactRecovery.Fit(LargeSales.MeanDepression(prices, sizes, 12, 0.95));
        // About 4,000 sales: other sales' decay blurs each lag by about 0.05 · √0.02 / √4000 ~ 1e-4 of an impact of 0.05.
        Assert.Equal(0.7, fitted.Rate, 0.1);
        Assert.Equal(0.2, fitted.PermanentShare, 0.05);
    }

    [Fact]
    public void Fit_TooFewLags_SaysHowMany() =>
        Assert.Contains("3 lags: give the mean depression at four", Assert.Throws<SimulationException>(() => ImpactRecovery.Fit([0.1, 0.05, 0.02])).Message, StringComparison.Ordinal);

    [Fact]
    public void MeanDepression_NoLargeSale_SaysWhatIsMissing() =>
        Assert.Contains("give a longer series or fewer lags", Assert.Throws<SimulationException>(() => LargeSales.MeanDepression([1, 1, 1], [1, 1, 1], 1)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(-1, 0.2)]
    [InlineData(1, 1.2)]
    [InlineData(1, double.NaN)]
    public void Exponential_OutOfPlace_IsRefused(double rate, double share) =>
        Assert.Contains("give a rate of 0 or more and a share from 0 to 1", Assert.Throws<SimulationException>(() => ImpactRecovery.Exponential(rate, share)).Message, StringComparison.Ordinal);

    [Fact]
    public void PowerLaw_NoScale_IsRefused() =>
        Assert.Contains("a positive scale", Assert.Throws<SimulationException>(() => ImpactRecovery.PowerLaw(0, 1, 0)).Message, StringComparison.Ordinal);

    [Fact]
    public void SquareRoot_FourTimesTheSize_IsTwiceTheImpact()
    {
        Assert.Equal(0.02 * Math.Sqrt(0.01), PriceImpact.SquareRoot(10, 1000, 0.02), 1e-15);
        Assert.Equal(2, PriceImpact.SquareRoot(40, 1000, 0.02) / PriceImpact.SquareRoot(10, 1000, 0.02), 1e-14);
        Assert.Equal(0, PriceImpact.SquareRoot(0, 1000, 0.02));
        Assert.Equal(PriceImpact.Largest, PriceImpact.SquareRoot(1e9, 1, 1));
    }

    [Fact]
    public void OfPool_Sale_IsTheMarginalSlippageOfAPoolWithoutFee()
    {
        var pool = ConstantProductPool.At(3, 50, 0);
        Assert.Equal(-pool.SellBase(7).MarginalSlippage, PriceImpact.OfPool(pool, 7), 1e-14);
    }
}
