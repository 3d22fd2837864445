using System.Runtime.CompilerServices;
using Sim.Framework.Randomness;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Randomness;

public sealed class RandomStreamTests
{
    public static TheoryData<string, Action<RandomStream>> WrongArguments => new()
    {
        { "low = NaN; allowed: finite", stream => stream.Uniform(double.NaN, 1) },
        { "high = 1; allowed: finite, at least low = 2", stream => stream.Uniform(2, 1) },
        { "high = 1E+308; allowed", stream => stream.Uniform(-1e308, 1e308) },
        { "standardDeviation = -1; allowed: finite and at least 0", stream => stream.Normal(0, -1) },
        { "mean = Infinity; allowed: finite", stream => stream.Normal(double.PositiveInfinity, 1) },
        { "logStandardDeviation = NaN", stream => stream.LogNormal(0, double.NaN) },
        { "rate = 0; allowed: finite and above 0", stream => stream.Exponential(0) },
        { "shape = 0; allowed: finite and above 0", stream => stream.Gamma(0, 1) },
        { "scale = -2; allowed: finite and above 0", stream => stream.Gamma(1, -2) },
        { "degreesOfFreedom = 0", stream => stream.StudentT(0) },
        { "mean = -0.5; allowed: from 0 to 1e15", stream => stream.Poisson(-0.5) },
        { "mean = 1E+20; allowed: from 0 to 1e15", stream => stream.Poisson(1e20) },
        { "probability = 1.5; allowed: from 0 to 1", stream => stream.Bernoulli(1.5) },
        { "highExclusive = 3; allowed: above low = 3", stream => stream.Integer(3, 3) },
    };

    [Theory]
    [MemberData(nameof(WrongArguments), DisableDiscoveryEnumeration = true)]
    public void AnyDraw_ArgumentOutOfRange_NamesTheValueAndTheRange(string message, Action<RandomStream> draw) =>
        Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => draw(new RandomStream(1))).Message, StringComparison.Ordinal);

    [Fact]
    public void Uniform_RoundingUpwards_StaysBelowHigh()
    {
        double high = Math.BitIncrement(1);
        Assert.Equal(1, RandomStream.FromUniforms(0.9).Uniform(1, high));
        Assert.Equal(7, RandomStream.FromUniforms(0.9).Uniform(7, 7));
    }

    [Fact]
    public void Poisson_MeanZeroOrLargestUniform_EndsAtAFiniteCount()
    {
        Assert.Equal(0, new RandomStream(1).Poisson(0));
        Assert.Equal(0, RandomStream.FromUniforms(1 - DoubleUnit).Poisson(0));
        Assert.InRange(RandomStream.FromUniforms(1 - DoubleUnit).Poisson(9.9), 40, 70);
        Assert.Equal(0, RandomStream.FromUniforms(0).Poisson(9.9));
    }

    [Fact]
    public void Uniforms_AnyLengthAndStart_EqualSingleDraws() => AssertBulk(
        (stream, destination) => stream.Uniforms(destination), stream => stream.NextDouble());

    [Fact]
    public void Normals_AnyLengthAndStart_EqualSingleDraws() => AssertBulk(
        (stream, destination) => stream.Normals(destination), stream => stream.Normal());

    [Fact]
    public void Normals_ALongSpan_EqualsSingleDrawsThroughEveryBranch()
    {
        var (bulk, single) = (new RandomStream(3), new RandomStream(3));
        double[] draws = new double[300_000]; // about 70 of them are in the tail
        bulk.Normals(draws);
        Assert.All(draws, draw => Assert.Equal(single.Normal(), draw));
        Assert.Equal(single.NextWord(), bulk.NextWord());
    }

    [Fact]
    public void FromUniforms_NextDouble_ReturnsExactlyTheseAndThenSaysThatTheyAreDrawn()
    {
        double[] uniforms = [0, 0.1, 1 - DoubleUnit, double.Epsilon];
        var stream = RandomStream.FromUniforms(uniforms);
        Assert.All(uniforms, uniform => Assert.Equal(uniform, stream.NextDouble()));
        var error = Assert.Throws<InvalidOperationException>(() => stream.NextDouble());
        Assert.Contains("made from 4 uniforms, and all are drawn", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => stream.Normal());
    }

    [Fact]
    public void FromUniforms_OtherDraws_TakeTheDocumentedWord()
    {
        Assert.Equal(0x8000_0000_0000_0400, RandomStream.FromUniforms(0.5).NextWord());
        Assert.Equal(0xFFFF_FFFF_FFFF_FC00, RandomStream.FromUniforms(1 - DoubleUnit).NextWord());
        Assert.Equal([0, 5, 9], RandomStreams(0, 0.5, 1 - DoubleUnit).Select(stream => stream.Integer(0, 10)));
        Assert.Equal([false, true], RandomStreams(0.25, 0.25 - DoubleUnit).Select(stream => stream.Bernoulli(0.25)));
        Assert.Equal(3.5, RandomStream.FromUniforms(0.25).Uniform(3, 5));
        double[] filled = new double[2];
        RandomStream.FromUniforms(0.1, 0.2).Uniforms(filled);
        Assert.Equal([0.1, 0.2], filled);
    }

    [Fact]
    public void FromUniforms_Normals_EqualSingleDraws()
    {
        double[] uniforms = [0.3, 0.7, 0.95, 0.01];
        double[] bulk = new double[4];
        RandomStream.FromUniforms(uniforms).Normals(bulk);
        var single = RandomStream.FromUniforms(uniforms);
        Assert.All(bulk, draw => Assert.Equal(single.Normal(), draw));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void FromUniforms_OutsideTheUnitInterval_Throws(double uniform) =>
        Assert.Contains("a uniform lies in [0, 1)", Assert.Throws<ArgumentOutOfRangeException>(() => RandomStream.FromUniforms(uniform)).Message, StringComparison.Ordinal);

    [Fact]
    public void EveryDraw_AfterTheLastWordOfAnAddress_Throws()
    {
        var stream = new RandomStream(1);
        NextBlock(stream) = (1L << 32) - 3;
        for (int word = 0; word < 6; word++)
            stream.NextWord();
        Assert.Contains("2^33 words", Assert.Throws<InvalidOperationException>(() => stream.NextWord()).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => stream.Uniforms(new double[2]));
    }

    [Fact]
    public void EveryDraw_AndSeek_AllocateNothing()
    {
        var stream = new RandomStream(1);
        double[] three = [0.1, 2, 3];
        double[] shares = new double[3];
        double[] many = new double[1_000];
        byte[] bytes = new byte[100];
        Assert.Equal(0, Allocations.PerStep(steps =>
        {
            for (int step = 0; step < steps; step++)
            {
                stream.Seek(1, 2, step);
                _ = stream.NextDouble() + stream.NextSingle() + stream.Uniform(1, 2) + stream.Normal() + stream.Normal(1, 2) + stream.LogNormal(0, 1)
                    + stream.Exponential(2) + stream.Gamma(0.5, 1) + stream.Gamma(5, 1) + stream.StudentT(3) + stream.Poisson(2) + stream.Poisson(200)
                    + (stream.Bernoulli(0.5) ? 1 : 0) + stream.Integer(0, 10) + stream.Next() + stream.NextInt64(100);
                stream.Dirichlet(three, shares);
                stream.NextBytes(bytes);
                if (step % 100 == 0)
                    stream.Normals(many);
                if (step % 100 == 1)
                    stream.Uniforms(many);
            }
        }));
    }

    const double DoubleUnit = 1.1102230246251565e-16; // 2^-53

    static IEnumerable<RandomStream> RandomStreams(params double[] uniforms) => uniforms.Select(uniform => RandomStream.FromUniforms(uniform));

    static void AssertBulk(Action<RandomStream, double[]> fill, Func<RandomStream, double> draw)
    {
        for (int before = 0; before <= 40; before++)
        {
            foreach (int length in new[] { 0, 1, 2, 3, 7, 8, 16, 31, 64, 65, 200 })
            {
                var (bulk, single) = (new RandomStream(before), new RandomStream(before));
                for (int word = 0; word < before; word++)
                    Assert.Equal(single.NextWord(), bulk.NextWord());
                double[] filled = new double[length];
                fill(bulk, filled);
                Assert.All(filled, value => Assert.Equal(draw(single), value));
                Assert.Equal(single.NextWord(), bulk.NextWord());
            }
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_nextBlock")]
    static extern ref long NextBlock(RandomStream stream);
}
