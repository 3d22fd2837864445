using Xunit;

namespace Sim.Tests.Shared;

/// <summary>Seeded theory data: many drawn inputs for one test, each of which can be repeated.</summary>
public static class Cases
{
    /// <summary>Draws <paramref name="count"/> cases for a theory.</summary>
    /// <remarks>
    /// The test's name shows <c>[seed 7, case 12]</c>; <see cref="One{T}"/> with these two numbers draws that case again.
    /// Every case has its own generator, so a case does not depend on what the cases before it drew.
    /// </remarks>
    public static IEnumerable<TheoryDataRow<T>> From<T>(int seed, int count, Func<Random, T> draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Enumerable.Range(0, count).Select(index => Row(One(seed, index, draw), seed, index));
    }

    /// <summary>Draws pairs: the theory method has two parameters.</summary>
    public static IEnumerable<TheoryDataRow<T1, T2>> From<T1, T2>(int seed, int count, Func<Random, (T1 First, T2 Second)> draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Enumerable.Range(0, count).Select(index => Row(One(seed, index, draw), seed, index));
    }

    /// <summary>Draws one case of a series again, by the seed and index in the name of the red test.</summary>
    public static T One<T>(int seed, int index, Func<Random, T> draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        return draw(new Random(HashOf(seed, index)));
    }

    static TheoryDataRow<T> Row<T>(T value, int seed, int index) => new(value) { Label = Label(seed, index) };

    static TheoryDataRow<T1, T2> Row<T1, T2>((T1 First, T2 Second) value, int seed, int index) =>
        new(value.First, value.Second) { Label = Label(seed, index) };

    static string Label(int seed, int index) => FormattableString.Invariant($"seed {seed}, case {index}");

    // HashCode.Combine is seeded anew in every process, so it would not repeat a case; neighbouring seeds of
    // System.Random are alike, so the two numbers are mixed well.
    static int HashOf(int seed, int index)
    {
        unchecked
        {
            ulong mixed = ((ulong)(uint)seed << 32) | (uint)index;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)(mixed ^ (mixed >> 31));
        }
    }
}
