using MathNet.Numerics.Distributions;
using Sim.Framework.Randomness;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Randomness;

// What System.Random promises, and what takes one.
public sealed class RandomContractTests
{
    [Fact]
    public void Next_EveryOverload_StaysInItsRange()
    {
        Random random = new RandomStream(1);
        for (int draw = 0; draw < 10_000; draw++)
        {
            Assert.InRange(random.Next(), 0, int.MaxValue - 1);
            Assert.InRange(random.Next(7), 0, 6);
            Assert.InRange(random.Next(-7, -4), -7, -5);
            Assert.InRange(random.Next(int.MinValue, int.MaxValue), int.MinValue, int.MaxValue - 1);
            Assert.InRange(random.NextInt64(), 0, long.MaxValue - 1);
            Assert.InRange(random.NextInt64(1L << 40), 0, (1L << 40) - 1);
            Assert.InRange(random.NextInt64(long.MinValue, long.MaxValue), long.MinValue, long.MaxValue - 1);
            Assert.InRange(random.NextDouble(), 0, 1 - 1e-17);
            Assert.InRange(random.NextSingle(), 0f, MathF.BitDecrement(1));
        }
    }

    [Fact]
    public void Next_AnEmptyRange_GivesItsBoundAndDrawsNothing()
    {
        var random = new RandomStream(1);
        ulong first = new RandomStream(1).NextWord();
        Assert.Equal((0, 5, 0L, -9L), (random.Next(0), random.Next(5, 5), random.NextInt64(0), random.NextInt64(-9, -9)));
        Assert.Equal(first, random.NextWord());
    }

    [Fact]
    public void Next_WrongArguments_Throw()
    {
        var random = new RandomStream(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(-1));
        Assert.Contains("minValue = 2; allowed: at most maxValue = 1", Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(2, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt64(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt64(2, 1));
        Assert.Throws<ArgumentNullException>(() => random.NextBytes(null!));
    }

    // With the range 3 * 2^62 a quarter of all words must be drawn again; without that, small values come twice as often.
    [Fact]
    public void NextInt64_ARangeThatDoesNotDivideTheWords_IsUnbiased()
    {
        var random = new RandomStream(2);
        const long Low = long.MinValue, High = Low + (3L << 61) + (3L << 61);
        double[] below = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextInt64(Low, High) < Low + (1L << 62) ? 1.0 : 0)];
        Statistical.MeanWithin(below, 1.0 / 3, 2.0 / 9);
        double[] even = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextInt64(Low, High) % 3 == 0 ? 1.0 : 0)];
        Statistical.MeanWithin(even, 1.0 / 3, 2.0 / 9);
    }

    [Fact]
    public void NextSingle_IsUniform()
    {
        var random = new RandomStream(3);
        double[] sample = [.. Enumerable.Range(0, 100_000).Select(_ => (double)random.NextSingle())];
        Statistical.Matches(x => Math.Clamp(x, 0, 1), sample);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(21)]
    public void NextBytes_AnyLength_IsTheWordsLowestByteFirst(int length)
    {
        var words = new RandomStream(4);
        byte[] expected = [.. Enumerable.Range(0, 3).SelectMany(_ => BitConverter.GetBytes(words.NextWord())).Take(length)];
        byte[] bytes = new byte[length];
        new RandomStream(4).NextBytes(bytes);
        Assert.Equal(expected, bytes);
        Array.Clear(bytes);
        new RandomStream(4).NextBytes(bytes.AsSpan());
        Assert.Equal(expected, bytes);
    }

    [Fact]
    public void ShuffleAndGetItems_OfTheBaseClass_DrawFromOurBits()
    {
        Assert.Equal(Shuffled(5), Shuffled(5));
        Assert.NotEqual(Shuffled(5), Shuffled(6));
        Assert.Equal(Enumerable.Range(0, 100), Shuffled(5).Order());
        Assert.Equal(new RandomStream(5).GetItems(Shuffled(1), 50), new RandomStream(5).GetItems(Shuffled(1), 50));
        Assert.NotEqual(new RandomStream(5).GetItems(Shuffled(1), 50), new RandomStream(6).GetItems(Shuffled(1), 50));
    }

    [Fact]
    public void MathNetsLaws_TakeTheStream_AndRepeatAtAnAddress()
    {
        var stream = new RandomStream(7);
        double[] normals = [.. Normal.Samples(stream, 1, 2).Take(50_000)];
        Statistical.Matches(x => Normal.CDF(1, 2, x), normals);
        Statistical.Rejects(x => Normal.CDF(1.1, 2, x), normals);
        double[] gammas = [.. Enumerable.Range(0, 50_000).Select(_ => Gamma.Sample(stream, 2, 3))];
        Statistical.Matches(x => Gamma.CDF(2, 3, x), gammas);
        Statistical.Rejects(x => Gamma.CDF(2, 3.2, x), gammas);
        Assert.Equal(normals[..10], Normal.Samples(new RandomStream(7), 1, 2).Take(10));
    }

    static int[] Shuffled(long seed)
    {
        int[] items = [.. Enumerable.Range(0, 100)];
        new RandomStream(seed).Shuffle(items);
        return items;
    }
}
