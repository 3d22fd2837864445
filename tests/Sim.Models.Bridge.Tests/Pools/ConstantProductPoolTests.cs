using CsCheck;
using Sim.Framework;
using Sim.Models.Bridge.Pools;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Pools;

public sealed class ConstantProductPoolTests
{
    static readonly Tolerance Vector = Tolerance.Relative(1e-12);

    static ConstantProductPool Pool(double x, double y, double fee = 0) => new() { Base = x, Quote = y, Fee = fee };

    static readonly Gen<double> Side = Gen.Double[-10, 10].Select(Math.Exp);

    static readonly Gen<(ConstantProductPool Pool, double Share)> Trades =
        Gen.Select(Gen.Select(Side, Side, Gen.Double[0, 0.02], (x, y, fee) => Pool(x, y, fee)), Gen.Double[0.001, 0.999]);

    public static TheoryData<int> Swaps()
    {
        using var document = Golden.Read("g_amm.json");
        return [.. Enumerable.Range(0, document.RootElement.GetProperty("swaps").GetArrayLength())];
    }

    [Theory, MemberData(nameof(Swaps))]
    public void Swap_Vector_HasItsPoolPriceAndBothSlippages(int index)
    {
        using var document = Golden.Read("g_amm.json");
        var swap = document.RootElement.GetProperty("swaps")[index];
        double Number(string name) => swap.GetProperty(name).GetDouble();
        var (before, amount) = (Pool(Number("base"), Number("quote")), Number("amount"));
        Near(Number("spot"), before.Price);
        var made = (swap.GetProperty("token").GetString(), swap.GetProperty("kind").GetString()) switch
        {
            ("base", "exact_input") => before.SellBase(amount),
            ("quote", "exact_input") => before.SellQuote(amount),
            ("quote", _) => before.BuyQuote(amount),
            _ => before.BuyBase(amount),
        };
        Near(Number("new_base"), made.After.Base);
        if (Number("reference_execution_price_quote_per_base") == 0)
        {
            // The original gives base away here: it forgets to charge the quote, so its "slippage" is that of the base side alone.
            Near(Number("new_quote"), before.Quote);
            Near(Number("slippage_reported"), (before with { Base = made.After.Base }).Price / before.Price - 1);
            Near(before.Product, made.After.Product);
            return;
        }

        Near(Number("new_quote"), made.After.Quote);
        Near(Number("slippage_reported"), made.MarginalSlippage);
        var executed = Number("reference_execution_price_quote_per_base");
        var isSale = made.After.Base > before.Base;
        Near(executed, isSale ? made.Received / made.Paid : made.Paid / made.Received);
        // As a share of the value paid; the slippage of a small trade is a difference of numbers near 1.
        Assert.Equal(1 - (isSale ? executed / before.Price : before.Price / executed), made.ExecutionSlippage, 1e-12);
    }

    [Fact]
    public void BuyBase_AllOrMore_IsRefusedAsInTheVectors()
    {
        using var document = Golden.Read("g_amm.json");
        foreach (var limit in document.RootElement.GetProperty("exact_output_limits").EnumerateArray())
        {
            var failure = Assert.Throws<SimulationException>(() => Pool(1000, 6500).BuyBase(limit[0].GetDouble()));
            Assert.Contains("give an amount from 0 to below 1000", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WithLiquidity_Vectors_AreReached()
    {
        using var document = Golden.Read("g_amm.json");
        var pool = Pool(1000, 6500);
        foreach (var change in document.RootElement.GetProperty("liquidity").EnumerateArray())
        {
            pool = pool.WithLiquidity(change[0].GetString() == "add" ? change[1].GetDouble() : -change[1].GetDouble());
            Near(change[2].GetDouble(), pool.Base);
            Near(change[3].GetDouble(), pool.Quote);
            Near(change[4].GetDouble(), pool.Product);
        }

        var failure = Assert.Throws<SimulationException>(() => pool.WithLiquidity(-1e9));
        Assert.Contains("take less", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Swap_Any_NeverLowersTheProductAndLeavesTheFeeInThePool() => Trades.ForAll(seed: 41, count: 500, trade =>
    {
        var (pool, share) = trade;
        var (sale, purchase) = (pool.SellBase(share * pool.Base), pool.BuyBase(share * pool.Base));
        foreach (var swap in (Swap[])[sale, purchase, pool.SellQuote(share * pool.Quote), pool.BuyQuote(share * pool.Quote)])
            Assert.True(swap.After.Product >= pool.Product * (1 - 1e-14), $"{swap}");
        // Without a fee the product stays; with one it grows by the fee's part of what came in, times the other side.
        var free = (pool with { Fee = 0 }).SellBase(share * pool.Base);
        Assert.Equal(1, free.After.Product / pool.Product, 1e-13);
        Assert.Equal(1, sale.After.Product / ((pool.Base + ((1 - pool.Fee) * sale.Paid)) * sale.After.Quote + (pool.Fee * sale.Paid * sale.After.Quote)), 1e-13);
        // Selling and buying back never gains.
        Assert.True(sale.After.SellQuote(sale.Received).Received <= sale.Paid * (1 + 1e-12));
    });

    [Fact]
    public void DepthAt_Slippage_IsTheSaleThatHasIt() => Trades.ForAll(seed: 41, count: 500, trade =>
    {
        var (pool, share) = trade;
        var slippage = pool.Fee + (share * (0.9 - pool.Fee));
        Assert.Equal(slippage, pool.SellBase(pool.DepthAt(slippage)).ExecutionSlippage, 1e-9);
        Assert.Equal(0, pool.DepthAt(pool.Fee / 2));
        Assert.Contains("from 0 to below 1", Assert.Throws<SimulationException>(() => pool.DepthAt(1)).Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Requoted_Share_MovesBetweenThePoolAndThePriceAtConstantProduct() => Trades.ForAll(seed: 41, count: 500, trade =>
    {
        var (pool, share) = trade;
        var price = pool.Price * Math.Exp(4 * (share - 0.5));
        Near(price, pool.Requoted(price, 1).Price);
        Near(pool.Price, pool.Requoted(price, 0).Price);
        var moved = pool.Requoted(price, share);
        Near(pool.Product, moved.Product);
        Near(pool.Base + (share * (pool.Requoted(price, 1).Base - pool.Base)), moved.Base);
    });

    [Fact]
    public void SellBase_SmallSale_HasHalfTheMarginalSlippage()
    {
        var swap = Pool(1e6, 1e6).SellBase(1);
        Assert.Equal(2, swap.MarginalSlippage / -swap.ExecutionSlippage, 1e-5);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    public void SellBase_AmountOutOfPlace_IsRefused(double amount) =>
        Assert.Contains("give an amount from 0", Assert.Throws<SimulationException>(() => Pool(1, 1).SellBase(amount)).Message, StringComparison.Ordinal);

    [Fact]
    public void SellBase_EmptyPool_IsRefused() =>
        Assert.Contains("it is empty", Assert.Throws<SimulationException>(() => default(ConstantProductPool).SellBase(1)).Message, StringComparison.Ordinal);

    static void Near(double expected, double actual) => Assert.True(Vector.Accepts(expected, actual), $"expected {expected:R}, found {actual:R}");
}
