using Sim.Analysis.Statistics;
using Sim.Framework;
using Sim.Framework.Randomness;
using Sim.Tests.Shared;

namespace Sim.Analysis.Tests.Statistics;

public sealed class QuantileTests
{
    static readonly double[] Ten = [.. Enumerable.Range(1, 10).Select(value => (double)value)];

    // For the median of ten, P(2 <= B < 9) with B binomial (10, 1/2) is 1 - 2 (1 + 10) / 1024.
    [Fact]
    public void Of_MedianOfTen_LiesBetweenSecondAndNinth()
    {
        var median = Quantile.Of([.. Ten.Reverse()], 0.5);
        Assert.Equal((5.5, 2, 9), (median.Value, median.Low, median.High));
        Assert.Equal(1 - (22.0 / 1024), median.Coverage!.Value, 1e-12);
        Assert.Equal("0.5 quantile of 10 runs: 5.5, between 2 and 9 with 97.852 % confidence.", median.ToString());
    }

    // 0.99^n <= 0.025 from n = 368 on.
    [Fact]
    public void Of_TooFewRuns_SaysThatThereIsNoInterval()
    {
        var high = Quantile.Of(Ten, 0.99);
        Assert.Equal((null, null, null, 368), (high.Low, high.High, high.Coverage, high.Needed));
        Assert.Equal("0.99 quantile of 10 runs: 9.91, without an interval: it cannot be had with 10 runs, but takes 368.", high.ToString());
        Assert.Null(Quantile.Of(Many(367), 0.99).Low);
        Assert.NotNull(Quantile.Of(Many(368), 0.99).High);
        Assert.Null(Quantile.Of(Many(367), 0.01).Low);
        Assert.Equal(0, Quantile.Of(Many(368), 0.01).Low);
    }

    static double[] Many(int count) => [.. Enumerable.Range(0, count).Select(value => (double)value)];

    // The ranks against a plain search over all of them.
    [Theory]
    [InlineData(6, 0.5)]
    [InlineData(59, 0.05)]
    [InlineData(100, 0.9)]
    [InlineData(1000, 0.25)]
    public void Ranks_AreTheTightestOfTheirTails(int count, double probability)
    {
        var law = new double[count + 1];
        for (var heads = 0; heads <= count; heads++)
            law[heads] = Math.Exp(MathNet.Numerics.SpecialFunctions.BinomialLn(count, heads) + (heads * Math.Log(probability)) + ((count - heads) * Math.Log(1 - probability)));
        var low = Enumerable.Range(1, count).LastOrDefault(rank => law.Take(rank).Sum() <= 0.025);
        var high = Enumerable.Range(1, count).FirstOrDefault(rank => law.Skip(rank).Sum() <= 0.025, count + 1);
        Assert.Equal((low, high), Quantile.Ranks(count, probability, 0.025));
    }

    // Exponential values: nothing is supposed about the law.
    [Fact]
    public void Of_ExponentialValues_HoldsTheQuantileAsOftenAsItSays()
    {
        var coverage = Quantile.Of(Many(40), 0.8, 0.9).Coverage!.Value;
        Assert.InRange(coverage, 0.9, 0.97);
        double[] held = [.. Enumerable.Range(0, 20_000).Select(seed => Holds(new RandomStream(seed)))];
        Statistical.MeanWithin(held, coverage, coverage * (1 - coverage));
        Assert.ThrowsAny<Exception>(() => Statistical.MeanWithin(held, coverage - 0.03, coverage * (1 - coverage)));
    }

    static double Holds(RandomStream random)
    {
        var quantile = Quantile.Of([.. Enumerable.Range(0, 40).Select(_ => random.Exponential(1))], 0.8, 0.9);
        var truth = -Math.Log(0.2);
        return quantile.Low <= truth && quantile.High >= truth ? 1 : 0;
    }

    [Fact]
    public void Of_BadInput_IsRefused()
    {
        Refused("A quantile of 0 runs was asked for: it takes at least 1 with a value.", () => Quantile.Of([], 0.5));
        Refused("The quantile of probability 1 was asked for: it lies between 0 and 1, both excluded, such as 0.5 for the median.", () => Quantile.Of(Ten, 1));
        Refused("A quantile: a confidence of 1 was asked for; it lies between 0 and 1, such as 0.95.", () => Quantile.Of(Ten, 0.5, 1));
    }

    static void Refused(string message, Func<object> ask) => Assert.Equal(message, Assert.Throws<SimulationException>(ask).Message);
}
