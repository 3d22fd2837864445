using CsCheck;
using Sim.Framework;
using Sim.Models.Bridge.Pools;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Pools;

public sealed class PoolSplitTests
{
    static readonly Gen<ConstantProductPool> Pool =
        Gen.Select(Gen.Double[1, 100], Gen.Double[1, 100], Gen.Double[0, 0.01], (x, y, fee) => new ConstantProductPool { Base = x, Quote = y, Fee = fee });

    static readonly Gen<(ConstantProductPool[] Pools, double Amount)> Sales = Gen.Select(Pool.Array[1, 5], Gen.Double[0.001, 200]);

    static double Proceeds(ConstantProductPool[] pools, double[] amounts) => pools.Zip(amounts, (pool, amount) => pool.SellBase(amount).Received).Sum();

    [Fact]
    public void Sell_Split_SumsUpEqualisesPricesAndBeatsEveryShift() => Sales.ForAll(seed: 42, count: 500, sale =>
    {
        var (pools, amount) = sale;
        var amounts = new double[pools.Length];
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
    });

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
