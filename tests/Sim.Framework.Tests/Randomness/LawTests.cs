using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using Sim.Framework.Randomness;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Randomness;

// Each law: its distribution function by MathNet, its mean, and a negative control with a parameter a few percent off.
// 200,000 draws and a false alarm of 1e-9 make the band 0.0073 wide on each side.
public sealed class LawTests
{
    const int Count = 200_000;

    [Fact]
    public void NextDouble_IsUniform()
    {
        double[] sample = Draw(1, stream => stream.NextDouble());
        Statistical.Matches(x => Math.Clamp(x, 0, 1), sample);
        Statistical.Rejects(x => Math.Clamp(Math.Pow(x, 1.03), 0, 1), sample);
        Statistical.MeanWithin(sample, 0.5, 1.0 / 12);
        Statistical.MeanWithin([.. sample.Select(x => x * x)], 1.0 / 3, 4.0 / 45);
    }

    [Theory]
    [InlineData(-3, 5)]
    [InlineData(1e15, 1.00001e15)]
    public void Uniform_IsUniformBetweenItsBounds(double low, double high)
    {
        double[] sample = Draw(2, stream => stream.Uniform(low, high));
        Assert.All(sample, x => Assert.True(x >= low && x < high));
        Statistical.Matches(x => (x - low) / (high - low), sample);
        Statistical.Rejects(x => Math.Min(1, 1.01 * (x - low) / (high - low)), sample);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-4, 0.5)]
    public void Normal_HasItsLawAndMoments(double mean, double deviation)
    {
        double[] sample = Draw(3, stream => stream.Normal(mean, deviation));
        Statistical.Matches(x => Normal.CDF(mean, deviation, x), sample);
        Statistical.Rejects(x => Normal.CDF(mean, deviation * 1.05, x), sample);
        Statistical.MeanWithin(sample, mean, deviation * deviation);
        Statistical.MeanWithin([.. sample.Select(x => Math.Pow((x - mean) / deviation, 2))], 1, 2);
        Statistical.MeanWithin([.. sample.Select(x => Math.Pow((x - mean) / deviation, 3))], 0, 15);
        Statistical.MeanWithin([.. sample.Select(x => Math.Pow((x - mean) / deviation, 4))], 3, 96);
    }

    [Fact]
    public void LogNormal_HasItsLaw()
    {
        double[] sample = Draw(4, stream => stream.LogNormal(0.3, 0.6));
        Statistical.Matches(x => LogNormal.CDF(0.3, 0.6, x), sample);
        Statistical.Rejects(x => LogNormal.CDF(0.3, 0.64, x), sample);
        Statistical.MeanWithin(sample, LogNormal.WithMuSigma(0.3, 0.6).Mean, LogNormal.WithMuSigma(0.3, 0.6).Variance);
    }

    [Fact]
    public void Exponential_HasItsLaw()
    {
        double[] sample = Draw(5, stream => stream.Exponential(2.5));
        Statistical.Matches(x => Exponential.CDF(2.5, x), sample);
        Statistical.Rejects(x => Exponential.CDF(2.6, x), sample);
        Statistical.MeanWithin(sample, 1 / 2.5, 1 / (2.5 * 2.5));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2.5)]
    [InlineData(300)]
    public void Gamma_HasItsLaw(double shape)
    {
        const double Scale = 3;
        double[] sample = Draw(6, stream => stream.Gamma(shape, Scale));
        Statistical.Matches(x => GammaCdf(shape, x / Scale), sample);
        Statistical.Rejects(x => GammaCdf(shape + (0.08 * Math.Sqrt(shape) * Math.Min(1, shape + 0.1)), x / Scale), sample);
        Statistical.MeanWithin(sample, shape * Scale, shape * Scale * Scale);
    }

    // MathNet takes x below 1e-15 for 0, where a small shape has much of its mass; there the first term of the series is enough.
    static double GammaCdf(double shape, double x) =>
        x < 1e-10 ? Math.Pow(x, shape) / SpecialFunctions.Gamma(shape + 1) : Gamma.CDF(shape, 1, x);

    [Theory]
    [InlineData(0.7)]
    [InlineData(4)]
    [InlineData(30)]
    public void StudentT_HasItsLaw(double freedom)
    {
        double[] sample = Draw(7, stream => stream.StudentT(freedom));
        Statistical.Matches(x => StudentT.CDF(0, 1, freedom, x), sample);
        Statistical.Rejects(x => StudentT.CDF(0, 1.06, freedom, x), sample);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(3)]
    [InlineData(9.99)]
    [InlineData(10)]
    [InlineData(47.5)]
    [InlineData(2000)]
    public void Poisson_HasItsLaw(double mean)
    {
        var stream = new RandomStream(8);
        long[] sample = [.. Enumerable.Range(0, Count).Select(_ => stream.Poisson(mean))];
        Statistical.Matches(count => count < 0 ? 0 : Poisson.CDF(mean, count), sample);
        Statistical.Rejects(count => count < 0 ? 0 : Poisson.CDF(mean + (0.06 * Math.Sqrt(mean)), count), sample);
        Statistical.MeanWithin([.. sample.Select(count => (double)count)], mean, mean);
    }

    // Rejection errs, if it does, by a percent in places, which takes more draws and cells of single counts to see.
    [Theory]
    [InlineData(10)]
    [InlineData(25.5)]
    [InlineData(150)]
    public void Poisson_EverySingleCount_HasItsProbability(double mean)
    {
        const int Draws = 5_000_000;
        int low = (int)(mean - (3 * Math.Sqrt(mean))), high = (int)(mean + (3 * Math.Sqrt(mean)));
        low = Math.Max(low, 1);
        var stream = new RandomStream(12);
        long[] counts = new long[high - low + 1];
        for (int draw = 0; draw < Draws; draw++)
            counts[Math.Clamp(stream.Poisson(mean), low, high) - low]++;
        Statistical.CountsMatch(Probabilities(mean, low, high), counts);
        Statistical.CountsReject(Probabilities(mean * 1.005, low, high), counts);
    }

    // The outer cells hold what lies beyond them.
    static double[] Probabilities(double mean, int low, int high)
    {
        double[] cells = [.. Enumerable.Range(low, high - low + 1).Select(count => Poisson.PMF(mean, count))];
        cells[0] = Poisson.CDF(mean, low);
        cells[^1] = 1 - Poisson.CDF(mean, high - 1);
        return cells;
    }

    // By the theorem of Berry and Esseen the standardised law is within 0.5 / sqrt(mean) of the normal one.
    [Theory]
    [InlineData(1e9)]
    [InlineData(1e15)]
    public void Poisson_HugeMean_IsNormal(double mean)
    {
        double[] sample = Draw(9, stream => (stream.Poisson(mean) - mean) / Math.Sqrt(mean));
        Statistical.Matches(x => Normal.CDF(0, 1, x), sample);
        Statistical.Rejects(x => Normal.CDF(0.03, 1, x), sample);
    }

    [Theory]
    [InlineData(12.5)]
    [InlineData(1000)]
    public void PoissonLogProbability_AllCounts_IsMathNets(double mean)
    {
        for (int count = 0; count < 4 * mean; count++)
        {
            double expected = Poisson.PMFLn(mean, count);
            Assert.Equal(expected, PoissonLaw.LogProbability(count, mean), 1e-11 * Math.Max(1, count * Math.Log(mean + 1))); // terms of this size cancel in MathNet's
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(1)]
    public void Bernoulli_HasItsProbability(double probability)
    {
        double[] sample = Draw(10, stream => stream.Bernoulli(probability) ? 1 : 0);
        Statistical.MeanWithin(sample, probability, probability * (1 - probability));
        Assert.ThrowsAny<Exception>(() => Statistical.MeanWithin(sample, probability + 0.02, probability * (1 - probability)));
    }

    [Theory]
    [InlineData(-2, 4)]
    [InlineData(0, 1000)]
    [InlineData(int.MinValue, int.MaxValue)]
    public void Integer_IsUniform(int low, int high)
    {
        var stream = new RandomStream(11);
        long[] sample = [.. Enumerable.Range(0, Count).Select(_ => (long)stream.Integer(low, high))];
        double range = (double)high - low;
        Statistical.Matches(value => Math.Clamp((value + 1.0 - low) / range, 0, 1), sample);
        Statistical.Rejects(value => Math.Pow(Math.Clamp((value + 1.0 - low) / range, 0, 1), 1.05), sample);
    }

    static double[] Draw(long seed, Func<RandomStream, double> draw)
    {
        var stream = new RandomStream(seed);
        return [.. Enumerable.Range(0, Count).Select(_ => draw(stream))];
    }
}
