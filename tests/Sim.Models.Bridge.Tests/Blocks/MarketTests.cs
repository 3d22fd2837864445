using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Sim.Framework;
using Sim.Models.Bridge.Pools;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Blocks;

public sealed class MarketTests
{
    const double Volatility = 0.05;

    static readonly Model<BridgeState, BridgeParameters> Model = BridgeVaults.Create();

    static BridgeState[] Run(MarketParameters market, int days = 4_000, BridgeParameters? parameters = null) => Experiment.Of(Model)
        .Parameters((parameters ?? QuietBridge.With(1)) with { Collateral = new() { Volatility = Volatility, Drift = 0.001, Secure = 1.55 }, Market = market, Arbitrage = new() { BurnBudget = 0 } })
        .Timesteps(days).Seed(8).Run(cancellationToken: TestContext.Current.CancellationToken).Column(state => state);

    static double[] Returns(BridgeState[] states, int type = 0, bool simple = false) =>
        [.. states.Skip(1).Zip(states, (after, before) => simple ? (after.Prices[type] / before.Prices[type]) - 1 : Math.Log(after.Prices[type] / before.Prices[type]))];

    [Fact]
    public void Log_Returns_AreNormalWithItsMeanAndDeviation()
    {
        var returns = Returns(Run(new() { Process = PriceProcess.Log }));
        Statistical.Matches(gain => Normal.CDF(0.001 - (Volatility * Volatility / 2), Volatility, gain), returns);
        Statistical.Rejects(gain => Normal.CDF(0.001, 1.2 * Volatility, gain), returns);
    }

    [Fact]
    public void Euler_SimpleReturns_AreNormal() =>
        Statistical.Matches(gain => Normal.CDF(0.001, Volatility, gain), Returns(Run(new() { Process = PriceProcess.Euler }), simple: true));

    [Theory]
    [InlineData(PriceProcess.Garch)]
    [InlineData(PriceProcess.GarchT)]
    public void Garch_ShocksOverTheirVariance_HaveTheirLaw(PriceProcess process)
    {
        const double Degrees = 5;
        var states = Run(new() { Process = process, TailDegrees = Degrees });
        var shocks = new double[states.Length - 1];
        for (var day = 1; day < states.Length; day++)
        {
            // What the variance says of the day, worked back from the price and by the recursion.
            var variance = states[day - 1].Collaterals[0].Variance;
            var surprise = Math.Log(states[day].Prices[0] / states[day - 1].Prices[0]) - 0.001 + (variance / 2);
            var next = (Volatility * Volatility * (1 - 0.14 - 0.82)) + (0.14 * surprise * surprise) + (0.82 * variance);
            Assert.Equal(1, states[day].Collaterals[0].Variance / next, 1e-9);
            shocks[day - 1] = surprise / Math.Sqrt(variance);
        }

        var scale = Math.Sqrt(Degrees / (Degrees - 2));
        double Law(double shock) => process == PriceProcess.Garch ? Normal.CDF(0, 1, shock) : StudentT.CDF(0, 1, Degrees, shock * scale);
        Statistical.Matches(Law, shocks);
        Statistical.Rejects(shock => Law(1.3 * shock), shocks);
    }

    [Fact]
    public void TwoCollaterals_Returns_HaveTheirCorrelation()
    {
        var parameters = QuietBridge.With(2) with { Others = [new() { Volatility = Volatility, Price = 3 }] };
        var states = Run(new() { Correlation = 0.6 }, parameters: parameters);
        // Six standard deviations of a correlation over 4,000 days: 6 (1 - 0.36) / √4000.
        Assert.Equal(0.6, Correlation.Pearson(Returns(states), Returns(states, type: 1)), 0.061);
    }

    [Theory]
    [InlineData(PriceProcess.Log)]
    [InlineData(PriceProcess.Euler)]
    [InlineData(PriceProcess.GarchT)]
    public void Stress_Day_FindsThePriceFallenAndItsBridgeInBetween(PriceProcess process)
    {
        const int Runs = 4_000;
        var parameters = QuietBridge.With(1) with
        {
            Collateral = new() { Volatility = Volatility, Drift = 0.01, Price = 3 },
            Market = new() { Process = process, StressDay = 20, StressFall = 0.4 },
            Arbitrage = new() { BurnBudget = 0 },
        };
        var rows = Experiment.Of(Model).Parameters(parameters).Timesteps(21).Runs(Runs).Seed(4).Run(cancellationToken: TestContext.Current.CancellationToken).Rows;
        var halfway = rows.Where(row => row.Timestep == 10).Select(row => Math.Log(row.State.Prices[0] / 3)).ToArray();
        Assert.All(rows.Where(row => row.Timestep == 20), row => Assert.Equal(1.8, row.State.Prices[0], 1e-12));
        Assert.True(rows.Where(row => row.Timestep == 21).Select(row => row.State.Prices[0]).Distinct().Count() > Runs / 2);
        if (process == PriceProcess.GarchT)
            return;
        // Half of the way on average, and a variance of σ² · 10 · 10 / 20.
        Statistical.Matches(level => Normal.CDF(Math.Log(0.6) / 2, Volatility * Math.Sqrt(5), level), halfway);
        Statistical.Rejects(level => Normal.CDF(Math.Log(0.6) / 2, Volatility * Math.Sqrt(10), level), halfway);
    }

    [Fact]
    public void Intraday_Low_IsTheMinimumOfABrownianBridge()
    {
        var states = Run(new() { Intraday = true });
        var uniforms = new double[states.Length - 1];
        for (var day = 1; day < states.Length; day++)
        {
            var (start, end, low) = (Math.Log(states[day - 1].Prices[0]), Math.Log(states[day].Prices[0]), Math.Log(states[day].Collaterals[0].Low));
            Assert.True(low <= Math.Min(start, end));
            uniforms[day - 1] = Math.Exp(-2 * (start - low) * (end - low) / (Volatility * Volatility));
        }

        // P(low <= b) = exp(-2 ln(x0/b) ln(x1/b) / σ²), so this transform of the low is uniform.
        Statistical.Matches(share => Math.Clamp(share, 0, 1), uniforms);
        Statistical.Rejects(share => Math.Clamp(share * share, 0, 1), uniforms);
    }

    [Theory]
    [InlineData(RecoveryShape.Exponential)]
    [InlineData(RecoveryShape.PowerLaw)]
    public void Impact_AfterABurn_FadesByItsLaw(RecoveryShape shape)
    {
        var market = new MarketParameters { Recovery = shape, RecoveryRate = 0.3, PermanentShare = 0.25 };
        var bridge = (QuietBridge.With(2) with { Market = market, Arbitrage = new() { BurnBudget = 0.5 } }).Start();
        bridge.Change(0, vault => vault with { Collateral = vault.Debt * 1.2 });
        bridge.Price(1);
        var burnt = SetConserved(bridge);
        var first = burnt.Collaterals[0];
        Assert.Equal(0.5, burnt.Totals.Burnt, 1e-12);
        var sale = ConstantProductPool.At(1, 10, 0.003);
        var impact = PriceImpact.OfPool(sale, 0.5 * 1.2);
        Assert.Equal(0.75 * impact, first.Impact, 1e-12);
        Assert.Equal(1 - (0.25 * impact), first.Price, 1e-12);
        bridge.Parameters = bridge.Parameters with { Arbitrage = new() { BurnBudget = 0 } };
        var recovery = shape == RecoveryShape.Exponential ? ImpactRecovery.Exponential(0.3, 0) : ImpactRecovery.PowerLaw(1, 0.5, 0);
        for (var day = 1; day <= 200; day++)
            Assert.Equal(day < BridgeLayout.ImpulseDays || shape == RecoveryShape.Exponential ? first.Impact * recovery.Left(day) : 0, bridge.Advance().Collaterals[0].Impact, 1e-12);
    }

    /// <summary>Tells the bridge that less was deposited, as the test took collateral away, and takes a day.</summary>
    static BridgeState SetConserved(Stepper<BridgeState, BridgeParameters> bridge)
    {
        var collaterals = bridge.State.Collaterals.Agents.ToArray();
        var held = 0.0;
        foreach (var vault in bridge.State.Vaults.Agents)
            held += vault.Collateral + vault.Reserve;
        collaterals[0] = collaterals[0] with { Deposited = held };
        bridge.State = bridge.State with { Collaterals = Framework.Agents.Population<CollateralState>.Of(collaterals) };
        return bridge.Advance();
    }
}
