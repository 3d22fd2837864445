using Sim.Models.Fei.CapitalAllocation;
using Sim.Models.Fei.Ecosystem;

namespace Sim.Models.Fei.Tests;

/// <summary>The right rules of the protocol's parts, by numbers that can be checked by hand.</summary>
public sealed class EcosystemTests
{
    static readonly Prices Even = new() { Fei = 1, Stable = 1, Volatile = 2_000 };

    static ProtocolDeposits Deposits(double stable, double volatileIdle, double volatileLent = 0) => new()
    {
        StableIdle = PcvDeposit.Of(stable, 1),
        VolatileIdle = PcvDeposit.Of(volatileIdle, 2_000),
        VolatileYieldBearing = PcvDeposit.Of(volatileLent, 2_000) with { YieldAccrued = 1 },
    };

    [Fact]
    public void PegStability_Mint_KeepsItsFeeInTheFirstDeposit()
    {
        var (after, fees) = PegStability.Settle(Deposits(100, 5), 1_000, Even, new FeiParameters { MintFee = 0.01 });
        Assert.Equal((1_110.0, 5.0, 10.0), (after.StableIdle.Balance, after.VolatileIdle.Balance, fees));
        Assert.Equal(1_110, after.StableIdle.Value);
    }

    [Fact]
    public void PegStability_RedemptionBeyondOneDeposit_IsSplitInOrder()
    {
        // 10,000 FEI less 10 USD of fee: 1,000 from the stable asset, 4 units of the volatile one, and 0.495 of what is lent.
        var (after, fees) = PegStability.Settle(Deposits(1_000, 4, 9), -10_000, Even, new FeiParameters { RedeemFee = 0.001 });
        Assert.Equal((0.0, 0.0, 10.0), (after.StableIdle.Balance, after.VolatileIdle.Balance, fees));
        Assert.Equal(9 - 0.495, after.VolatileYieldBearing.Balance, 1e-12);
    }

    [Fact]
    public void PegStability_RedemptionOfExactlyABalance_EmptiesIt()
    {
        var (after, _) = PegStability.Settle(Deposits(1_000, 4), -1_000, Even, new FeiParameters { RedeemFee = 0 });
        Assert.Equal((0.0, 4.0), (after.StableIdle.Balance, after.VolatileIdle.Balance));
    }

    [Fact]
    public void PegStability_NoActiveDeposit_DoesNothing() =>
        Assert.Equal((Deposits(1, 1), 0.0), PegStability.Settle(Deposits(1, 1), -1_000, Even, new FeiParameters { PegDeposits = [] }));

    [Theory]
    [InlineData(50, 150, 0)]
    [InlineData(-80, 20, 0)]
    [InlineData(-180, 0, 80)]
    [InlineData(30_000, 24_100, 6_000)]
    public void BackingPolicy_Gap_IsMovedAsFarAsItReaches(double gap, double stable, double shortfall)
    {
        // 100 stable units against 3 and 8 volatile ones, to which a unit of yield is added first: 24,000 USD in all.
        var before = Deposits(100, 3, 8);
        var (after, left) = BackingPolicy.Move(before, gap, Even, new FeiParameters());
        Assert.Equal(stable, after.StableIdle.Balance, 1e-9);
        Assert.Equal(shortfall, left, 1e-9);
        static double Worth(ProtocolDeposits deposits) => deposits.Stable + ((deposits.Volatile + deposits.VolatileYieldBearing.YieldAccrued) * Even.Volatile);
        Assert.Equal(Worth(before), Worth(after), 1e-9);
    }

    [Theory]
    [InlineData(TargetBreach.Below, 0.8, null, 8_000.0)]
    [InlineData(TargetBreach.Above, 0.8, null, null)]
    [InlineData(TargetBreach.Above, 0.1, null, -20_000.0)]
    [InlineData(TargetBreach.Below, null, 0.5, 5_000.0)]
    [InlineData(TargetBreach.Below, null, null, null)]
    public void BackingPolicy_Target_IsBreachedOnItsSide(TargetBreach side, double? backing, double? share, double? gap)
    {
        var parameters = new FeiParameters { TargetStableBackingRatio = backing, TargetStablePcvRatio = share, RebalanceWhen = side };
        var (supply, pcv) = (new FeiSupply { UserCirculating = 40_000 }, new PcvTotals { StableValue = 24_000, Total = 58_000 });
        var found = BackingPolicy.Gap(supply, pcv, Accounts.Metrics(supply, pcv, 0, 0, Even, 1), parameters);
        Assert.Equal(gap is null, found is null);
        Assert.Equal(gap ?? 0, found ?? 0, 1e-9);
    }

    [Fact]
    public void Yield_Corrected_IsWorthItsPrices()
    {
        var deposits = new ProtocolDeposits { StableYieldBearing = PcvDeposit.Of(1_000, 1), VolatileYieldBearing = PcvDeposit.Of(10, 2_000), FeiMoneyMarket = 500 };
        var (after, yield) = DepositYields.Accrue(deposits, new DepositRates(0.1, 0.2, 0.04), 0.5, Even, 7, Fidelity.Corrected);
        Assert.Equal(50 + (1 * 2_000) + 10 + 7, yield, 1e-12);
        Assert.Equal((50.0, 1.0, 10.0), (after.StableYieldBearing.YieldAccrued, after.VolatileYieldBearing.YieldAccrued, after.FeiMoneyMarketYield));
        Assert.Equal((50.0, 0.0), (DepositYields.Withdraw(after, Even).StableIdle.Balance, DepositYields.Withdraw(after, Even).StableYieldBearing.YieldAccrued));
        Assert.Equal((11.0, 0.0), (DepositYields.Reinvest(after, Even).VolatileYieldBearing.Balance, DepositYields.Reinvest(after, Even).VolatileYieldBearing.YieldAccrued));
    }

    [Fact]
    public void Supply_LentFei_StaysInCirculation()
    {
        // All 225 million of users lie in the market, of which half is lent; the protocol has lent half of its 30 million as well.
        var state = new FeiState { UserFei = 225e6, Protocol = new ProtocolDeposits { FeiIdle = 170e6, FeiMoneyMarket = 30e6 }, Pool = new LiquidityPool { ProtocolFei = 25e6 }, Market = new MarketState { Utilization = 0.5 } };
        Assert.Equal((240e6, 210e6, 450e6), Figures(Accounts.Supply(state, 225e6, Fidelity.Corrected)));
        Assert.Equal((127.5e6, 210e6, 337.5e6), Figures(Accounts.Supply(state, 225e6, Fidelity.LentFeiVanishes)));
        static (double, double, double) Figures(FeiSupply supply) => (supply.UserCirculating, supply.ProtocolOwned, supply.Total);
    }

    [Theory]
    [InlineData(0.7, 0, 0.7, 0.035)]
    [InlineData(0.7, 1, 0.35, 0.0175)]
    [InlineData(0.9, 0, 0.9, 0.149)]
    [InlineData(1.3, 0, 1, 0.258)]
    [InlineData(-0.1, 0, 0, 0)]
    public void JumpRate_Demand_IsHalvedByRiskAndKeptBetweenNothingAndAll(double demand, double risk, double utilization, double borrowRate)
    {
        var market = JumpRate.Market(demand, risk, 1_000, new FeiParameters());
        Assert.Equal(utilization, market.Utilization, 1e-12);
        Assert.Equal(utilization * 1_000, market.Borrowed, 1e-9);
        Assert.Equal(borrowRate, market.BorrowRate, 5e-4);
        Assert.Equal(market.BorrowRate * utilization * 0.75, market.SupplyRate, 1e-12);
        Assert.Equal(market.SupplyRate, market.DepositRate);
    }

    [Fact]
    public void PriceTrend_FallingPrice_IsRiskInProportionToItsFall()
    {
        // Newest first: the price falls by 10 a day around 1,000, half of the scale's 2 %.
        var (slope, mean) = PriceTrend.Fit([980, 990, 1_000, 1_010, 1_020]);
        Assert.Equal((-10.0, 1_000.0), (slope, mean));
        Assert.Equal(0.5, PriceTrend.OnFixedScale(slope, mean, days: 1, scale: 0.02), 1e-12);
        Assert.Equal(1, PriceTrend.OnFixedScale(slope, mean, days: 0.25, scale: 0.02), 1e-12);
        Assert.Equal(0, PriceTrend.OnFixedScale(-slope, mean, days: 1, scale: 0.02));
        Assert.Equal(0, PriceTrend.OnFixedScale(1e-13 * mean, mean, days: 1, scale: 0.02));
    }

    [Fact]
    public void PoolArbitrage_Trade_EndsAtTheOutsidePriceButForItsFee()
    {
        var pool = new LiquidityPool { UserFei = 200, ProtocolFei = 1_800, UserVolatile = 0.1, ProtocolVolatile = 0.9, Invariant = 2_000 };
        var (after, feiIn, fees) = PoolArbitrage.ToPrice(pool, 1, 2_420, fee: 0);
        Assert.Equal((0.0, 200.0), (fees, Math.Round(feiIn, 9)));
        Assert.Equal(2_420, after.Fei / after.Volatile, 1e-9);
        Assert.Equal(0.1, after.UserFei / after.Fei, 1e-12);
        Assert.Equal(0.1, after.UserVolatile / after.Volatile, 1e-12);
        Assert.Equal(2_000, after.Invariant, 1e-9);
        // A price four times as high leaves a share with 2√4 / 5 of what holding would.
        Assert.Equal(-0.2, PoolArbitrage.ImpermanentLoss(1, 4), 1e-12);
    }

    [Fact]
    public void ConstantProduct_EmptyPoolAndTooMuch_HaveAnAnswer()
    {
        Assert.Equal(0, ConstantProduct.SellExactInput(5, 0, 100, 0.003));
        Assert.Equal(double.PositiveInfinity, ConstantProduct.BuyExactOutput(100, 10, 100, 0.003));
        var paid = ConstantProduct.BuyExactOutput(10, 50, 100, 0.003);
        Assert.Equal(10, ConstantProduct.SellExactInput(paid, 50, 100, 0.003), 1e-12);
    }

    [Fact]
    public void Kpis_KnownPath_GiveKnownFigures()
    {
        double[] values = [100, 110, 99, 99, 108.9];
        // Changes: +10 %, -10 %, 0, +10 %.
        Assert.Equal(Math.Sqrt((0.075 * 0.075 * 2 + (0.125 * 0.125) + (0.025 * 0.025)) / 3), Kpis.Volatility(values), 1e-12);
        Assert.Equal(-0.1, Kpis.MaxDrawdown(values, window: 2), 1e-12);
        Assert.Equal(0, Kpis.MaxDrawdown(values));
        Assert.Equal(-0.1, Kpis.ChangeQuantile(values, 0), 1e-12);
        Assert.Equal(108.9 * 0.1 * 2, Kpis.ValueAtRisk(values, confidence: 1, timesteps: 4), 1e-9);
        Assert.Equal(2, Kpis.MeanOverDeviation([1, 2, 3]), 1e-12);
    }
}
