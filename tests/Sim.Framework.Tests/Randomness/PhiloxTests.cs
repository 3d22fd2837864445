using System.Runtime.Intrinsics.X86;
using CsCheck;
using Sim.Framework.Randomness;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Randomness;

public sealed class PhiloxTests
{
    static readonly Gen<(ulong Key, ulong Function)> Addresses = Gen.Select(Gen.ULong, Gen.ULong);

    // Source: file kat_vectors of the library Random123 1.14, lines "philox4x32 10".
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Block_PublishedCounters_GivePublishedAnswers(string counter, string key, string answer)
    {
        uint[] words = Words(counter);
        ulong[] keys = Pairs(key);
        var (first, second) = Philox.Block(keys[0], words[0], words[1], Pairs(counter)[1]);
        Assert.Equal((Pairs(answer)[0], Pairs(answer)[1]), (first, second));
    }

    [Fact]
    public void Fill_AnyNumberOfBlocks_EqualsOneByOne() => Addresses.ForAll(seed: 1, count: 20, address =>
    {
        var (key, function) = address;
        for (int blocks = 0; blocks <= 70; blocks++)
        {
            var expected = new ulong[2 * blocks];
            var actual = new ulong[2 * blocks];
            Philox.FillOneByOne(expected, key, 12_345, 678, function);
            Philox.Fill(actual, key, 12_345, 678, function);
            Assert.Equal(expected, actual);
        }
    });

    [Fact]
    public void EachKernel_ConsecutiveCounters_EqualsOneByOne() => Addresses.ForAll(seed: 1, count: 20, address =>
    {
        var (key, function) = address;
        // The first block is near the end of its range, where a lane's counter must not carry into the timestep.
        foreach (uint firstBlock in new[] { 0u, 7u, uint.MaxValue - 16 })
        {
            var expected = new ulong[32];
            Philox.FillOneByOne(expected, key, firstBlock, uint.MaxValue, function);
            if (Avx2.IsSupported)
                Assert.Equal(expected[..16], Filled(16, words => Philox.Fill8Blocks256(words, key, firstBlock, uint.MaxValue, function)));
            if (!Avx512F.IsSupported)
                continue;
            Assert.Equal(expected[..16], Filled(16, words => Philox.Fill8Blocks512(words, key, firstBlock, uint.MaxValue, function)));
            Assert.Equal(expected, Filled(32, words => Philox.Fill16Blocks(words, key, firstBlock, uint.MaxValue, function)));
        }
    });

    static ulong[] Filled(int count, Action<ulong[]> fill)
    {
        var words = new ulong[count];
        fill(words);
        return words;
    }

    static uint[] Words(string text) => [.. text.Split(' ').Select(word => Convert.ToUInt32(word, 16))];

    static ulong[] Pairs(string text) => [.. Words(text).Chunk(2).Select(pair => pair[0] | ((ulong)pair[1] << 32))];
}
