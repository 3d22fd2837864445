using Sim.Framework;

namespace Sim.Models.Fei.Tests;

public sealed class ProcessTests
{
    const int Timesteps = 364;

    static double[] Path(Process price, long seed = 1, int runs = 1, double days = 1)
    {
        var parameters = new FeiParameters { VolatilePrice = price, Days = days };
        var results = Experiment.Of(FeiProtocol.Create()).Parameters(parameters).Timesteps(Timesteps).Runs(runs).Seed(seed).Run(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(results.Outcome.Failures);
        return results.Column(state => state.Price.Volatile);
    }

    [Theory]
    // 365 of 365 parts of the drift would be gone at the end of 365 timesteps of the original's T + 1; here T is 364.
    [InlineData(DriftMeaning.PerRun, 2_000 - (50 * 364 / 365.0))]
    [InlineData(DriftMeaning.PerYear, 2_000 - (50 * 364 / 365.0))]
    public void Brownian_WithoutDeviation_LosesItsDrift(DriftMeaning meaning, double expected)
    {
        var price = Process.Brownian(2_000, -50, 0) with { DriftMeaning = meaning };
        Assert.Equal(expected, Path(price)[^1], 1e-9);
        // A shorter timestep makes a shorter time of the same number of them: only the annual meaning notices.
        Assert.Equal(meaning == DriftMeaning.PerRun ? expected : 2_000 - (25 * 364 / 365.0), Path(price, days: 0.5)[^1], 1e-9);
    }

    [Fact]
    public void Geometric_WithDrift_MultipliesByItsExponential()
    {
        var year = Process.Geometric(2_000, 0.5, 0);
        Assert.Equal(2_000 * Math.Exp(0.5 * 364 / 365.0), Path(year)[^1], 1e-9);
        // The original counts half the variance over the run as well: with 2 % a day that is 0.0002 in all, where 0.0728 is right.
        const double Deviation = 0.02;
        var (run, right) = (Path(Process.Geometric(2_000, 0, Deviation) with { DriftMeaning = DriftMeaning.PerRun }), Path(Process.Geometric(2_000, 0, Deviation)));
        var half = Deviation * Deviation / 2;
        Assert.Equal((364 * half) - (half * 364 / 365.0), Math.Log(run[^1] / right[^1]), 1e-12);
    }

    [Theory]
    [InlineData(0.25, 60)]
    [InlineData(1, 120)]
    public void Brownian_Deviation_IsOverADay(double days, int runs)
    {
        var paths = Path(Process.Brownian(2_000, 0, 10), seed: 11, runs: runs, days: days);
        var steps = new List<double>();
        for (var row = 1; row < paths.Length; row++)
        {
            if (row % (Timesteps + 1) != 0)
                steps.Add((paths[row] - paths[row - 1]) / (10 * Math.Sqrt(days)));
        }

        // A mean of n squares of standard normals has deviation sqrt(2/n): 5 deviations are passed once in two million seeds.
        var variance = steps.Sum(step => step * step) / steps.Count;
        Assert.True(Math.Abs(variance - 1) < 5 * Math.Sqrt(2.0 / steps.Count), $"variance {variance} over {steps.Count} steps");
        Assert.True(Math.Abs(steps.Sum() / steps.Count) < 5 / Math.Sqrt(steps.Count));
    }

    [Fact]
    public void Noise_IsAroundItsMeanAndIndependentOfItsPast()
    {
        var values = Path(Process.Noise(2_000, 5), seed: 2, runs: 60).Where((_, row) => row % (Timesteps + 1) != 0).Select(value => (value - 2_000) / 5).ToArray();
        Assert.True(Math.Abs(values.Sum() / values.Length) < 5 / Math.Sqrt(values.Length));
        Assert.True(Math.Abs((values.Sum(value => value * value) / values.Length) - 1) < 5 * Math.Sqrt(2.0 / values.Length));
        var lagged = values.Zip(values.Skip(1), (now, later) => now * later).Sum() / values.Length;
        Assert.True(Math.Abs(lagged) < 5 / Math.Sqrt(values.Length), $"autocovariance {lagged}");
    }

    [Fact]
    public void StepTrendAndConstant_FollowTheirDays()
    {
        var step = Path(Process.Step(2_000, 1_000, from: 91.25, until: 273.75));
        Assert.Equal((2_000.0, 1_000.0, 1_000.0, 2_000.0), (step[91], step[92], step[273], step[274]));
        var trend = Path(Process.Trend(2_000, -0.2));
        Assert.Equal(2_000 * (1 - (0.2 * 100 / 365)), trend[100], 1e-9);
        Assert.All(Path(Process.Constant(7)), price => Assert.Equal(7, price));
    }

    [Fact]
    public void Processes_ChangedOneByOne_DisturbNoOther()
    {
        static FeiState[] States(FeiParameters parameters) => Experiment.Of(FeiProtocol.Create()).Parameters(parameters).Timesteps(20).Seed(8).Run(cancellationToken: TestContext.Current.CancellationToken).Column(state => state);
        var (before, after) = (States(new FeiParameters()), States(new FeiParameters { StablePrice = Process.Constant(1), SavingsRate = Process.Noise(0.02, 0.001) }));
        Assert.Equal(before.Select(state => (state.Price.Volatile, state.UtilizationProcess)), after.Select(state => (state.Price.Volatile, state.UtilizationProcess)));
        Assert.NotEqual(before[5].Price.Stable, after[5].Price.Stable);
        Assert.NotEqual(before[5].Price.Volatile - 2_000, before[5].Price.Stable - 1, 1e-3);
    }
}
