using Sim.Framework;
using Sim.Models.Cdp.RiskParity;

namespace Sim.Models.Cdp.Tests.RiskParity;

public sealed class DustParityTests
{
    public static TheoryData<int> Seeds() => new(Enumerable.Range(0, 150));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Solve_FewPositions_IsTheBestOfAllChoices(int seed)
    {
        var random = new Random(seed);
        var positions = Enumerable.Range(0, random.Next(1, 7)).Select(_ => new Position(1 + (9 * random.NextDouble()), 100, 1.2 + random.NextDouble(), 0.1 + (0.8 * random.NextDouble()))).ToArray();
        var capacity = positions.Sum(position => position.Capacity);
        var (debt, dust) = (capacity * random.NextDouble(), capacity / positions.Length * random.NextDouble());
        // Every choice of who has debt, with the dust as a lower bound for those.
        var best = double.PositiveInfinity;
        for (var chosen = 0; chosen < 1 << positions.Length; chosen++)
        {
            var bounds = positions.Select((position, place) => (chosen >> place & 1) == 1 ? new DebtBounds(Math.Min(dust, position.Capacity), position.Capacity) : new DebtBounds(0, 0)).ToArray();
            if (positions.Where((position, place) => (chosen >> place & 1) == 1 && position.Capacity < dust).Any())
                continue;
            var candidate = NormalParity.Solve(positions, debt, bounds);
            if (candidate.IsFeasible)
                best = Math.Min(best, Largest(positions, candidate));
        }

        var allocation = DustParity.Solve(positions, debt, dust);
        Assert.Equal(double.IsFinite(best), allocation.IsFeasible);
        if (!allocation.IsFeasible)
            return;
        Assert.Equal(best, Largest(positions, allocation), 1e-9);
        Assert.All(allocation.Tabs, tab => Assert.True(tab == 0 || tab >= dust * (1 - 1e-12), $"{tab} is dust"));
        Vectors.Near("sum", debt, allocation.Tabs.Sum(), 1e-12);
    }

    static double Largest(Position[] positions, Allocation allocation) =>
        positions.Select((position, place) => allocation.Tabs[place] > 0 ? ((allocation.Tabs[place] / position.Capacity) - 1) / position.Sigma : double.NegativeInfinity).Max();

    [Fact]
    public void Solve_ImpossibleArguments_AreRefused()
    {
        Position[] positions = [new(10, 420, 1.5, 0.2), new(100, 38, 1.1, 0.1)];
        Assert.Contains("it must be a finite number of 0 or more", Assert.Throws<SimulationException>(() => DustParity.Solve(positions, 1, -1)).Message, StringComparison.Ordinal);
        Assert.Contains("dust is searched for 20 at the most", Assert.Throws<SimulationException>(() => DustParity.Solve([.. Enumerable.Repeat(positions[0], 21)], 1, 1)).Message, StringComparison.Ordinal);
        Assert.Equal(AllocationStatus.AboveUpperBounds, DustParity.Solve(positions, 7_000, 1).Status);
        Assert.Equal(AllocationStatus.BelowLowerBounds, DustParity.Solve(positions, 50, 100).Status);
    }
}
