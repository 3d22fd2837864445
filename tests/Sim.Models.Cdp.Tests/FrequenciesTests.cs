namespace Sim.Models.Cdp.Tests;

public sealed class FrequenciesTests
{
    [Theory]
    // Newcombe, Statistics in Medicine 17, 1998, table I, method 3.
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_PublishedExample_IsReproduced(long cases, long runs, double low, double high)
    {
        var interval = Frequencies.Wilson(cases, runs);
        Assert.Equal(low, interval.Low, 5e-5);
        Assert.Equal(high, interval.High, 5e-5);
    }

    [Fact]
    public void Wilson_AllOrImpossible_IsPlain()
    {
        Assert.Equal(1, Frequencies.Wilson(7, 7).High);
        Assert.Throws<ArgumentOutOfRangeException>(() => Frequencies.Wilson(8, 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => Frequencies.Wilson(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Frequencies.Wilson(1, 7, 1));
        Assert.Equal(2, Frequencies.Deviations(60, 100, 0.5), 1e-12);
    }

    [Fact]
    public void ConditionalValueAtRisk_OfTen_IsTheMeanOfTheWorst()
    {
        double[] losses = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        Assert.Equal(9.5, Frequencies.ConditionalValueAtRisk(losses, 0.8), 1e-12);
        Assert.Equal(10, Frequencies.ConditionalValueAtRisk(losses, 0.99), 1e-12);
        Assert.Equal((10 + (0.5 * 9)) / 1.5, Frequencies.ConditionalValueAtRisk(losses, 0.85), 1e-12);
        Assert.Throws<ArgumentException>(() => Frequencies.ConditionalValueAtRisk([], 0.9));
    }
}
