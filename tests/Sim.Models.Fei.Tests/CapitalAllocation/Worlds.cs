namespace Sim.Models.Fei.Tests.CapitalAllocation;

/// <summary>Seeded random inputs; the seed stands in a test's name, so that a red case can be repeated.</summary>
static class Worlds
{
    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 100)];

    /// <summary>Balances of 2 to 30 deposits, about one in five empty, with a total between 1 and 1e10 FEI.</summary>
    public static double[] Balances(Random random)
    {
        var shares = Shares(random, random.Next(2, 31));
        var total = Math.Pow(10, 10 * random.NextDouble());
        return [.. shares.Select(share => share * total)];
    }

    /// <summary>Shares that sum to 1, about one in five zero, some far larger than others.</summary>
    public static double[] Shares(Random random, int deposits)
    {
        var shares = new double[deposits];
        for (var deposit = 0; deposit < deposits; deposit++)
            shares[deposit] = random.NextDouble() < 0.2 ? 0 : Math.Pow(random.NextDouble(), 4);
        shares[random.Next(deposits)] = 1;
        var sum = shares.Sum();
        return [.. shares.Select(share => share / sum)];
    }

    /// <summary>Net changes that sum to zero but for rounding, of size 1e6 FEI.</summary>
    public static double[] Changes(Random random, int deposits)
    {
        var changes = Enumerable.Range(0, deposits).Select(_ => 1e6 * ((2 * random.NextDouble()) - 1)).ToArray();
        var mean = changes.Average();
        return [.. changes.Select(change => change - mean)];
    }

    public static double Rate(Random random) => random.NextDouble() < 0.3 ? 1 : Math.Sqrt(random.NextDouble());
}
