using System.Text.Json;
using Sim.Framework;
using Sim.Models.Cdp.Probability;
using Sim.Models.Cdp.RiskParity;

namespace Sim.Models.Cdp.Tests.RiskParity;

public sealed class ParityTests
{
    public static TheoryData<int, string> Exact() => Vectors.Names("c_exact_parity.json");

    public static TheoryData<int, string> Others() => Vectors.Names("f_alternative_allocations.json");

    public static TheoryData<int> Seeds() => new(Enumerable.Range(0, 100));

    static Position[] Positions(JsonElement item)
    {
        var (ink, tag, mat, sigma) = (item.Numbers("ink"), item.Numbers("tag"), item.Numbers("mat"), item.Numbers("sigma"));
        var drift = item.TryGetProperty("mu", out _) ? item.Numbers("mu") : new double[ink.Length];
        return [.. Enumerable.Range(0, ink.Length).Select(place => new Position(ink[place], tag[place], mat[place], sigma[place], drift[place]))];
    }

    static DebtBounds[] Bounds(JsonElement item, Position[] positions)
    {
        double Bound(JsonElement bounds, int place, double unbounded) => bounds.ValueKind == JsonValueKind.String
            ? bounds.GetString() == "zero" ? 0 : positions[place].Capacity
            : bounds[place].ValueKind switch
            {
                JsonValueKind.Null => unbounded,
                JsonValueKind.String => positions[place].Capacity,
                _ => bounds[place].GetDouble(),
            };

        return [.. positions.Select((_, place) => new DebtBounds(Bound(item.GetProperty("lower"), place, double.NegativeInfinity), Bound(item.GetProperty("upper"), place, double.PositiveInfinity)))];
    }

    [Theory]
    [MemberData(nameof(Exact))]
    public void Normal_Vector_IsExact(int index, string name)
    {
        var item = Vectors.At("c_exact_parity.json", index);
        var positions = Positions(item);
        var allocation = NormalParity.Solve(positions, item.Number("D"), Bounds(item, positions));
        var expected = item.GetProperty("constrained");
        Assert.Equal(
            expected.GetProperty("status").GetString() switch
            {
                "interior" => AllocationStatus.Interior,
                "clamped" => AllocationStatus.Bounded,
                "infeasible_high" => AllocationStatus.AboveUpperBounds,
                _ => AllocationStatus.BelowLowerBounds,
            },
            allocation.Status);
        if (!allocation.IsFeasible)
        {
            Vectors.Near($"{name} nearest", expected.TryGetProperty("sum_upper", out var upper) ? upper.Number() : expected.Number("sum_lower"), allocation.NearestDebt, 1e-15);
            Assert.Empty(allocation.Tabs);
            Assert.Contains("bounds of the positions add up to", allocation.Reason, StringComparison.Ordinal);
            return;
        }

        var tabs = expected.Numbers("tabs");
        for (var place = 0; place < tabs.Length; place++)
            Vectors.Near($"{name} tab {place}", tabs[place], allocation.Tabs[place], 1e-12);
        if (expected.GetProperty("z_is_unique").GetBoolean())
            Vectors.Within($"{name} score", expected.Number("z"), allocation.Score, 1e-11 * Math.Max(1, Math.Abs(expected.Number("z"))));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Others_Vector_AreExact(int index, string name)
    {
        var item = Vectors.At("f_alternative_allocations.json", index);
        var (positions, debt) = (Positions(item), item.Number("D"));
        var horizon = new Horizon(item.TryGetProperty("T", out var years) ? years.GetDouble() : 1, item.TryGetProperty("fee", out var fee) ? fee.GetDouble() : 0);
        var allocation = item.GetProperty("model").GetString() switch
        {
            "normal_parity" => NormalParity.Solve(positions, debt),
            "lognormal_terminal_parity" => LognormalParity.Solve(positions, debt, horizon),
            "first_passage_parity" => FirstPassageParity.Solve(positions, debt, horizon),
            "normal_min_expected_liquidated_debt" => OtherObjectives.LeastExpectedLiquidation(positions, debt),
            "normal_equal_expected_loss" => OtherObjectives.EqualExpectedLiquidation(positions, debt),
            var model => throw new InvalidOperationException(model),
        };
        var tabs = item.GetProperty("result").Numbers("tabs");
        for (var place = 0; place < tabs.Length; place++)
            Vectors.Near($"{name} tab {place}", tabs[place], allocation.Tabs[place], 1e-10);
        Vectors.Near($"{name} sum", debt, allocation.Tabs.Sum(), 1e-14);
    }

    [Fact]
    public void LeastAnyLiquidation_EthAndDgx_IsThePublishedMinimum()
    {
        // The specification's table, to the digits that it prints.
        Position[] positions = [new(10, 420, 1.5, 0.2), new(100, 38, 1.1, 0.1)];
        var tabs = OtherObjectives.LeastAnyLiquidation(positions, 3_000).Tabs;
        Assert.Equal(815.732, tabs[0], 5e-4);
        Assert.Equal(2184.268, tabs[1], 5e-4);
        Assert.Equal(3.15468e-4, Any(positions, tabs), 5e-10);
        // No transfer between the two makes it less likely.
        foreach (var moved in (double[])[-1, -0.01, 0.01, 1])
            Assert.True(Any(positions, [tabs[0] + moved, tabs[1] - moved]) > Any(positions, tabs));
    }

    static double Any(Position[] positions, IReadOnlyList<double> tabs) =>
        1 - positions.Zip(tabs, (position, tab) => 1 - NormalLaw.Cumulative(((tab / position.Capacity) - 1) / position.Sigma)).Aggregate(1.0, (product, safe) => product * safe);

    static (Position[] Positions, double Debt) World(int seed)
    {
        var random = new Random(seed);
        var positions = Enumerable.Range(0, random.Next(1, 30))
            .Select(_ => new Position(Math.Exp(random.NextDouble() * 6), Math.Exp(random.NextDouble() * 6), 1.05 + random.NextDouble(), 0.05 + (0.9 * random.NextDouble()))).ToArray();
        return (positions, positions.Sum(position => position.Capacity) * (0.02 + (0.95 * random.NextDouble())));
    }

    static IEnumerable<(string Name, Func<IReadOnlyList<Position>, double, Allocation> Solve)> Solvers()
    {
        yield return ("normal", (positions, debt) => NormalParity.Solve(positions, debt));
        yield return ("lognormal", (positions, debt) => LognormalParity.Solve(positions, debt, new Horizon(0.25, 0.02)));
        yield return ("first passage", (positions, debt) => FirstPassageParity.Solve(positions, debt, new Horizon(0.25, 0.02)));
        yield return ("least any", (positions, debt) => OtherObjectives.LeastAnyLiquidation(positions, debt));
        yield return ("least expected", (positions, debt) => OtherObjectives.LeastExpectedLiquidation(positions, debt));
        yield return ("equal expected", (positions, debt) => OtherObjectives.EqualExpectedLiquidation(positions, debt));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Solvers_AnyPositions_AddUpAndDoNotDependOnOrderOrScale(int seed)
    {
        var (positions, debt) = World(seed);
        foreach (var (name, solve) in Solvers())
        {
            var where = $"{name}, seed {seed}";
            var allocation = solve(positions, debt);
            Assert.True(allocation.IsFeasible, where);
            Vectors.Near($"{where} sum", debt, allocation.Tabs.Sum(), 1e-12);
            Assert.All(allocation.Tabs, (tab, place) => Assert.InRange(tab, 0, positions[place].Capacity * (1 + 1e-12)));
            var turned = solve([.. positions.Reverse()], debt).Tabs.Reverse().ToArray();
            var scaled = solve([.. positions.Select(position => position with { Ink = position.Ink * 1_000 })], debt * 1_000).Tabs;
            var more = solve(positions, debt * 1.01).Tabs;
            for (var place = 0; place < positions.Length; place++)
            {
                Vectors.Within($"{where} turned round, {place}", allocation.Tabs[place], turned[place], 1e-9 * debt);
                Vectors.Within($"{where} scaled, {place}", allocation.Tabs[place] * 1_000, scaled[place], 1e-6 * debt);
                Assert.True(more[place] >= allocation.Tabs[place] - (1e-9 * debt), $"{where}: more debt leaves position {place} with less");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Normal_Bounded_HasTheLeastLargestProbability(int seed)
    {
        var (positions, debt) = World(seed);
        var random = new Random(seed + 1_000);
        var bounds = positions.Select(position => new DebtBounds(0.2 * position.Capacity * random.NextDouble(), position.Capacity * (0.3 + (0.7 * random.NextDouble())))).ToArray();
        debt = Math.Clamp(debt, bounds.Sum(bound => bound.Lower), bounds.Sum(bound => bound.Upper));
        var allocation = NormalParity.Solve(positions, debt, bounds);
        Vectors.Near("sum", debt, allocation.Tabs.Sum(), 1e-12);
        for (var place = 0; place < positions.Length; place++)
        {
            var score = ((allocation.Tabs[place] / positions[place].Capacity) - 1) / positions[place].Sigma;
            var (tab, tolerance) = (allocation.Tabs[place], 1e-9);
            // Free positions share the score; at the upper bound it is less, at the lower one more: the conditions of Karush, Kuhn and Tucker for the least maximum.
            if (tab > bounds[place].Lower * (1 + tolerance))
                Assert.True(score <= allocation.Score + tolerance, $"position {place}");
            if (tab < bounds[place].Upper * (1 - tolerance))
                Assert.True(score >= allocation.Score - tolerance, $"position {place}");
        }
    }

    [Fact]
    public void NormalWithOffsets_SaferTargets_StandOff()
    {
        Position[] positions = [new(10, 420, 1.5, 0.2), new(100, 38, 1.1, 0.1)];
        var allocation = NormalParity.SolveWithOffsets(positions, 3_000, [-0.5, 0]);
        double Score(int place) => ((allocation.Tabs[place] / positions[place].Capacity) - 1) / positions[place].Sigma;
        Assert.Equal(-0.5, Score(0) - Score(1), 1e-12);
        Assert.Equal(3_000, allocation.Tabs.Sum(), 1e-9);
    }

    [Fact]
    public void MostDebt_AtAProbability_IsTheDebtThatHasIt()
    {
        Position[] positions = [new(10, 420, 1.5, 0.2), new(100, 38, 1.1, 0.1)];
        var most = NormalParity.MostDebt(positions, 1e-3);
        Assert.Equal(1e-3, NormalLaw.Cumulative(NormalParity.Solve(positions, most).Score), 1e-15);
    }

    [Fact]
    public void FirstPassage_WithoutLogDrift_IsLognormalAtHalfTheProbability()
    {
        Position[] positions = [new(10, 420, 1.5, 0.9, Drift: 0.405), new(100, 38, 1.1, 0.15, Drift: 0.01125)];
        var (passage, terminal) = (FirstPassageParity.Solve(positions, 3_000, new Horizon(0.25)), LognormalParity.Solve(positions, 3_000, new Horizon(0.25)));
        Vectors.Near("probability", 2 * NormalLaw.Cumulative(terminal.Score), NormalLaw.Cumulative(passage.Score), 1e-12);
        Vectors.Near("tab", terminal.Tabs[0], passage.Tabs[0], 1e-12);
    }

    [Theory]
    [InlineData("none", "There is no position")]
    [InlineData("ink", "Position 1 has ink -1, tag 38, mat 1.1, sigma 0.1 and drift 0: all but the drift must be above 0")]
    [InlineData("debt", "The debt is NaN: it must be a finite number")]
    [InlineData("count", "There are 2 positions and 1 bounds")]
    [InlineData("bounds", "Position 0 has bounds from 5 to 4: the lower must not be above the upper")]
    [InlineData("horizon", "The horizon is 0 years at a fee of 0: years must be above 0")]
    public void Solve_NoSensibleProblem_IsRefused(string what, string expected)
    {
        Position[] positions = [new(10, 420, 1.5, 0.2), new(what == "ink" ? -1 : 100, 38, 1.1, 0.1)];
        var refused = Assert.Throws<SimulationException>(() => what switch
        {
            "none" => NormalParity.Solve([], 1),
            "debt" => OtherObjectives.LeastAnyLiquidation(positions, double.NaN),
            "count" => NormalParity.Solve(positions, 1, [DebtBounds.None]),
            "bounds" => LognormalParity.Solve(positions, 1, new Horizon(1), [new(5, 4), DebtBounds.None]),
            "horizon" => FirstPassageParity.Solve(positions, 1, new Horizon(0)),
            _ => NormalParity.Solve(positions, 1),
        });
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }
}
