using Sim.Framework.Randomness;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Randomness;

public sealed class AddressingTests
{
    const int Count = 100_000;

    static readonly ulong Key = StreamAddress.Key(42, 1);
    static readonly ulong Births = StreamAddress.Function("births and deaths", "births");

    public static TheoryData<string> Coordinates => ["timestep", "run", "subset", "function", "seed"];

    [Fact]
    public void Seek_BackToAnAddress_GivesTheSameDrawsWhateverWasDrawnBetween()
    {
        var stream = new RandomStream(1);
        stream.Seek(Key, Births, 5);
        double[] first = [.. Enumerable.Range(0, 100).Select(_ => stream.Normal())];
        for (int drawn = 0; drawn < 70; drawn++)
        {
            stream.Seek(Key, Births, 6);
            for (int draw = 0; draw < drawn; draw++)
                stream.NextDouble();
            stream.Seek(Key, Births, 5);
            Assert.Equal(first, Enumerable.Range(0, 100).Select(_ => stream.Normal()));
        }
    }

    [Fact]
    public void Stream_ByHand_DependsOnItsSeedAndIsNoRunOfAnExperiment()
    {
        Assert.Equal(new RandomStream(9).NextWord(), new RandomStream(9).NextWord());
        Assert.NotEqual(new RandomStream(9).NextWord(), new RandomStream(10).NextWord());
        var run = new RandomStream(0);
        run.Seek(StreamAddress.Key(9, 1), 0, 0);
        Assert.NotEqual(new RandomStream(9).NextWord(), run.NextWord());
    }

    // The first draws at neighbouring addresses are the draws that a model makes.
    [Theory]
    [MemberData(nameof(Coordinates))]
    public void FirstDraws_OverAnyCoordinate_AreUniformAndNeighboursUncorrelated(string coordinate)
    {
        var stream = new RandomStream(1);
        double[] uniforms = new double[Count];
        double[] normals = new double[Count];
        for (int index = 0; index < Count; index++)
        {
            Seek(stream, coordinate, index);
            uniforms[index] = stream.NextDouble();
            Seek(stream, coordinate, index);
            normals[index] = stream.Normal();
        }

        Statistical.Matches(x => Math.Clamp(x, 0, 1), uniforms);
        Statistical.Rejects(x => Math.Clamp(Math.Pow(x, 1.05), 0, 1), uniforms);
        AssertUncorrelated(normals[1..], normals[..^1]);
        Assert.ThrowsAny<Exception>(() => AssertUncorrelated(normals[1..], [.. normals[..^1].Zip(normals[1..], (x, y) => x + (0.05 * y))]));
    }

    [Fact]
    public void LongStreams_OfNeighbours_AreUncorrelatedDrawByDraw()
    {
        double[] first = Normals(Key, Births, 1);
        AssertUncorrelated(first, Normals(Key, Births, 2));
        AssertUncorrelated(first, Normals(StreamAddress.Key(42, 2), Births, 1));
        AssertUncorrelated(first, Normals(Key, StreamAddress.Function("births and deaths", "predation"), 1));
        AssertUncorrelated(first[1..], first[..^1]);
    }

    // 320,000 words: two of 2^64 coincide by chance with probability 3e-9.
    [Fact]
    public void Streams_OfManyAddresses_ShareNoWord()
    {
        var stream = new RandomStream(1);
        var words = new HashSet<ulong>();
        for (int run = 1; run <= 20; run++)
        {
            for (int timestep = 0; timestep < 50; timestep++)
            {
                foreach (string function in new[] { "a", "b", "c", "d", "e" })
                {
                    stream.Seek(StreamAddress.Key(42, run), StreamAddress.Function("block", function), timestep);
                    for (int word = 0; word < 64; word++)
                        Assert.True(words.Add(stream.NextWord()));
                }
            }
        }
    }

    static void Seek(RandomStream stream, string coordinate, int index)
    {
        var (key, function, timestep) = coordinate switch
        {
            "timestep" => (Key, Births, index),
            "run" => (StreamAddress.Key(42, index), Births, 1),
            "subset" => (StreamAddress.Key(42, 1, index, 0), Births, 1),
            "seed" => (StreamAddress.Key(index, 1), Births, 1),
            _ => (Key, StreamAddress.Function("block", FormattableString.Invariant($"policy {index}")), 1),
        };
        stream.Seek(key, function, timestep);
    }

    static double[] Normals(ulong key, ulong function, int timestep)
    {
        var stream = new RandomStream(1);
        stream.Seek(key, function, timestep);
        double[] draws = new double[Count];
        stream.Normals(draws);
        return draws;
    }

    // Products of independent standard normals have mean 0 and variance 1.
    static void AssertUncorrelated(double[] first, double[] second) =>
        Statistical.MeanWithin([.. first.Zip(second, (x, y) => x * y)], 0, 1);
}
