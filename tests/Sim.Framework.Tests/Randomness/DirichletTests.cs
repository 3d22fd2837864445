using MathNet.Numerics.Distributions;
using Sim.Framework.Randomness;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Randomness;

public sealed class DirichletTests
{
    [Fact]
    public void Dirichlet_EachShare_IsBeta()
    {
        double[] concentration = [0.4, 1, 2.6];
        var stream = new RandomStream(1);
        var samples = Enumerable.Range(0, 3).Select(_ => new double[200_000]).ToArray();
        double[] shares = new double[3];
        for (int draw = 0; draw < 200_000; draw++)
        {
            stream.Dirichlet(concentration, shares);
            Assert.Equal(1, shares.Sum(), 1e-15);
            for (int share = 0; share < 3; share++)
                samples[share][draw] = shares[share];
        }

        for (int share = 0; share < 3; share++)
        {
            double own = concentration[share];
            Statistical.Matches(x => Beta.CDF(own, 4 - own, x), samples[share]);
            Statistical.Rejects(x => Beta.CDF(own * 1.06, 4 - own, x), samples[share]);
        }
    }

    [Theory]
    [InlineData(1e-300, 1e-300, 1e-300)]
    [InlineData(double.Epsilon, double.Epsilon, 1e300)]
    [InlineData(double.Epsilon, 1e-320, double.Epsilon)]
    [InlineData(1e-5, 1e5, 1)]
    [InlineData(double.MaxValue, 1, double.MaxValue)]
    public void Dirichlet_ExtremeConcentrations_NeverGiveNaNAndSumToOne(double first, double second, double third)
    {
        var stream = new RandomStream(2);
        double[] shares = new double[3];
        for (int draw = 0; draw < 10_000; draw++)
        {
            stream.Dirichlet([first, second, third], shares);
            Assert.All(shares, share => Assert.InRange(share, 0, 1));
            Assert.Equal(1, shares.Sum(), 1e-15);
        }
    }

    // As all concentrations go to 0, one share takes everything, with a probability in proportion to its concentration.
    [Theory]
    [InlineData(1e-10)]
    [InlineData(1e-310)]
    public void Dirichlet_TinyConcentrations_TheWinnerIsDrawnInProportion(double unit)
    {
        var stream = new RandomStream(3);
        double[] wins = new double[100_000];
        double[] shares = new double[2];
        for (int draw = 0; draw < wins.Length; draw++)
        {
            stream.Dirichlet([unit, 3 * unit], shares);
            wins[draw] = shares[1];
        }

        Statistical.MeanWithin(wins, 0.75, 0.75 * 0.25);
    }

    [Fact]
    public void Dirichlet_InPlace_EqualsSeparateSpans()
    {
        double[] concentration = [0.2, 3, 0.7];
        double[] shares = new double[3];
        new RandomStream(4).Dirichlet(concentration, shares);
        new RandomStream(4).Dirichlet(concentration, concentration);
        Assert.Equal(shares, concentration);
    }

    [Fact]
    public void Dirichlet_WrongArguments_SayWhatWasFound()
    {
        var stream = new RandomStream(5);
        Assert.Contains("Found 2 concentrations and room for 3 shares", Assert.Throws<ArgumentException>(() => stream.Dirichlet([1, 1], new double[3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => stream.Dirichlet([], []));
        Assert.Contains("concentration = 0; allowed: finite and above 0", Assert.Throws<ArgumentOutOfRangeException>(() => stream.Dirichlet([1, 0], new double[2])).Message, StringComparison.Ordinal);
    }
}
