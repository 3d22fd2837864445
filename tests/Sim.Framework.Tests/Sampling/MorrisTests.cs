using System.Globalization;
using Sim.Framework.Sampling;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Sampling;

public sealed class MorrisTests
{
    [Theory]
    [InlineData(2, 2, 1)]
    [InlineData(10, 4, 3)]
    [InlineData(7, 6, 20)]
    public void Sample_EachTrajectory_ChangesEachCoordinateOnceByDelta(int trajectories, int levels, int dimensions)
    {
        var design = Morris.Sample(trajectories, levels, dimensions, seed: 1);
        Assert.Equal(trajectories * (dimensions + 1), design.Length);
        foreach (var trajectory in design.Chunk(dimensions + 1))
        {
            var changed = trajectory.Zip(trajectory.Skip(1), (from, to) => Enumerable.Range(0, dimensions).Single(dimension => from[dimension] != to[dimension])).ToList();
            Assert.Equal(Enumerable.Range(0, dimensions), changed.Order());
            for (var step = 0; step < dimensions; step++)
                Assert.Equal(levels / (2.0 * (levels - 1)), Math.Abs(trajectory[step + 1][changed[step]] - trajectory[step][changed[step]]), 1e-15);
        }
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(10, 4)]
    [InlineData(8, 10)]
    public void Sample_EachCoordinate_MeetsAllLevelsAboutEquallyOften(int trajectories, int levels)
    {
        var design = Morris.Sample(trajectories, levels, 3, seed: 2);
        for (var dimension = 0; dimension < 3; dimension++)
        {
            Assert.Equal(Enumerable.Range(0, levels).Select(level => (double)level / (levels - 1)), design.Select(point => point[dimension]).Distinct().Order());
            var lowest = design.Chunk(4).Select(trajectory => trajectory.Min(point => point[dimension])).CountBy(low => low).Select(count => count.Value).ToList();
            Assert.InRange(lowest.Max() - lowest.Min(), 0, 1);
        }
    }

    // Three trajectories on four levels take one of the two lower levels twice: whichever, with equal probability.
    [Fact]
    public void Sample_OverSeeds_LevelsDirectionsAndOrdersAreFair()
    {
        var drawn = Enumerable.Range(0, 10_000).Select(seed => Morris.Sample(3, 4, 2, seed)).ToList();
        double[] low = [.. drawn.Select(design => Math.Min(design[0][0], design[2][0]) == 0 ? 1.0 : 0)];
        Statistical.MeanWithin(low, 0.5, 0.25);
        Assert.ThrowsAny<Exception>(() => Statistical.MeanWithin(low, 2.0 / 3, 2.0 / 9));
        Statistical.MeanWithin([.. drawn.Select(design => design[0][1] < design[2][1] ? 1.0 : 0)], 0.5, 0.25);
        Statistical.MeanWithin([.. drawn.Select(design => design[3][0] != design[4][0] ? 1.0 : 0)], 0.5, 0.25);
    }

    [Fact]
    public void Sample_EqualSeeds_GiveEqualPointsAndOthersDoNot()
    {
        Assert.Equal(Morris.Sample(10, 4, 5, seed: 7), Morris.Sample(10, 4, 5, seed: 7));
        Assert.NotEqual(Morris.Sample(10, 4, 5, seed: 7), Morris.Sample(10, 4, 5, seed: 8));
    }

    [Fact]
    public void Sample_AFixedSeed_NeverChanges()
    {
        var lines = Morris.Sample(4, 4, 3, seed: 42).Select(point => string.Join(' ', point.Select(x => x.ToString("R", CultureInfo.InvariantCulture))));
        Golden.CompareText("Sampling/morris.txt", string.Join('\n', lines) + "\n");
    }

    [Fact]
    public void Sample_ArgumentsOutOfRange_AreRefused()
    {
        Refused("A Morris design of 5 levels was asked for: it takes an even number of them, such as 4.", () => Morris.Sample(10, 5, 3, 0));
        Refused("A Morris design of 0 levels was asked for: it takes an even number of them, such as 4.", () => Morris.Sample(10, 0, 3, 0));
        Refused("A Morris design of 4 trajectories on 10 levels was asked for: it takes at least 5, so that all levels are met.", () => Morris.Sample(4, 10, 3, 0));
        Refused("A Morris design of 1 trajectories on 2 levels was asked for: it takes at least 2, so that all levels are met.", () => Morris.Sample(1, 2, 3, 0));
        Refused("A Morris design over 0 parameters was asked for: it takes at least 1.", () => Morris.Sample(10, 4, 0, 0));
    }

    static void Refused(string message, Func<object> sample) => Assert.Equal(message, Assert.Throws<SimulationException>(sample).Message);
}
