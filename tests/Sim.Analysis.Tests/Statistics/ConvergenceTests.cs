using Sim.Analysis.Statistics;
using Sim.Framework;
using Sim.Framework.Randomness;

namespace Sim.Analysis.Tests.Statistics;

public sealed class ConvergenceTests
{
    static readonly double[] Draws = Normals(seed: 1, count: 100);

    [Fact]
    public void Of_EveryStep_IsTheMeanIntervalOfTheFirstRuns()
    {
        var convergence = Convergence.Of(Draws);
        Assert.Equal(Enumerable.Range(1, 100), convergence.Steps.Select(step => step.Runs));
        Assert.Equal(Draws[0], convergence.Steps[0].Mean);
        Assert.Null(convergence.Steps[0].HalfWidth);
        foreach (var step in convergence.Steps.Skip(1))
        {
            var interval = MeanInterval.Of(Draws[..step.Runs]);
            Assert.Equal(interval.Mean, step.Mean, 1e-12);
            Assert.Equal(interval.HalfWidth, step.HalfWidth!.Value, 1e-12);
        }
    }

    [Fact]
    public void RunsFor_AWantedHalfWidth_GrowsWithItsSquare()
    {
        var convergence = Convergence.Of(Draws);
        var now = convergence.Steps[^1].HalfWidth!.Value;
        Assert.Equal(100, convergence.RunsFor(2 * now));
        Assert.Equal(100, convergence.RunsFor(now));
        Assert.InRange(convergence.RunsFor(now / 2), 400, 401);
        Assert.InRange(convergence.RunsFor(now / 100), 1_000_000, 1_000_001);
    }

    // Stein 1945: with the runs that are told, normal means miss by more than the half width at most as often as the confidence says.
    [Fact]
    public void RunsFor_AWantedHalfWidth_IsEnough()
    {
        const int Repetitions = 2_000;
        var missed = 0;
        for (var seed = 0; seed < Repetitions; seed++)
        {
            var runs = Convergence.Of(Normals(seed, 10), 0.9).RunsFor(0.5);
            missed += Math.Abs(Normals(seed, (int)runs).Average()) > 0.5 ? 1 : 0;
        }

        // 10 % and six deviations of the binomial: a false alarm of 1e-9.
        Assert.InRange(missed, Repetitions * 0.05, (Repetitions * 0.1) + (6 * Math.Sqrt(Repetitions * 0.09)));
    }

    [Fact]
    public void Table_ShowsPowersOfTwoAndTheLast()
    {
        var text = Convergence.Of([.. Draws.Take(6)]).ToString();
        Assert.Equal(["runs", "1", "2", "4", "6", "Each"], text.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]));
        Assert.Contains("<th>half width</th>", Convergence.Of(Draws).ToMimeBundle()["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public void RunsFor_NoHalfWidth_IsRefused()
    {
        var error = Assert.Throws<SimulationException>(() => Convergence.Of(Draws).RunsFor(0));
        Assert.Equal("A half width of 0 was asked for: it must be positive.", error.Message);
        error = Assert.Throws<SimulationException>(() => Convergence.Of([1]));
        Assert.Equal("The convergence of a mean of 1 run was asked for: it takes at least 2 with a value.", error.Message);
    }

    static double[] Normals(int seed, int count)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Normal(0, 1))];
    }
}
