using System.Globalization;
using System.Text.Json;
using Sim.Framework.Randomness;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Randomness;

// The vectors come from a second implementation, in the whole numbers of another language.
public sealed class StreamAddressTests
{
    const string Vectors = "Randomness/addresses.json";

    [Fact]
    public void Key_KnownAddresses_NeverChange()
    {
        foreach (var row in Rows("keys"))
        {
            ulong key = StreamAddress.Key(Number(row, "seed"), (int)Number(row, "run"), (int)Number(row, "subset"), (int)Number(row, "simulation"));
            Assert.Equal(Word(row.GetProperty("key")), key);
        }
    }

    [Fact]
    public void Function_KnownNames_NeverChange()
    {
        foreach (var row in Rows("functions"))
            Assert.Equal(Word(row.GetProperty("hash")), StreamAddress.Function(Text(row, "block"), Text(row, "function")));
    }

    [Fact]
    public void Stream_KnownAddresses_GivesKnownWords()
    {
        var stream = new RandomStream(1);
        foreach (var row in Rows("streams"))
        {
            stream.Seek(
                StreamAddress.Key(Number(row, "seed"), (int)Number(row, "run")),
                StreamAddress.Function(Text(row, "block"), Text(row, "function")),
                (int)Number(row, "timestep"));
            foreach (var word in row.GetProperty("words").EnumerateArray())
                Assert.Equal(Word(word), stream.NextWord());
        }
    }

    [Fact]
    public void Key_SharedStreams_AreThoseOfTheBaseCase() =>
        Assert.Equal(StreamAddress.Key(42, 17), StreamAddress.Key(42, 17, subset: 0, simulation: 0));

    [Fact]
    public void Key_RunsAndSubsetsOfAnExperiment_AreAllDifferent()
    {
        var keys = new HashSet<ulong>();
        for (int run = 0; run < 1_000; run++)
        {
            for (int subset = 0; subset < 100; subset++)
                Assert.True(keys.Add(StreamAddress.Key(0, run, subset, simulation: 0)));
        }
    }

    [Fact]
    public void Key_NeighbouringSeedsRunsSubsetsAndSimulations_DifferInAboutHalfTheBits()
    {
        ulong key = StreamAddress.Key(5, 6, 7, 8);
        foreach (ulong other in new[] { StreamAddress.Key(4, 6, 7, 8), StreamAddress.Key(5, 7, 7, 8), StreamAddress.Key(5, 6, 8, 8), StreamAddress.Key(5, 6, 7, 9) })
            Assert.InRange(ulong.PopCount(key ^ other), 16UL, 48UL); // a fair coin leaves this range in 4 of 100,000 cases
    }

    [Fact]
    public void Function_NamesThatJoinAlike_Differ() =>
        Assert.NotEqual(StreamAddress.Function("ab", "c"), StreamAddress.Function("a", "bc"));

    static JsonElement[] Rows(string name)
    {
        using var document = Golden.Read(Vectors);
        return [.. document.RootElement.GetProperty(name).EnumerateArray().Select(row => row.Clone())];
    }

    static long Number(JsonElement row, string name) => row.GetProperty(name).GetInt64();

    static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    static ulong Word(JsonElement element) => ulong.Parse(element.GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
