using CsCheck;
using Sim.Tests.Shared;
using Xunit.Sdk;

namespace Sim.Framework.Tests.Shared;

public sealed class PropertyTests
{
    static readonly Gen<int[]> Lists = Gen.Int[0, 999].Array[0, 20];

    [Fact]
    public void ForAll_ASeed_SettlesEveryInputInEveryProcess()
    {
        Assert.Equal(Seen(7, 50), Seen(7, 50));
        Assert.Equal(Seen(7, 50), Seen(7, 80).Take(50));
        Assert.Equal(Seen(7, 50), Lists.Inputs(7, 50).Select(list => string.Join(' ', list)));
        Assert.True(Seen(7, 50).Distinct().Count() > 40);
        Assert.True(Seen(7, 50).Intersect(Seen(8, 50)).Count() < 5);
        Assert.Equal([627, 758, 609, 34, 77], Gen.Int[0, 999].Inputs(1, 5));
    }

    [Fact]
    public void ForAll_OnOtherThreads_ChecksTheSameInputs()
    {
        var here = Seen(7, 50);
        var there = new List<string>[4];
        Parallel.For(0, there.Length, place => there[place] = Seen(7, 50));
        Assert.All(there, seen => Assert.Equal(here, seen));
    }

    [Fact]
    public void ForAll_ABrokenClaim_ShowsASmallInputThatCanBeRepeated()
    {
        static void Claim(int[] list) => Assert.False(list.Sum() > 500, "Too much!");
        var message = Assert.Throws<XunitException>(() => Lists.ForAll(7, 50, Claim)).Message;
        Assert.Equal(message, Assert.Throws<XunitException>(() => Lists.ForAll(7, 50, Claim)).Message);
        Assert.Matches("^Input 0 of seed 7 breaks the claim. The smallest of [0-9]+ that do, alone with ForOne\\(\"[0-9a-zA-Z_-]+\", …\\):\n\\[5[0-9][0-9]\\]\nToo much!$", message);
        Assert.Equal("Too much!", Assert.Throws<FalseException>(() => Lists.ForOne(message.Split('"')[1], Claim)).Message.Split('\n')[0]);
    }

    [Fact]
    public void ForAll_AClaimBrokenByTheLastInputAlone_IsRed()
    {
        var last = Lists.Inputs(7, 50).Last();
        var error = Assert.Throws<XunitException>(() => Lists.ForAll(7, 50, list => Assert.NotEqual(last, list)));
        Assert.StartsWith("Input 49 of seed 7 breaks the claim. The smallest of 1 that do", error.Message, StringComparison.Ordinal);
        Lists.ForAll(7, 49, list => Assert.NotEqual(last, list));
    }

    [Fact]
    public void Draws_Parts_AreAsLargeTogetherAsApart()
    {
        var drawn = Draws.From(draw => (draw.Whole(0, 99), draw.Between(0, 1), draw.Once(3)));
        drawn.ForAll(7, 100, parts => Assert.True(parts.Item1 is >= 0 and <= 99 && parts.Item2 is >= 0 and <= 1));
        Assert.InRange(drawn.Inputs(7, 300).Count(parts => parts.Item3), 70, 130);
        var error = Assert.Throws<XunitException>(() => drawn.ForAll(7, 100, parts => Assert.True(parts.Item1 < 50)));
        Assert.Contains("(5", error.Message, StringComparison.Ordinal);
    }

    static List<string> Seen(uint seed, int count)
    {
        var seen = new List<string>();
        Lists.ForAll(seed, count, list => seen.Add(string.Join(' ', list)));
        return seen;
    }
}
