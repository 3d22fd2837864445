using Sim.Framework.Sampling;

namespace Sim.Framework.Tests.Sampling;

public sealed class SaltelliTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(16, 3)]
    [InlineData(100, 20)]
    public void Sample_EachBlock_ReplacesOneCoordinateOfAAfterAnother(int points, int dimensions)
    {
        var design = Saltelli.Sample(points, dimensions);
        var pairs = Sobol.Sample(points, 2 * dimensions, skip: points);
        Assert.Equal(points * (dimensions + 2), design.Length);
        foreach (var (block, pair) in design.Chunk(dimensions + 2).Zip(pairs))
        {
            var (a, b) = (block[0], block[1]);
            Assert.Equal(pair, a.Concat(b));
            for (var changed = 0; changed < dimensions; changed++)
            {
                Assert.Equal(b[changed], block[changed + 2][changed]);
                Assert.All(Enumerable.Range(0, dimensions).Where(dimension => dimension != changed), dimension => Assert.Equal(a[dimension], block[changed + 2][dimension]));
            }
        }
    }

    // In the origin, where the sequence starts, A and B are equal: such a pair costs its subsets and tells nothing.
    [Fact]
    public void Sample_APowerOfTwo_IsEvenAndHasNoPairOfEqualPoints()
    {
        var blocks = Saltelli.Sample(64, 3).Chunk(5).ToList();
        Assert.All(blocks, block => Assert.NotEqual(block[0], block[1]));
        for (var dimension = 0; dimension < 3; dimension++)
        {
            Assert.Equal(Enumerable.Range(0, 64), blocks.Select(block => (int)(64 * block[0][dimension])).Order());
            Assert.Equal(Enumerable.Range(0, 64), blocks.Select(block => (int)(64 * block[1][dimension])).Order());
        }
    }

    [Fact]
    public void Sample_ArgumentsOutOfRange_AreRefused()
    {
        Refused("A Saltelli design of 1 points was asked for: it takes at least 2, and some hundreds to be of use.", () => Saltelli.Sample(1, 3));
        Refused($"A Saltelli design over {(Sobol.MaxDimensions / 2) + 1} parameters was asked for: it takes from 1 to {Sobol.MaxDimensions / 2}. Find those that matter by a Morris design first.", () => Saltelli.Sample(8, (Sobol.MaxDimensions / 2) + 1));
        Refused($"A Saltelli design over 0 parameters was asked for: it takes from 1 to {Sobol.MaxDimensions / 2}. Find those that matter by a Morris design first.", () => Saltelli.Sample(8, 0));
    }

    static void Refused(string message, Func<object> sample) => Assert.Equal(message, Assert.Throws<SimulationException>(sample).Message);
}
