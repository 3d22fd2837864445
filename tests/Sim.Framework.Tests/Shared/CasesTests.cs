using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Shared;

public sealed class CasesTests
{
    public static IEnumerable<TheoryDataRow<int>> Draws => Cases.From(7, 20, random => random.Next(100));

    public static IEnumerable<TheoryDataRow<int, string>> Pairs => Cases.From(8, 5, random => (random.Next(10), "x"));

    [Theory]
    [MemberData(nameof(Draws))]
    public void From_ATheory_GetsEachDraw(int value) => Assert.InRange(value, 0, 99);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void From_ATheoryOfTwo_GetsBoth(int first, string second) => Assert.Equal((first, "x"), (Math.Clamp(first, 0, 9), second));

    [Fact]
    public void From_EachRow_IsNamedBySeedAndIndexAndCanBeRepeated()
    {
        var rows = Draws.ToArray();
        Assert.Equal("seed 7, case 12", rows[12].Label);
        Assert.Equal(rows[12].Data, Cases.One(7, 12, random => random.Next(100)));
        Assert.True(rows.Select(row => row.Data).Distinct().Count() > 10);
        Assert.NotEqual(rows.Select(row => row.Data), Cases.From(9, 20, random => random.Next(100)).Select(row => row.Data));
    }

    [Fact]
    public void One_AFixedSeedAndIndex_IsTheSameInEveryProcess() => Assert.Equal(674_202, Cases.One(1, 1, random => random.Next(1_000_000)));
}
