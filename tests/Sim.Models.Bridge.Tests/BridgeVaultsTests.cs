using CsCheck;
using Sim.Framework;
using Sim.Models.Bridge.Pools;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests;

public sealed class BridgeVaultsTests
{
    static readonly Dictionary<DayOrder, Model<BridgeState, BridgeParameters>> Models = Enum.GetValues<DayOrder>().ToDictionary(order => order, BridgeVaults.Create);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static readonly BridgeParameters Stressed = new()
    {
        Vaults = 12,
        Supply = 20,
        Collateral = new() { Volatility = 0.08, Secure = 1.4, Premium = 1.2, Liquidation = 1.1, PoolDepth = 5 },
        Operators = new() { Reserve = 0.05, OfflineRate = 0.1, OwnTokens = 0.1, Alarm = 1.05, OpportunityCost = 0.02 },
        Users = new() { RedeemRate = 0.05, IssueRate = 2 },
    };

    public static TheoryData<string, BridgeParameters> Worlds() => new()
    {
        { "base case", new BridgeParameters() },
        { "single entity", BridgeParameters.SingleEntity(1.25, 1.40, 1.55) },
        { "single entity, wild", BridgeParameters.SingleEntity(1.05, 1.15, 1.30) with { Market = new() { Process = PriceProcess.GarchT } } },
        { "stressed", Stressed },
        { "stressed, intraday, below secure", Stressed with { Market = new() { Intraday = true, OracleSeesImpact = true }, Protocol = new() { PremiumRule = PremiumRule.BelowSecure } } },
        { "stressed, power law", Stressed with { Market = new() { Recovery = RecoveryShape.PowerLaw, Impact = ImpactLaw.SquareRoot, Process = PriceProcess.Garch } } },
        { "stressed, no wrapped pool", Stressed with { Wrapped = new() { PoolDepth = 0, Premium = 0.02, PremiumVolatility = 0.01, BurnSensitivity = 0.1 } } },
        { "stressed, blind oracle", Stressed with { Oracle = new() { Feeds = 2, FeedOutage = 0.5, Outage = 0.2, Lag = 1 } } },
        { "stressed, two collaterals", Stressed with { Others = [new() { Price = 0.01, Volatility = 0.06, Weight = 0.5, PoolDepth = 3 }], Market = new() { Process = PriceProcess.GarchT } } },
        { "checks at random", Stressed with { Operators = Stressed.Operators with { ChecksAtRandom = true, MixedPeriods = false, CheckPeriod = 5, Reserve = 1 } } },
    };

    /// <summary>Worlds drawn over wide ranges, extremes included.</summary>
    static readonly Gen<BridgeParameters> DrawnWorlds = Draws.From(draw =>
    {
        double Some(double high) => draw.Once(3) ? 0 : draw.Between(0, high);
        var liquidation = draw.Between(1.01, 1.5);
        var premium = liquidation * draw.Between(1, 1.3);
        var type = new CollateralType
        {
            Price = Math.Exp(draw.Between(-8, 3)),
            Volatility = Some(0.15),
            Liquidation = liquidation,
            Premium = premium,
            Secure = premium * draw.Between(1, 1.3),
            PoolDepth = Math.Exp(draw.Between(-3, 6)),
            Ceiling = 1e6,
        };
        return new BridgeParameters
        {
            Vaults = draw.Whole(1, 29),
            Supply = Math.Exp(draw.Between(-2, 6)),
            Collateral = type,
            Others = draw.Once(3) ? [type with { Price = 2, Volatility = 0.1 }] : [],
            Market = new()
            {
                Process = (PriceProcess)draw.Whole(0, 3) is var process && process == PriceProcess.Euler ? PriceProcess.Log : process,
                Impact = (ImpactLaw)draw.Whole(0, 1),
                Recovery = (RecoveryShape)draw.Whole(0, 1),
                PermanentShare = Some(1),
                Intraday = draw.Once(2),
                PoolFee = Some(0.05),
            },
            Wrapped = new() { PoolDepth = Some(100), Premium = draw.Between(-0.05, 0.1), PremiumVolatility = Some(0.02) },
            Oracle = new() { Feeds = draw.Whole(1, 5), FeedOutage = Some(0.5), Outage = Some(0.3), Lag = Some(1) },
            Users = new() { IssueRate = Some(5), RedeemRate = Some(0.2), RequestSize = draw.Between(0.01, 3), SellRate = Some(1) },
            Operators = new()
            {
                CheckPeriod = draw.Whole(0, 19),
                Reserve = Some(1),
                OwnTokens = Some(1),
                Alarm = Some(1.5),
                OpportunityCost = Some(0.1),
                OfflineRate = Some(0.5),
                ChecksAtRandom = draw.Once(2),
            },
            Protocol = new() { PremiumFee = Some(0.2), PunishmentFee = Some(0.5), RedeemFee = Some(0.05), IssueFee = Some(0.05), PremiumRule = (PremiumRule)draw.Whole(0, 1) },
            Arbitrage = new() { FixedCost = Some(0.001), Hurdle = Some(0.05), PremiumBudget = Some(20) },
        };
    });

    static Results<BridgeState, BridgeParameters> Run(BridgeParameters parameters, int timesteps, int runs = 1, DayOrder order = DayOrder.OperatorsFirst, long seed = 5) =>
        Experiment.Of(Models[order]).Parameters(parameters).Timesteps(timesteps).Runs(runs).Seed(seed).Run(cancellationToken: Cancellation);

    [Fact]
    public void Run_DrawnWorld_KeepsEveryInvariant() => DrawnWorlds.ForAll(seed: 44, count: 40, parameters =>
    {
        foreach (var order in Enum.GetValues<DayOrder>())
        {
            var results = Run(parameters, 120, 3, order);
            Assert.True(results.Outcome.Failed == 0, $"{order}: {string.Join("; ", results.Outcome.Failures)}");
        }
    });

    [Theory, MemberData(nameof(Worlds))]
    public void Run_EveryWorld_KeepsEveryInvariantForAYear(string world, BridgeParameters parameters)
    {
        var results = Run(parameters, 365, 10);
        Assert.True(results.Outcome.Failed == 0, $"{world}: {string.Join("; ", results.Outcome.Failures)}");
    }

    [Theory, MemberData(nameof(Worlds))]
    public void Run_AndStepByHand_GiveTheSameBits(string world, BridgeParameters parameters)
    {
        var batch = Run(parameters, 60);
        Assert.True(batch.Outcome.Failed == 0, world);
        var byHand = Models[DayOrder.OperatorsFirst].Simulate(parameters, seed: 5).Take(61).ToList();
        for (var timestep = 0; timestep <= 60; timestep++)
        {
            var (one, other) = (byHand[timestep], batch.Rows[timestep].State);
            Assert.Equal((one.Supply, one.Solvency, one.Totals, one.WrappedPool), (other.Supply, other.Solvency, other.Totals, other.WrappedPool));
            Assert.Equal(one.Vaults.Agents.ToArray(), other.Vaults.Agents.ToArray());
            Assert.Equal(one.Prices, other.Prices);
        }
    }

    [Fact]
    public void Run_AnyNumberOfThreads_GivesTheSameBits()
    {
        var experiment = Experiment.Of(Models[DayOrder.OperatorsFirst]).Parameters(Stressed).Timesteps(100).Runs(16).Seed(3).WithBridgeMetrics();
        var (one, two) = (experiment.Threads(1).Run(cancellationToken: Cancellation), experiment.Threads(2).Run(cancellationToken: Cancellation));
        Assert.Equal(one.Runs.Select(run => run.Metrics), two.Runs.Select(run => run.Metrics));
        Assert.Contains(one.Metric("liquidated debt"), debt => debt > 0);
        Assert.Contains(one.Metric("burnt"), burnt => burnt > 0);
    }

    [Theory, MemberData(nameof(Worlds))]
    public void Run_Steps_AllocateNothing(string world, BridgeParameters parameters)
    {
        // Calm enough for prices to stay numbers over ten thousand days.
        var calm = parameters with { Collateral = parameters.Collateral with { Volatility = 0.01 } };
        var experiment = Experiment.Of(Models[DayOrder.OperatorsFirst]).Parameters(calm);
        var bytes = Enumerable.Range(0, 3).Min(_ => Allocations.PerStep(experiment));
        // The smallest object has 24 bytes; what is less often than every thousandth timestep is the runtime's own, which compiles in steps.
        Assert.True(bytes < 9 * 24, $"{world}: {bytes} bytes over 9,990 timesteps");
    }

    [Fact]
    public void SingleEntity_Start_IsTheMaximumAtTheSecureThreshold()
    {
        var start = Models[DayOrder.OperatorsFirst].Simulate(BridgeParameters.SingleEntity(1.05, 1.15, 1.30), seed: 1).State;
        var vault = Assert.Single(start.Vaults.Agents.ToArray());
        Assert.Equal((1.0, 1.30, 0.0), (vault.Debt, vault.Collateral, vault.Reserve));
        Assert.Equal((1.0, 1.30, 1.0), (start.Solvency.Backing, start.Solvency.SystemRatio, start.Supply));
    }

    [Fact]
    public void SingleEntity_Liquidated_PaysTheFormulasOfTheReadme()
    {
        var states = Run(BridgeParameters.SingleEntity(1.25, 1.40, 1.55), 365, 5).Column(state => state);
        var seen = 0;
        for (var row = 1; row < states.Length; row++)
        {
            var (before, after) = (states[row - 1], states[row]);
            if (before.LiquidatedVaults != 0 || after.LiquidatedVaults != 1)
                continue;
            seen++;
            Assert.Equal(1, after.Totals.Liquidated);
            Assert.True(after.Totals.LiquidatedWorth < 1.25);
            // The operator keeps 1 BTC and loses the collateral.
            Assert.Equal(1 - after.Totals.LiquidatedWorth, after.Totals.OperatorResult, 1e-12);
            var liquidation = after.Collaterals[0].Liquidation;
            Assert.Equal(1.55, liquidation.Rate, 1e-12);
            Assert.Equal(1 - after.Totals.Burnt, liquidation.Debt, 1e-12);
            Assert.Equal(Math.Min(1, liquidation.Ratio(after.Prices[0])), after.Solvency.Backing, 1e-12);
        }

        Assert.True(seen > 0);
    }

    [Fact]
    public void Run_DayOrders_DifferAndShareTheirPrices()
    {
        var runs = Enum.GetValues<DayOrder>().Select(order => Run(Stressed with { Market = new() { PermanentShare = 0 } }, 200, 5, order).Column(state => state)).ToList();
        foreach (var other in runs.Skip(1))
        {
            Assert.Equal(runs[0].Select(state => state.Prices), other.Select(state => state.Prices));
            Assert.NotEqual(runs[0].Select(state => state.Solvency), other.Select(state => state.Solvency));
        }
    }

    [Fact]
    public void Run_OperatorsWhoLookDailyWithDeepReserves_LoseVaultsOnlyWhenTheyLookTooLate()
    {
        var careful = Stressed with { Operators = new() { CheckPeriod = 1, MixedPeriods = false, Reserve = 100, OfflineRate = 0 }, Oracle = new() { Outage = 0, FeedOutage = 0 } };
        double LiquidatedBy(DayOrder order) => Run(careful, 200, 20, order).Column(state => state.Totals.Liquidated).Max();
        Assert.Equal(0, LiquidatedBy(DayOrder.OperatorsFirst));
        Assert.True(LiquidatedBy(DayOrder.LiquidationBeforeOperators) > 0);
    }

    [Theory]
    [InlineData("thresholds", "each must be at least the next")]
    [InlineData("garch", "variance has no long run")]
    [InlineData("ceiling", "raise the Ceiling or lower the Supply")]
    [InlineData("weights", "give one a positive weight")]
    [InlineData("other", "Collateral type 1 is")]
    public void Run_ImpossibleParameters_FailWithTheReason(string what, string expected)
    {
        var parameters = what switch
        {
            "thresholds" => BridgeParameters.SingleEntity(1.25, 1.10, 1.55),
            "garch" => new BridgeParameters { Market = new() { Process = PriceProcess.Garch, Alpha = 0.5, Beta = 0.5 } },
            "ceiling" => new BridgeParameters { Collateral = new() { Ceiling = 10 } },
            "weights" => new BridgeParameters { Collateral = new() { Weight = 0 } },
            _ => new BridgeParameters { Others = [new() { PoolDepth = 0 }] },
        };
        var failure = Assert.Single(Run(parameters, 1).Outcome.Failures);
        Assert.Equal("start", failure.Function);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }
}
