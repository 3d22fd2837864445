using System.Text.Json;
using CsCheck;
using MathNet.Numerics;
using Sim.Models.Bridge.Pools;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Pools;

public sealed class BurnArbitrageTests
{
    sealed record World(ConstantProductPool Collateral, ConstantProductPool Wrapped, double Rate, double Hurdle)
    {
        public double Profit(double size) => Collateral.SellBase(Rate * size).Received - ((1 + Hurdle) * Wrapped.BuyBase(size).Paid);
    }

    public static TheoryData<int> Burns() => [0, 1, 2, 3, 4];

    static readonly Gen<World> Worlds = Draws.From(draw =>
    {
        ConstantProductPool Pool(double price) => ConstantProductPool.At(price, draw.Between(1, 100), draw.Between(0, 0.01));
        var price = Math.Exp(draw.Between(-3, 3));
        return new World(Pool(price), Pool(draw.Between(0.9, 1.1)), draw.Between(0.95, 1.55) / price, draw.Between(0, 0.05));
    });

    [Theory, MemberData(nameof(Burns))]
    public void OptimalSize_Vector_IsReachedWithItsProfit(int index)
    {
        using var document = Golden.Read("h_vault_references.json");
        var burn = document.RootElement.GetProperty("optimal_burn")[index];
        double Number(string name) => burn.GetProperty(name).GetDouble();
        var fee = 1 - Number("g");
        var world = new World(
            new() { Base = Number("x"), Quote = Number("y"), Fee = fee }, new() { Base = Number("X"), Quote = Number("Y"), Fee = fee }, Number("rate"), Number("hurdle"));
        var vault = new LiquidationVault { Collateral = Number("C_LV"), Debt = Number("D_LV") };
        Near(world.Rate, vault.Rate);
        Near(Number("LVCR"), vault.Ratio(world.Collateral.Price));
        var best = BurnArbitrage.OptimalSize(vault.Rate, world.Collateral, world.Wrapped, world.Hurdle);
        Near(Number("B_unclipped"), best);
        var size = Math.Clamp(best, 0, vault.Burnable);
        Near(Number("B"), size);
        Assert.Equal(best > 0, BurnArbitrage.Pays(vault.Rate, world.Collateral, world.Wrapped, world.Hurdle));
        var (sale, purchase, after) = (world.Collateral.SellBase(vault.Rate * size), world.Wrapped.BuyBase(size), vault.Burnt(size));
        Near(Number("collateral"), sale.Paid);
        Near(Number("btc_out"), sale.Received);
        Near(Number("btc_cost"), purchase.Paid);
        Near(Number("profit"), sale.Received - purchase.Paid);
        Near(Number("pool_price_after"), sale.After.Price / sale.Before.Price);
        if (burn.GetProperty("sell_slippage").ValueKind != JsonValueKind.Null)
            Near(Number("sell_slippage"), sale.ExecutionSlippage);
        Near(Number("C_LV_after"), after.Collateral);
        Near(Number("D_LV_after"), after.Debt);
    }

    [Fact]
    public void OptimalSize_TwoPools_IsTheNumericMaximum() => Worlds.ForAll(seed: 43, count: 200, world =>
    {
        var best = BurnArbitrage.OptimalSize(world.Rate, world.Collateral, world.Wrapped, world.Hurdle);
        if (best <= 0)
        {
            Assert.True(world.Profit(1e-7 * world.Wrapped.Base) <= 0);
            return;
        }

        // Where the derivative changes its sign, by bisection on central differences; their error is about 1e-6 of the size.
        double Slope(double size) => Differentiate.FirstDerivative(world.Profit, size);
        var numeric = Bisect(Slope, 1e-6 * world.Wrapped.Base, 0.999 * world.Wrapped.Base);
        Assert.Equal(numeric, best, 1e-5 * world.Wrapped.Base);
        Assert.True(world.Profit(best) >= world.Profit(0.99 * best));
        Assert.True(world.Profit(best) >= world.Profit(best + (0.01 * (world.Wrapped.Base - best))));
    });

    [Fact]
    public void OptimalSize_AtAFixedPrice_IsTheNumericMaximum() => Worlds.ForAll(seed: 43, count: 200, world =>
    {
        var price = world.Wrapped.Price;
        double Profit(double size) => world.Collateral.SellBase(world.Rate * size).Received - ((1 + world.Hurdle) * price * size);
        var best = BurnArbitrage.OptimalSize(world.Rate, world.Collateral, price, world.Hurdle);
        // Profits are differences: of a sale that is a small part of the pool they have few digits left.
        var small = 1e-4 * world.Collateral.Base / world.Rate;
        if (best <= small)
        {
            Assert.True(Profit(10 * small) < 0);
            return;
        }

        foreach (var other in (double[])[0.5 * best, 0.999 * best, 1.001 * best, 2 * best])
            Assert.True(Profit(best) > Profit(other), $"{best} pays {Profit(best)}, {other} pays {Profit(other)}");
    });

    [Fact]
    public void Pays_ThresholdOf105AtAPremiumOf74_DoesNotAndAt110Does()
    {
        // The break-even of interlay's referendum 117: rho p g g' against (1 + pi).
        var (collateral, wrapped) = (ConstantProductPool.At(1, 100, 0.003), ConstantProductPool.At(1.07367, 53.384, 0.0));
        Assert.False(BurnArbitrage.Pays(1.05, collateral, wrapped, 0));
        Assert.True(BurnArbitrage.Pays(1.10, collateral, wrapped, 0));
    }

    static double Bisect(Func<double, double> slope, double low, double high)
    {
        for (var halving = 0; halving < 200; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = slope(middle) > 0 ? (middle, high) : (low, middle);
        }

        return low;
    }

    // Profits are differences of amounts twenty times as large.
    static void Near(double expected, double actual) =>
        Assert.True(Tolerance.Relative(1e-12).Accepts(expected, actual) || Math.Abs(expected - actual) < 1e-12, $"expected {expected:R}, found {actual:R}");
}
