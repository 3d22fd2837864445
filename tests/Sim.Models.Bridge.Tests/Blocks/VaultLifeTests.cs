using Sim.Framework.Agents;
using Sim.Models.Bridge.Blocks;

namespace Sim.Models.Bridge.Tests.Blocks;

/// <summary>What operators, users, redeemers and liquidation do to single vaults, worked out by hand.</summary>
public sealed class VaultLifeTests
{
    const double Near = 1e-12;

    static OperatorParameters Daily => new() { CheckPeriod = 1, MixedPeriods = false, TargetBuffer = 0, TargetSpread = 0, SizeSpread = 0, OfflineRate = 0, Reserve = 0, OwnTokens = 0 };

    [Fact]
    public void Operators_BelowTarget_TopUpToItAsFarAsTheReserveGoes()
    {
        var bridge = (QuietBridge.With(2) with { Operators = Daily with { Reserve = 0.1 } }).Start();
        bridge.Price(0.97);
        var vault = bridge.Advance().Vaults[0];
        Assert.Equal(1.55 / 0.97, vault.Collateral, Near);
        Assert.Equal((1.1 * 1.55) - (1.55 / 0.97), vault.Reserve, Near);
        // What is left of the reserve is not enough for the next fall, so all of it goes in.
        bridge.Price(0.90);
        vault = bridge.Advance().Vaults[0];
        Assert.Equal(1.1 * 1.55, vault.Collateral, Near);
        Assert.Equal(0, vault.Reserve);
    }

    [Fact]
    public void Operators_FarAboveTarget_WithdrawDownToIt()
    {
        var bridge = (QuietBridge.With(1) with { Operators = Daily }).Start();
        bridge.Price(1.09);
        Assert.Equal(0, bridge.Advance().Vaults[0].Reserve);
        bridge.Price(1.2);
        var vault = bridge.Advance().Vaults[0];
        Assert.Equal(1.55 / 1.2, vault.Collateral, Near);
        Assert.Equal(1.55 - (1.55 / 1.2), vault.Reserve, Near);
    }

    [Fact]
    public void Operators_BelowPremiumWithoutReserve_RedeemOwnTokensUpToTheTarget()
    {
        var bridge = (QuietBridge.With(1) with { Operators = Daily with { OwnTokens = 0.5 } }).Start();
        bridge.Price(0.9);
        var state = bridge.Advance();
        var debt = 1.55 * 0.9 / 1.55;
        Assert.Equal(debt, state.Vaults[0].Debt, Near);
        Assert.Equal(0.5 - (1 - debt), state.Vaults[0].OwnTokens, Near);
        Assert.Equal(debt, state.Supply, Near);
        Assert.Equal(1 - debt, state.Totals.Redeemed, Near);
    }

    [Fact]
    public void Operators_BelowPremium_HandDebtToAVaultWithRoom()
    {
        // The other vault could issue 9 against a debt of 1: spare over all capacity is 0.9, so on most days it accepts.
        var accepted = 0;
        for (var seed = 0; seed < 50; seed++)
        {
            var bridge = (QuietBridge.With(2) with { Operators = Daily with { WithdrawMargin = 10 } }).Start(seed);
            bridge.Change(1, vault => vault with { Collateral = 15.5 });
            var collaterals = bridge.State.Collaterals.Agents.ToArray();
            bridge.State = bridge.State with { Collaterals = Population<CollateralState>.Of(collaterals[0] with { Deposited = 1.55 + 15.5, Price = 0.9 }) };
            var state = bridge.Advance();
            Assert.Equal(2, state.Supply, Near);
            Assert.Equal(2, state.Vaults[0].Debt + state.Vaults[1].Debt, Near);
            if (state.Vaults[0].Debt == 1)
                continue;
            accepted++;
            Assert.Equal(0.9, state.Vaults[0].Debt, Near);
            Assert.Equal(1.1, state.Vaults[1].Bitcoin, Near);
        }

        // Spare 8 of 9 + 1 at a price of 0.9; fewer than 30 of 50 would be 5 standard deviations below.
        Assert.InRange(accepted, 30, 49);
    }

    [Fact]
    public void Operators_EarnLessThanTheirCost_LeaveOnceTheirDebtIsTaken()
    {
        var bridge = (QuietBridge.With(2) with { Operators = Daily with { OpportunityCost = 0.05, WithdrawMargin = 10 } }).Start();
        bridge.Change(1, vault => vault with { Collateral = 15.5, Fees = 1e6 });
        bridge.State = bridge.State with { Collaterals = Population<CollateralState>.Of(bridge.State.Collaterals[0] with { Deposited = 1.55 + 15.5 }) };
        var states = Enumerable.Range(0, 60).Select(_ => bridge.Advance()).ToList();
        Assert.All(states.Take(29), state => Assert.Equal(VaultStatus.Active, state.Vaults[0].Status));
        var (left, stayed) = (states[^1].Vaults[0], states[^1].Vaults[1]);
        Assert.Equal((VaultStatus.Exited, 0.0, 0.0, 1.55), (left.Status, left.Debt, left.Collateral, left.Reserve));
        Assert.Equal((VaultStatus.Active, 2.0, 2.0), (stayed.Status, stayed.Debt, stayed.Bitcoin));
    }

    [Theory]
    [InlineData(1.0, 1.55 - (0.1 * 0.4), 1.0)]
    [InlineData(0.0, 1.55 - (1.1 * 0.4), 0.6)]
    public void Redeems_RunOutOfTime_CostThePunishmentAndBanTheVault(double retryShare, double collateral, double debt)
    {
        var bridge = (QuietBridge.With(1) with { Users = new() { IssueRate = 0, RedeemRate = 0, SellRate = 0, RetryShare = retryShare } }).Start();
        bridge.Advance();
        bridge.Change(0, vault => vault with { ToRedeem = 0.4, RequestedAt = 1, IsOffline = true });
        var waiting = bridge.Advance();
        Assert.Equal((0.4, 1.55), (waiting.Vaults[0].ToRedeem, waiting.Vaults[0].Collateral));
        var failed = bridge.Advance();
        var vault = failed.Vaults[0];
        Assert.Equal(collateral, vault.Collateral, Near);
        Assert.Equal((debt, debt, debt, 0.0, 4), (vault.Debt, vault.Bitcoin, failed.Supply, vault.ToRedeem, vault.BannedUntil));
        Assert.Equal(0.04, failed.Totals.PunishmentPaid, Near);
        Assert.Equal(0.4, failed.Totals.FailedRedeems);
    }

    [Fact]
    public void Redeems_OnlineVault_ServesOnTheNextDayLessTheFee()
    {
        var bridge = (QuietBridge.With(1) with { Protocol = new() { RedeemFee = 0.01, PremiumFee = 0 } }).Start();
        bridge.Change(0, vault => vault with { ToRedeem = 0.5, RequestedAt = 1 });
        Assert.Equal(0.5, bridge.Advance().Vaults[0].ToRedeem);
        var state = bridge.Advance();
        Assert.Equal(1 - 0.495, state.Vaults[0].Debt, Near);
        Assert.Equal(1 - 0.495, state.Supply, Near);
        // The fee comes back to the only vault, in tokens.
        Assert.Equal(0.005, state.Vaults[0].OwnTokens, Near);
        Assert.Equal(0.005, state.Totals.OperatorResult, Near);
    }

    [Theory]
    [InlineData(PremiumRule.BelowPremium, 0.88, true)]
    [InlineData(PremiumRule.BelowPremium, 0.95, false)]
    [InlineData(PremiumRule.BelowSecure, 0.95, true)]
    public void PremiumRedeem_VaultInDanger_IsLiftedToTheSecureThreshold(PremiumRule rule, double price, bool pays)
    {
        var bridge = (QuietBridge.With(1) with { Protocol = new() { PremiumFee = 0.05, RedeemFee = 0, PremiumRule = rule } }).Start();
        bridge.Price(price);
        var state = bridge.Advance();
        var vault = state.Vaults[0];
        var amount = pays ? Collateralization.PremiumRedeem(1.55, 1, price, 1.55, 0.05) : 0;
        Assert.Equal(1 - amount, vault.Debt, Near);
        Assert.Equal(pays ? 1.55 : 1.55 * price, vault.Ratio(price), Near);
        Assert.Equal(0.05 * amount, state.Totals.PremiumPaid, Near);
    }

    [Fact]
    public void PremiumRedeem_PremiumOfTheTokenAboveTheFee_PaysNobody()
    {
        var bridge = (QuietBridge.With(1) with { Protocol = new() { PremiumFee = 0.05, RedeemFee = 0 }, Wrapped = new() { PoolDepth = 0, Premium = 0.074 } }).Start();
        bridge.Price(0.88);
        Assert.Equal((1.0, 0.0), (bridge.Advance().Vaults[0].Debt, bridge.State.Totals.PremiumPaid));
    }

    [Fact]
    public void Liquidation_OpenRedeem_KeepsItsShareUntilItIsServed()
    {
        var bridge = (QuietBridge.With(1) with { Arbitrage = new() { BurnBudget = 0 } }).Start();
        bridge.Price(0.8);
        bridge.Change(0, vault => vault with { ToRedeem = 0.25, RequestedAt = 1 });
        var state = bridge.Advance();
        var (vault, liquidation) = (state.Vaults[0], state.Collaterals[0].Liquidation);
        Assert.Equal((VaultStatus.Liquidated, 0.0, 0.25), (vault.Status, vault.Debt, vault.Bitcoin));
        Assert.Equal(0.25 * 1.55, vault.Collateral, Near);
        Assert.Equal(0.75 * 1.55, liquidation.Collateral, Near);
        Assert.Equal((1.0, 0.25, 0.75), (liquidation.Debt, liquidation.ToRedeem, liquidation.Burnable));
        Assert.Equal(1.55, liquidation.Rate, Near);
        Assert.Equal(1 - (1.55 * 0.8), state.Totals.OperatorResult, Near);
        state = bridge.Advance();
        Assert.Equal((0.0, 0.25 * 1.55), (state.Vaults[0].Collateral, Math.Round(state.Vaults[0].Reserve, 12)));
        Assert.Equal((0.75, 0.0, 0.75), (state.Collaterals[0].Liquidation.Debt, state.Collaterals[0].Liquidation.ToRedeem, state.Supply));
    }

    [Fact]
    public void Liquidation_OpenRedeemThatFails_GivesItsShareToTheLiquidationVault()
    {
        var bridge = (QuietBridge.With(1) with { Arbitrage = new() { BurnBudget = 0 } }).Start();
        bridge.Price(0.8);
        bridge.Change(0, vault => vault with { ToRedeem = 0.25, RequestedAt = 1, IsOffline = true });
        Enumerable.Range(0, 3).ToList().ForEach(_ => bridge.Advance());
        var (vault, liquidation) = (bridge.State.Vaults[0], bridge.State.Collaterals[0].Liquidation);
        Assert.Equal((0.0, 0.0), (vault.Collateral, vault.Reserve));
        Assert.Equal((1.55, 1.0, 1.0), (Math.Round(liquidation.Collateral, 12), liquidation.Debt, liquidation.Burnable));
        Assert.Equal(1, bridge.State.Supply);
    }

    [Fact]
    public void Liquidation_OpenIssue_IsExecutedAgainstTheLiquidationVault()
    {
        var bridge = (QuietBridge.With(1) with { Arbitrage = new() { BurnBudget = 0 }, Users = new() { IssueRate = 0, RedeemRate = 0 } }).Start();
        bridge.Price(0.8);
        var collaterals = bridge.State.Collaterals[0];
        bridge.State = bridge.State with { Collaterals = Population<CollateralState>.Of(collaterals with { Liquidation = new() { ToIssue = 0.5 } }) };
        var state = bridge.Advance();
        Assert.Equal((1.5, 1.5, 0.0), (state.Supply, state.Collaterals[0].Liquidation.Debt, state.Collaterals[0].Liquidation.ToIssue));
    }

    [Fact]
    public void Arbitrage_OneVault_BurnsTheBestSizeAndPaysThePremiumOfTheQuote()
    {
        var parameters = QuietBridge.With(2) with { Wrapped = new() { PoolDepth = 5, Premium = 0.01 } };
        var bridge = parameters.Start();
        bridge.Price(0.8);
        var before = bridge.State;
        var pool = before.Collaterals[0].Pool.Requoted(0.8, 1 - Math.Exp(-0.7));
        var best = Bridge.Pools.BurnArbitrage.OptimalSize(1.55, pool, before.WrappedPool, 0);
        var state = bridge.Advance();
        Assert.Equal(best, state.Totals.Burnt, 1e-9);
        Assert.Equal(2 - best, state.Supply, 1e-9);
        var profit = pool.SellBase(1.55 * best).Received - before.WrappedPool.BuyBase(best).Paid - parameters.Arbitrage.FixedCost;
        Assert.Equal(profit, state.Totals.ArbitrageProfit, 1e-9);
        Assert.True(state.WrappedPool.Price > before.WrappedPool.Price);
    }

    [Theory]
    [InlineData(1.05, 0.0, true)]
    [InlineData(1.05, 0.07367, false)]
    [InlineData(1.10, 0.07367, true)]
    public void Arbitrage_Of2024_DependsOnTheThresholdAgainstThePremium(double threshold, double premium, bool burns)
    {
        // Interlay's referendum 117: at 105 % nobody burns while the token costs 1.07367, at 110 % they do.
        var bridge = (QuietBridge.With(1) with
        {
            // A small fall, for which the pool's price is hardly behind.
            Collateral = new() { Volatility = 0, Secure = threshold + 0.005, Premium = threshold, Liquidation = threshold },
            Wrapped = new() { PoolDepth = 53.384, Premium = premium },
        }).Start();
        bridge.Price((threshold - 1e-6) / (threshold + 0.005));
        var state = bridge.Advance();
        Assert.Equal(1, state.LiquidatedVaults);
        Assert.Equal(burns, state.Totals.Burnt > 0);
        Assert.Equal(burns ? 0 : 1, state.Totals.UnprofitableDays);
    }

    [Theory]
    [InlineData(0.00, 0, 1.0)]
    [InlineData(0.02, 1, 1.0405)]
    [InlineData(0.10, 1, 0.9925)]
    public void Redeems_SlashOf2024NearTheThreshold_LeavesTheLiquidationVaultBelowParAtTenPercent(double punishment, int liquidated, double ratio)
    {
        // Interlay's post 37, with 0.6 BTC that fail at a vault of 1 BTC and a ratio of 1.0525.
        var parameters = QuietBridge.With(1) with
        {
            Collateral = new() { Volatility = 0, Secure = 1.0625, Premium = 1.05, Liquidation = 1.05 },
            Protocol = new() { PunishmentFee = punishment, PremiumFee = 0 },
            Users = new() { IssueRate = 0, RedeemRate = 0, RetryShare = 1 },
            Arbitrage = new() { BurnBudget = 0 },
        };
        var bridge = parameters.Start();
        bridge.Price(1.0525 / 1.0625);
        bridge.Change(0, vault => vault with { ToRedeem = 0.6, RequestedAt = 1, IsOffline = true });
        Enumerable.Range(0, 3).ToList().ForEach(_ => bridge.Advance());
        Assert.Equal(liquidated, bridge.State.LiquidatedVaults);
        Assert.Equal(ratio, bridge.State.Solvency.LiquidationRatio, 1e-9);
    }

    [Fact]
    public void Users_OracleOffline_AskForNothing()
    {
        var parameters = new BridgeParameters { Oracle = new() { Outage = 1 }, Users = new() { IssueRate = 20, RedeemRate = 0.5 }, Operators = new() { OfflineRate = 0 } };
        var bridge = parameters.Start();
        for (var day = 1; day <= 10; day++)
        {
            var state = bridge.Advance();
            Assert.Equal(day, state.Collaterals[0].OracleAge);
            Assert.Equal((60.0, 0.0, 0.0), (state.Supply, state.Totals.Issued, state.Totals.PremiumPaid));
            Assert.Equal(1, state.OraclePrices[0]);
        }

        bridge.Parameters = parameters with { Oracle = new() { Outage = 0, FeedOutage = 0 } };
        Assert.Equal(0, bridge.Advance().Collaterals[0].OracleAge);
        Assert.True(bridge.Advance().Totals.Redeemed > 0);
    }

    [Theory]
    [InlineData(new[] { 3.0, 1.0, 2.0 }, 2.0)]
    [InlineData(new[] { 4.0, 1.0, 2.0, 3.0 }, 2.5)]
    [InlineData(new[] { 7.0 }, 7.0)]
    public void Oracle_Median_IsTheMiddleOrTheMeanOfTheMiddleTwo(double[] reports, double expected) => Assert.Equal(expected, Oracle.Median(reports));

    [Fact]
    public void Oracle_LagOfADay_ShowsYesterdaysPrice()
    {
        var parameters = QuietBridge.With(1) with { Collateral = new() { Volatility = 0.05 }, Oracle = new() { Feeds = 1, FeedError = 0, FeedOutage = 0, Outage = 0, Lag = 1 } };
        var bridge = parameters.Start();
        for (var day = 0; day < 20; day++)
        {
            var yesterday = bridge.State.Prices[0];
            Assert.Equal(yesterday, bridge.Advance().OraclePrices[0], Near);
        }
    }

    [Fact]
    public void Accounting_TwoVaults_ShareFeesByCapacity()
    {
        var bridge = (QuietBridge.With(2) with { Arbitrage = new() { BurnBudget = 0 } }).Start();
        bridge.Change(1, vault => vault with { Collateral = 3 * 1.55 });
        bridge.State = bridge.State with { FeePool = 0.4, Collaterals = Population<CollateralState>.Of(bridge.State.Collaterals[0] with { Deposited = 4 * 1.55 }) };
        var state = bridge.Advance();
        Assert.Equal(0.1, state.Vaults[0].Fees, Near);
        Assert.Equal(0.3, state.Vaults[1].Fees, Near);
        Assert.Equal(0, state.FeePool);
    }

    [Theory]
    [InlineData(0.0, 5.0, 0.8, 1.0, 0.8)]
    [InlineData(6.0, 5.0, 0.8, 1.0, 1.0)]
    [InlineData(0.0, 5.0, 1.2, 1.0, 1.0)]
    [InlineData(0.0, 5.0, 0.0, 0.0, 1.0)]
    public void MarginalBacking_IsTheLiquidationVaultsOnlyWhenVaultsCannotRedeemAll(double debt, double free, double worth, double burnable, double expected) =>
        Assert.Equal(expected, Accounts.MarginalBacking(debt, free, worth, burnable));
}
