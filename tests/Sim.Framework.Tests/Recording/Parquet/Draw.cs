using System.Text;

namespace Sim.Framework.Tests.Recording.Parquet;

/// <summary>Seeded test data of every type: repeated, run-like, extreme and random values.</summary>
static class Draw
{
    static readonly double[] OddDoubles =
    [
        0.0, -0.0, 1.0, double.NaN, BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8000000001234)), double.PositiveInfinity,
        double.NegativeInfinity, double.Epsilon, double.MaxValue, double.MinValue,
    ];

    static readonly string[] Words = ["", "a", "prey", "Größe", "日本", "\U0001F98A", "\0", new string('x', 300)];

    public static double[] Doubles(int count, int seed)
    {
        var random = new Random(seed);
        return Fill(count, _ => random.Next(4) == 0 ? OddDoubles[random.Next(OddDoubles.Length)] : random.NextDouble());
    }

    public static int[] Ints(int count, int seed)
    {
        var random = new Random(seed);
        return Fill(count, row => random.Next(4) switch { 0 => int.MinValue, 1 => int.MaxValue, 2 => row, _ => random.Next(-100, 100) });
    }

    public static long[] Longs(int count, int seed)
    {
        var random = new Random(seed);
        return Fill(count, row => random.Next(4) switch { 0 => long.MinValue, 1 => long.MaxValue, 2 => row, _ => random.NextInt64() });
    }

    public static bool[] Bools(int count, int seed)
    {
        var random = new Random(seed);
        bool isRun = false;
        return Fill(count, row => row % 40 < 20 ? isRun : isRun = random.Next(2) == 0);
    }

    public static string[] Texts(int count, int seed)
    {
        var random = new Random(seed);
        return Fill(count, row => random.Next(2) == 0 ? Words[random.Next(Words.Length)] : new StringBuilder().Append(row).Append('é').ToString());
    }

    public static double[][] Lists(int count, int seed)
    {
        var random = new Random(seed);
        return Fill(count, row => random.Next(3) == 0 ? [] : Doubles(random.Next(1, 6), seed + row));
    }

    static T[] Fill<T>(int count, Func<int, T> draw) => Enumerable.Range(0, count).Select(draw).ToArray();
}
