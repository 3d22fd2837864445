using Sim.Framework;
using Sim.Framework.Randomness;

namespace Sim.Models.Bridge.Tests;

public sealed class TailRiskTests
{
    [Fact]
    public void Of_FirstThousandNumbers_AreCounted()
    {
        var risk = TailRisk.Of(Enumerable.Range(1, 1000).Reverse().Select(loss => (double?)loss).Append(null));
        Assert.Equal((1000, 500.5, 950.0, 990.0, 995.5), (risk.Runs, risk.Mean, risk.ValueAtRisk95, risk.ValueAtRisk99, risk.ExpectedShortfall99));
        // A binomial of 1000 at 0.99 has quantiles 983 and 996.
        Assert.Equal((983.0, 997.0), (risk.ValueAtRisk99Low, risk.ValueAtRisk99High));
    }

    [Fact]
    public void Of_ExponentialLosses_HasTheirTailWithinItsErrors()
    {
        var (covered, near, random) = (0, 0, new RandomStream(5));
        for (var sample = 0; sample < 200; sample++)
        {
            var risk = TailRisk.Of(Enumerable.Range(0, 2_000).Select(_ => (double?)random.Exponential(1)).ToList());
            var quantile = Math.Log(100);
            covered += risk.ValueAtRisk99Low <= quantile && quantile <= risk.ValueAtRisk99High ? 1 : 0;
            near += Math.Abs(risk.ExpectedShortfall99 - (quantile + 1)) < 2 * risk.ExpectedShortfall99Error ? 1 : 0;
        }

        // Binomial counts of 200 at 0.95 with a standard deviation of 3.1: six of them to either side, but all 200 would say that the errors are too wide.
        Assert.InRange(covered, 171, 199);
        Assert.InRange(near, 171, 199);
    }

    [Fact]
    public void Of_FewRuns_SaysHowManyItTakes() =>
        Assert.Contains("give 100 or more", Assert.Throws<SimulationException>(() => TailRisk.Of(new double?[99])).Message, StringComparison.Ordinal);
}
