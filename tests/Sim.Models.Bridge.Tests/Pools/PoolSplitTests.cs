using Sim.Framework;
using Sim.Models.Bridge.Pools;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Pools;

public sealed class PoolSplitTests
{
    public static IEnumerable<TheoryDataRow<int>> Seeds() => Cases.From(42, 100, random => random.Next());

    static double Proceeds(ConstantProductPool[] pools, double[] amounts) => pools.Zip(amounts, (pool, amount) => pool.SellBase(amount).Received).Sum();

    [Theory, MemberData(nameof(Seeds))]
    public void Sell_Split_SumsUpEqualisesPricesAndBeatsEveryShift(int seed)
    {
        var random = new Random(seed);
        ConstantProductPool[] pools = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
            new ConstantProductPool { Base = 1 + (100 * random.NextDouble()), Quote = 1 + (100 * random.NextDouble()), Fee = 0.01 * random.NextDouble() })];
        var (amount, amounts) = (200 * random.NextDouble(), new double[pools.Length]);
        PoolSplit.Sell(pools, amount, amounts);
        Assert.Equal(amount, amounts.Sum(), 1e-9);
        Assert.All(amounts, one => Assert.True(one >= 0));
        var prices = pools.Zip(amounts, Marginal).ToList();
        var price = prices.Where((_, pool) => amounts[pool] > 0).Max();
        for (var pool = 0; pool < pools.Length; pool++)
            Assert.True(amounts[pool] > 0 ? Math.Abs(prices[pool] - price) < 1e-9 * price : prices[pool] <= price * (1 + 1e-12));

        // No shift between two pools brings more.
        var best = Proceeds(pools, amounts);
        for (var from = 0; from < pools.Length; from++)
        {
            var shifted = (double[])amounts.Clone();
            var moved = 0.1 * amounts[from];
            (shifted[from], shifted[(from + 1) % pools.Length]) = (shifted[from] - moved, shifted[(from + 1) % pools.Length] + moved);
            Assert.True(pools.Length == 1 || Proceeds(pools, shifted) <= best * (1 + 1e-12));
        }
    }

    [Fact]
    public void Sell_TwoEqualPools_GetHalfEach()
    {
        var pool = new ConstantProductPool { Base = 10, Quote = 20, Fee = 0.003 };
        var amounts = new double[2];
        PoolSplit.Sell([pool, pool], 3, amounts);
        Assert.Equal([1.5, 1.5], amounts.Select(amount => Math.Round(amount, 12)));
    }

    [Fact]
    public void Sell_EmptyPool_IsNamed() =>
        Assert.Contains("Pool 1 of 2 is empty", Assert.Throws<SimulationException>(() => PoolSplit.Sell([new() { Base = 1, Quote = 1 }, default], 1, new double[2])).Message, StringComparison.Ordinal);

    static double Marginal(ConstantProductPool pool, double amount)
    {
        var side = pool.Base + ((1 - pool.Fee) * amount);
        return (1 - pool.Fee) * pool.Product / (side * side);
    }
}
