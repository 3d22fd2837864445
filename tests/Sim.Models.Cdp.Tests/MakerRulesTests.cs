using Sim.Framework;

namespace Sim.Models.Cdp.Tests;

/// <summary>Rules of the system and of its owners, each in a world whose prices go one way: what must come out is reckoned by hand.</summary>
public sealed class MakerRulesTests
{
    const double AuctionStep = 90 / 86_400.0;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    static Collateral Going(double factor, double ink = 20, double tag = 200, double days = 1) =>
        new("eth", ink, tag, 1e-6, 1.5, Drift: 365 / days * Math.Log(factor), Fee: 0);

    static CdpState[] Run(CdpParameters parameters, int timesteps)
    {
        var results = Experiment.Of(CdpModel.Create()).Parameters(parameters).Timesteps(timesteps).Seed(1).Run(cancellationToken: Token);
        Assert.Empty(results.Outcome.Failures);
        return results.Column(state => state);
    }

    // 2,500 Dai against 20 x 180 / 1.5 = 2,400: the owner sells 300 Dai of collateral, which leaves 2,200 against 3,300 / 1.5.
    static CdpParameters Squeezed() => new() { Collaterals = [Going(0.9)], Debt = 2_500, Policy = OwnerPolicy.Periodic, RebalancePeriod = 1, SwapFee = 0.01, Gas = 5 };

    [Fact]
    public void Deleverage_SaleOfCollateral_CostsTheSwapFeeOnce()
    {
        var last = Run(Squeezed(), 1)[1];
        var sold = last.Sold[0] * last.Prices[0];
        Assert.Equal(300, sold, 0.1);
        Assert.Equal((0.01 * sold) + 5, last.Ledger.RebalanceCost, 1e-9);
        Assert.Equal((20 * last.Prices[0]) - 2_500 - last.Ledger.RebalanceCost, last.MeanEquity, 1e-9);
    }

    [Fact]
    public void Deleverage_RestWouldBeDust_RepaysAll()
    {
        var last = Run(Squeezed() with { Dust = 2_300 }, 1)[1];
        Assert.Equal((0.0, 0.0), (last.TotalDebt, last.Ledger.Sin));
        Assert.Equal(2_500 / last.Prices[0], last.Sold[0], 1e-9);
    }

    [Fact]
    public void Deleverage_DebtAboveCollateral_IsLeftToLiquidation()
    {
        // 20 x 100 = 2,000 Dai of collateral for 2,500 of debt: no sale makes the position safe, so none is allowed and none is paid for.
        var last = Run(Squeezed() with { Collaterals = [Going(0.5)] }, 1)[1];
        Assert.Equal((0.0, 0.0), (last.Ledger.Rebalances, last.Ledger.RebalanceCost));
        Assert.Equal((2_500.0, 20.0), (last.Ledger.Sin, last.Sold[0]));
        Assert.Equal(2_500 - (20 * 120 * Math.Pow(0.99, DutchAuction.StepsTo(120, 95, 0.99))), last.Ledger.BadDebt, 0.1);
    }

    [Fact]
    public void Deleverage_NoRoomForAuctions_CostsNothingWhileItCannotHelp()
    {
        var states = Run(Squeezed() with { Policy = OwnerPolicy.Threshold, Collaterals = [Going(0.5)], Hole = 100, Dust = 1_000 }, 3);
        Assert.Equal(0, states[^1].Ledger.RebalanceCost);
    }

    [Fact]
    public void Sharing_DustForbidsIt_SellsCollateral()
    {
        // Parity would put less than dust on one position, and the other cannot bear all: what is above capacity is sold down.
        var parameters = new CdpParameters
        {
            Collaterals = [Going(1, ink: 20, tag: 200) with { Name = "calm" }, Going(0.65, ink: 6, tag: 100) with { Name = "falling" }],
            Debt = 2_800,
            Correlation = 0,
            Policy = OwnerPolicy.Periodic,
            RebalancePeriod = 1,
            Dust = 250,
            OracleDelay = 0,
        };
        var states = Run(parameters, 1);
        Assert.True(states[0].Urns[1].Art >= 250);
        Assert.Equal((0.0, 1.0), (states[1].OwnersHit, states[1].Ledger.Rebalances));
    }

    [Fact]
    public void Periodic_NothingToMove_CostsNothing()
    {
        var last = Run(new CdpParameters { Collaterals = [Going(1)], Debt = 1_000, Policy = OwnerPolicy.Periodic, RebalancePeriod = 1 }, 20)[^1];
        Assert.Equal((0.0, 0.0), (last.Ledger.Rebalances, last.Ledger.RebalanceCost));
    }

    [Fact]
    public void Periodic_OracleBehindARise_BorrowsNoMoreThanItAllows()
    {
        // By the market the first position could soon bear nearly all debt; by the oracle, which is what the system looks at, 1,000.
        var parameters = new CdpParameters
        {
            Collaterals = [Going(2, ink: 15, tag: 100), Going(1, ink: 15, tag: 100) with { Name = "calm" }],
            Debt = 1_200,
            Correlation = 0,
            Policy = OwnerPolicy.Periodic,
            RebalancePeriod = 1,
            OracleDelay = 8,
        };
        Assert.Equal(0, Run(parameters, 8)[^1].OwnersHit);
    }

    [Theory]
    [InlineData(OwnerPolicy.Periodic)]
    [InlineData(OwnerPolicy.Threshold)]
    public void Liquidation_LowestPriceOfTheTimestep_TakesNoPositionForDebtOfThatTimestep(OwnerPolicy policy)
    {
        Collateral[] wild = [new("eth", 10, 420, 1.5, 1.5, Fee: 0), new("btc", 0.2, 20_000, 1.2, 1.5, Fee: 0)];
        var hits = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var parameters = new CdpParameters { Collaterals = wild, Debt = 4_800, Monitoring = Monitoring.Continuous, Policy = policy, RebalancePeriod = 1 };
            var states = Experiment.Of(CdpModel.Create()).Parameters(parameters).Timesteps(300).Seed(seed).Run(cancellationToken: Token).Column(state => state);
            for (var timestep = 1; timestep < states.Length; timestep++)
            {
                for (var urn = 0; urn < 2; urn++)
                {
                    if (states[timestep].Urns[urn].HitAt != timestep)
                        continue;
                    hits++;
                    var before = states[timestep - 1].Urns[urn];
                    Assert.True(before.Ink * states[timestep].OraclePrices[urn] < 1.5 * before.Art, $"seed {seed}, timestep {timestep}: a safe position was liquidated for debt it took on");
                }
            }
        }

        Assert.True(hits > 5);
    }

    [Fact]
    public void Liquidation_AuctionWouldBeDust_Waits()
    {
        // Room for 500 of debt out of 1,500, where an auction needs 600: Maker refuses to start it.
        var parameters = new CdpParameters { Collaterals = [Going(0.5) with { Hole = 565 }], Debt = 1_500, Policy = OwnerPolicy.None, Dust = 600 };
        Assert.Equal(0, Run(parameters, 1)[1].Ledger.Sin);
    }

    [Fact]
    public void Liquidation_ExactlyAtTheRatio_IsSafe()
    {
        // 15 x 100 = 1.5 x 1,000 in binary numbers too; a price that falls at all is below.
        Assert.False(Blocks.Liquidation.IsBelow(new Urn { Ink = 15, Art = 1_000 }, 100, 1, 1.5));
        Assert.True(Blocks.Liquidation.IsBelow(new Urn { Ink = 15, Art = 1_000 }, Math.BitDecrement(100.0), 1, 1.5));
        Assert.False(Blocks.Liquidation.IsBelow(new Urn { Ink = 0, Art = 0 }, 100, 1, 1.5));
    }

    // The market falls by a tenth in each of an auction's steps, the oracle ten steps behind it: keepers want less than a third of the start price.
    static CdpParameters Crash() => new()
    {
        Collaterals = [Going(0.9, days: AuctionStep)],
        Debt = 1_500,
        Days = AuctionStep,
        Policy = OwnerPolicy.None,
        OracleDelay = 10,
    };

    [Fact]
    public void Auction_KeepersWantLittle_StartsAgainOnlyAtTailOrCusp()
    {
        var states = Run(Crash(), 90);
        var kick = Array.FindIndex(states, state => state.Auctions.Count > 0);
        Assert.InRange(kick, 10, 30);
        // An age of tail still counts: 60 steps of 90 seconds.
        Assert.All(states[..(kick + 60)], state => Assert.Equal(0, state.Ledger.Redos));
        Assert.Equal(1, states[kick + 60].Ledger.Redos);
        var cusp = Run(Crash() with { Cusp = 0.9 }, 40);
        // 0.99 to the 10th is above 0.9, to the 11th below.
        Assert.Equal((0.0, 1.0), (cusp[kick + 9].Ledger.Redos, cusp[kick + 10].Ledger.Redos));
    }

    [Fact]
    public void Auction_StartedAgain_PaysKeepersAgainUnlessItIsDust()
    {
        var parameters = Crash() with { Cusp = 0.9, Tip = 10, Chip = 0.01 };
        Assert.All(Run(parameters, 45), state => Assert.Equal(-(10 + (0.01 * 1_500 * 1.13)) * (state.Auctions.Count + state.Ledger.Redos), state.Ledger.Surplus, 1e-9));
        // Later the collateral is worth less than dust with penalty.
        var worthless = Run(parameters with { Dust = 1_400 }, 45);
        Assert.True(worthless[^1].Ledger.Redos > 0);
        Assert.Equal(-(10 + (0.01 * 1_500 * 1.13)), worthless[^1].Ledger.Surplus, 1e-9);
    }

    [Fact]
    public void Auction_MarketThatRecovers_IsSoldAtItsPriceNow()
    {
        var late = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var parameters = new CdpParameters { Collaterals = [new("wild", 10, 420, 12, 1.5, Fee: 0)], Debt = 2_700, Days = AuctionStep, OracleDelay = 20, Policy = OwnerPolicy.None };
            var states = Experiment.Of(CdpModel.Create()).Parameters(parameters).Timesteps(480).Seed(seed).Run(cancellationToken: Token).Column(state => state);
            for (var timestep = 1; timestep < states.Length; timestep++)
            {
                if (states[timestep - 1].Auctions.Count == 0 || states[timestep].Auctions.Count > 0)
                    continue;
                var auction = states[timestep - 1].Auctions[0];
                var price = (states[timestep].Ledger.Surplus - states[timestep - 1].Ledger.Surplus) / (states[timestep].Sold[0] - states[timestep - 1].Sold[0]);
                var shown = auction.Top * Math.Pow(0.99, Math.Round(auction.Age / 90));
                Assert.True(price <= shown * (1 + 1e-9), $"seed {seed}, timestep {timestep}: sold at {price}, when the auction had fallen to {shown}");
                late += auction.Age > 90 ? 1 : 0;
            }
        }

        Assert.True(late > 5);
    }

    [Fact]
    public void Equity_OpenAuction_CountsWhatTheOwnerWillGetBack()
    {
        // 20 ETH fall by a hundredth a step; the auction takes some steps to come down to the market.
        var parameters = new CdpParameters { Collaterals = [Going(0.99, days: AuctionStep)], Debt = 2_600, Days = AuctionStep, Policy = OwnerPolicy.None };
        var states = Run(parameters, 120);
        var kick = Array.FindIndex(states, state => state.Auctions.Count > 0);
        Assert.Equal((20 * states[kick].Prices[0]) - (2_600 * 1.13), states[kick].MeanEquity, 1e-6);
        Assert.Equal(states[kick].MeanEquity, states[kick].LowEquity);
    }

    [Fact]
    public void Correlation_One_IsRefused()
    {
        var error = Assert.Throws<SimulationException>(() => Run(new CdpParameters { Correlation = 1 }, 1));
        Assert.Contains("Correlation is 1", error.Message, StringComparison.Ordinal);
    }
}
