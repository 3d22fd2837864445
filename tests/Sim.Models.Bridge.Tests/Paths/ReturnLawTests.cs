using MathNet.Numerics.Distributions;
using Sim.Framework.Randomness;
using Sim.Models.Bridge.Paths;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Paths;

/// <summary>The laws of returns: moments and distributions against theory, with a control that must fail.</summary>
public sealed class ReturnLawTests
{
    const double Volatility = 0.04;
    const int Draws = 100_000;

    static double[] Sample(IReturnLaw law, int days, long seed = 17, int paths = Draws)
    {
        var (random, states, returns, sums) = (new RandomStream(seed), new double[paths], new double[paths], new double[paths]);
        Array.Fill(states, law.InitialState);
        for (var day = 0; day < days; day++)
        {
            law.Next(random, states, returns);
            for (var path = 0; path < paths; path++)
                sums[path] += returns[path];
        }

        return sums;
    }

    [Fact]
    public void GeometricBrownianMotion_LogPriceAfterThreeWeeks_IsNormal()
    {
        var returns = Sample(GeometricBrownianMotion.WithGrowth(0.001, Volatility), 21, paths: 20_000);
        var law = new Normal(21 * (Math.Log(1.001) - (Volatility * Volatility / 2)), Volatility * Math.Sqrt(21));
        Statistical.Matches(law.CumulativeDistribution, returns);
        Statistical.Rejects(new Normal(0, Volatility * Math.Sqrt(19)).CumulativeDistribution, [.. returns.Select(value => value * 1.05)]);
    }

    public static TheoryData<string> Laws() => ["motion", "jumps", "heston", "garch"];

    static IReturnLaw Named(string name, double growth) => name switch
    {
        "motion" => GeometricBrownianMotion.WithGrowth(growth, Volatility),
        "jumps" => new MertonJumpDiffusion(growth, Volatility, 0.05, -0.03, 0.1),
        "heston" => new HestonModel(growth, Volatility * Volatility, Volatility * Volatility, 0.05, 0.2 * Volatility, -0.3),
        _ => new GarchProcess(growth, new GarchModel(Volatility * Volatility * 0.04, 0.14, 0.82), Volatility * Volatility),
    };

    [Theory, MemberData(nameof(Laws))]
    public void Laws_AFortnight_GrowAndVaryAsTheyShould(string name)
    {
        var returns = Sample(Named(name, 0.001), 14);
        double[] prices = [.. returns.Select(Math.Exp)];
        // Seven standard errors of a mean, with the sample's own variance: a false alarm of 1e-11 and less.
        Assert.InRange(prices.Average() - Math.Pow(1.001, 14), -7 * Error(prices), 7 * Error(prices));
        var mean = returns.Average();
        double[] squares = [.. returns.Select(value => (value - mean) * (value - mean))];
        Assert.InRange(squares.Average() - (14 * Volatility * Volatility), -7 * Error(squares), 7 * Error(squares) + Leverage(name));
        Assert.False(Math.Abs(squares.Average() - (13 * Volatility * Volatility)) <= 7 * Error(squares), "The control passed: a day less would do.");
    }

    // Heston's drift -v/2 correlates with its noise: a larger variance of the sum, by less than a hundredth.
    static double Leverage(string name) => name == "heston" ? 0.01 * 14 * Volatility * Volatility : 0;

    [Fact]
    public void MertonJumpDiffusion_Kurtosis_IsThatOfItsCumulants()
    {
        // Fourth cumulant of a day: rate (m^4 + 6 m^2 s^2 + 3 s^4).
        var (rate, mean, deviation) = (0.05, -0.03, 0.1);
        var returns = Sample(Named("jumps", 0), 1);
        var excess = rate * (Math.Pow(mean, 4) + (6 * mean * mean * deviation * deviation) + (3 * Math.Pow(deviation, 4))) / Math.Pow(Volatility, 4);
        var average = returns.Average();
        double[] fourths = [.. returns.Select(value => Math.Pow((value - average) / Volatility, 4))];
        Assert.InRange(fourths.Average() - 3 - excess, -7 * Error(fourths), 7 * Error(fourths));
        Assert.True(excess > 5);
    }

    [Fact]
    public void MertonJumpDiffusion_MoreVarianceInJumpsThanThereIs_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MertonJumpDiffusion(0, 0.01, 1, 0, 0.02));

    [Fact]
    public void GarchProcess_KurtosisOfNormalInnovations_IsTheClosedForm()
    {
        // 3 (1 - (a+b)^2) / (1 - (a+b)^2 - 2 a^2), at an alpha whose eighth moment exists, so that the sample's kurtosis settles; after a burn-in of 500 days.
        var (alpha, beta) = (0.15, 0.7);
        var process = new GarchProcess(0, new GarchModel(1e-4 * (1 - alpha - beta), alpha, beta), 1e-4);
        var (random, states, returns) = (new RandomStream(23), new double[100_000], new double[100_000]);
        Array.Fill(states, process.InitialState);
        for (var day = 0; day < 500; day++)
            process.Next(random, states, returns);
        var persistence = (alpha + beta) * (alpha + beta);
        var expected = 3 * (1 - persistence) / (1 - persistence - (2 * alpha * alpha));
        double[] fourths = [.. returns.Select(value => Math.Pow(value / 0.01, 4))];
        Assert.InRange(fourths.Average() - expected, -7 * Error(fourths), 7 * Error(fourths));
        Assert.True(Math.Abs(fourths.Average() - 3) > 7 * Error(fourths), "The control passed: constant variance would do.");
    }

    [Fact]
    public void GarchProcess_StudentTInnovations_HaveVarianceOneAndFatTails()
    {
        var returns = Sample(new GarchProcess(0, new GarchModel(Volatility * Volatility, 0, 0, 6), Volatility * Volatility), 1, paths: 20_000);
        var scale = Volatility * Math.Sqrt(4.0 / 6);
        Statistical.Matches(new StudentT(-Volatility * Volatility / 2, scale, 6).CumulativeDistribution, returns);
        Statistical.Rejects(new Normal(0, Volatility).CumulativeDistribution, returns, falseAlarm: 1e-3);
    }

    [Fact]
    public void FilteredHistorical_ConstantVariance_DrawsTheSamplesOwnReturns()
    {
        var history = new double[365];
        new RandomStream(2).Normals(history);
        foreach (ref var value in history.AsSpan())
            value *= 0.03;
        var fit = GarchFit.Of(history, hasStudentT: false);
        Assert.True(fit.IsConstant);
        var returns = Sample(new FilteredHistorical(0, fit), 1, paths: 5_000);
        var known = fit.Innovations.Select(value => (Math.Sqrt(fit.NextVariance) * value) - (fit.NextVariance / 2)).Order().ToArray();
        Assert.All(returns.Take(500), value => Assert.True(known.Min(other => Math.Abs(other - value)) < 1e-15));
        Assert.True(returns.Distinct().Count() > 360);
    }

    [Fact]
    public void RunningMinimum_AnyNumberOfPaths_IsThatOfThePathsOneByOne()
    {
        // 1,030 paths are two whole blocks and six paths more, which no vector of doubles fills.
        const int Count = 1_030;
        var law = GeometricBrownianMotion.WithGrowth(0, Volatility);
        double[][] minima = [new double[Count], new double[Count], new double[Count]];
        RunningMinimum.Simulate(law, new RandomStream(4), [0, 2, 5], minima);
        var random = new RandomStream(4);
        for (var first = 0; first < Count; first += 512)
        {
            var count = Math.Min(512, Count - first);
            var (level, lowest, returns) = (new double[count], new double[count], new double[count]);
            for (var day = 1; day <= 5; day++)
            {
                law.Next(random, [], returns);
                for (var path = 0; path < count; path++)
                {
                    level[path] += returns[path];
                    lowest[path] = Math.Min(lowest[path], level[path]);
                    if (day == 2)
                        Assert.Equal(lowest[path], minima[1][first + path]);
                    if (day == 5)
                        Assert.Equal(lowest[path], minima[2][first + path]);
                }
            }
        }

        Assert.All(minima[0], minimum => Assert.Equal(0, minimum));
    }

    static double Error(double[] sample)
    {
        var mean = sample.Average();
        return Math.Sqrt(sample.Sum(value => (value - mean) * (value - mean)) / sample.Length / sample.Length);
    }
}
