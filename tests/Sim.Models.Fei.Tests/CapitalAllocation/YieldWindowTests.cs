using MathNet.Numerics.Statistics;
using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei.Tests.CapitalAllocation;

public sealed class YieldWindowTests
{
    public static TheoryData<int> Seeds() => Worlds.Seeds();

    [Theory, MemberData(nameof(Seeds))]
    public void Statistics_AnyRows_AgreeWithMathNet(int seed)
    {
        var random = new Random(seed);
        double[][] rows = [.. Enumerable.Range(0, random.Next(1, 100)).Select(_ => Worlds.Shares(random, 4))];
        // Scratch that was used before, as a block's is.
        var window = new YieldWindow([9, 9, 9, 9, 9, 9, 9, 9], 100);
        foreach (var row in rows)
            window.Add(row);
        for (var deposit = 0; deposit < 4; deposit++)
        {
            var column = rows.Select(row => row[deposit]).ToArray();
            Vectors.Compare($"seed {seed} mean", column.Mean(), window.Mean(deposit), 1e-14);
            Vectors.Compare($"seed {seed} deviation", column.PopulationStandardDeviation(), window.StandardDeviation(deposit), 1e-14);
        }
    }

    [Theory]
    [InlineData(Fidelity.Corrected, 1, 1, 1, 0)]
    [InlineData(Fidelity.Corrected, 2, 2, 1, 1)]
    [InlineData(Fidelity.Corrected, 4, 4, 1, 3)]
    [InlineData(Fidelity.Corrected, 9, 9, 6, 3)]
    [InlineData(Fidelity.Corrected, 9, 8, 6, 3)]
    [InlineData(Fidelity.Parity, 1, 1, 0, 1)]
    [InlineData(Fidelity.Parity, 2, 2, 0, 2)]
    [InlineData(Fidelity.Parity, 9, 9, 6, 3)]
    [InlineData(Fidelity.Parity, 9, 8, 6, 2)]
    [InlineData(Fidelity.Parity, 1, 0, 0, 0)]
    public void Rows_WindowOfThree_AreTheOnesExpected(Fidelity fidelity, int completed, int timestep, int first, int count) =>
        Assert.Equal((first, count), YieldWindow.Rows(completed, timestep, 3, fidelity));

    [Fact]
    public void Add_BeyondTheLength_IsRefused() => Assert.Throws<InvalidOperationException>(static () =>
    {
        var window = new YieldWindow(new double[4], 1);
        window.Add([1, 2]);
        window.Add([1, 2]);
    });

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Add_ImpossibleRate_NamesTheDeposit(double rate)
    {
        var broken = Assert.Throws<AllocationException>(() => new YieldWindow(new double[4], 1).Add([0, rate]));
        Assert.StartsWith("The yield rate of deposit 1 is ", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_WrongScratchOrLength_IsAProgrammingError()
    {
        Assert.Throws<ArgumentException>(static () => new YieldWindow(new double[3], 1).Count);
        Assert.Throws<ArgumentException>(static () => new YieldWindow([], 1).Count);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new YieldWindow(new double[4], 0).Count);
        Assert.Throws<ArgumentException>(static () => new YieldWindow(new double[4], 1).Add([1, 2, 3]));
    }
}
