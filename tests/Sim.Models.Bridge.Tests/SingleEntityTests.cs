using MathNet.Numerics.Distributions;
using Sim.Framework;

namespace Sim.Models.Bridge.Tests;

/// <summary>The original README's picture against what is known of it exactly.</summary>
public sealed class SingleEntityTests
{
    const int Days = 21;
    const int Runs = 40_000;

    static readonly Model<BridgeState, BridgeParameters> Model = BridgeVaults.Create();

    // A binomial count is this many standard deviations from its mean, on either side, once in 10^9: the false-alarm rate of each comparison.
    static readonly double Deviations = Normal.InvCDF(0, 1, 1 - 0.5e-9);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static BridgeParameters Entity(double liquidation, PriceProcess process)
    {
        var entity = BridgeParameters.SingleEntity(liquidation, Math.Max(liquidation, 1.15), 1.30);
        return entity with { Collateral = entity.Collateral with { Volatility = 0.01948, Drift = -0.00212 }, Market = entity.Market with { Process = process } };
    }

    static Results<BridgeState, BridgeParameters> Run(BridgeParameters parameters, int runs = Runs) => Experiment.Of(Model)
        .Parameters(parameters).Timesteps(Days).Runs(runs).Seed(21).Record(Framework.Record.MetricsOnly).WithSolvencyMetrics().WithLiquidationMetrics().WithActorMetrics().Run(cancellationToken: Cancellation);

    static double Share(Results<BridgeState, BridgeParameters> results, string metric) => results.Metric(metric).Average()!.Value;

    static void Agrees(double exact, double share, int runs = Runs) =>
        Assert.True(Distance(exact, share, runs) < Deviations, $"exact {exact}, found {share}, {Distance(exact, share, runs)} standard deviations apart");

    static double Distance(double exact, double share, int runs = Runs) => Math.Abs(share - exact) / Math.Sqrt(exact * (1 - exact) / runs);

    [Theory]
    [InlineData(1.05, PriceProcess.Log)]
    [InlineData(1.15, PriceProcess.Log)]
    [InlineData(1.25, PriceProcess.Log)]
    [InlineData(1.05, PriceProcess.Euler)]
    [InlineData(1.15, PriceProcess.Euler)]
    public void Liquidation_DailyWatch_IsTheExactFirstPassage(double liquidation, PriceProcess process)
    {
        double Exact(int steps) => process == PriceProcess.Log
            ? FirstPassage.OfLogScheme(liquidation / 1.30, steps, -0.00212, 0.01948)
            : FirstPassage.OfEulerScheme(liquidation / 1.30, steps, -0.00212, 0.01948);
        var share = Share(Run(Entity(liquidation, process)), "liquidation");
        Agrees(Exact(Days), share);
        // Negative control: a price that is watched all the time falls to the threshold more often.
        Assert.True(Distance(FirstPassage.Continuous(liquidation / 1.30, Days, -0.00212, 0.01948), share) > Deviations);
    }

    [Theory]
    [InlineData(1.05)]
    [InlineData(1.15)]
    public void Liquidation_IntradayWatch_IsTheReflectionPrinciple(double liquidation)
    {
        var entity = Entity(liquidation, PriceProcess.Log);
        var share = Share(Run(entity with { Market = entity.Market with { Intraday = true } }), "liquidation");
        Agrees(FirstPassage.Continuous(liquidation / 1.30, Days, -0.00212, 0.01948), share);
        Assert.True(Distance(FirstPassage.OfLogScheme(liquidation / 1.30, Days, -0.00212, 0.01948), share) > Deviations);
    }

    [Theory]
    [InlineData(1.05)]
    [InlineData(1.15)]
    public void PegBreak_WithoutClearing_DoesNotDependOnTheLiquidationThreshold(double liquidation)
    {
        var entity = Entity(liquidation, PriceProcess.Log) with { Arbitrage = new() { BurnBudget = 0 } };
        var results = Run(entity);
        Agrees(FirstPassage.OfLogScheme(1 / 1.30, Days, -0.00212, 0.01948), Share(results, "peg break"));
        Assert.All(results.Metric("burnt"), burnt => Assert.Equal(0, burnt));
    }

    [Fact]
    public void OfEulerScheme_FitOf2023_IsTheKnownExactProbability()
    {
        // Of another implementation, from a mean and a deviation with more digits than the three that are given here.
        static double Of(double barrier) => FirstPassage.OfEulerScheme(barrier, Days, -0.00212, 0.01948);
        Assert.Equal(0.0438, Of(1.05 / 1.30), 0.0003);
        Assert.Equal(0.2793, Of(1.15 / 1.30), 0.0003);
        Assert.Equal(0.0113, Of(1 / 1.30), 0.0003);
    }

    [Theory]
    [InlineData("1", 1.05, 0.5, PriceProcess.Euler, 0.0442, 0.0150)]
    [InlineData("2", 1.15, 0.5, PriceProcess.Euler, 0.2791, 0.0554)]
    [InlineData("3", 1.05, 5.0, PriceProcess.Euler, 0.0442, 0.0150)]
    [InlineData("4", 1.15, 5.0, PriceProcess.Euler, 0.2791, 0.0464)]
    [InlineData("5", 1.05, 0.5, PriceProcess.GarchT, 0.0416, 0.0230)]
    [InlineData("6", 1.15, 0.5, PriceProcess.GarchT, 0.2263, 0.0515)]
    public void Run_PrototypeScenario_HasTheOrderOfMagnitudeOfItsTable(string scenario, double liquidation, double depth, PriceProcess process, double liquidated, double broken)
    {
        // The table is a prototype's, with market details of its own: only the size is compared.
        var entity = Entity(liquidation, process);
        var results = Run(entity with { Collateral = entity.Collateral with { PoolDepth = depth } }, 10_000);
        var text = $"scenario {scenario}: liquidation {Share(results, "liquidation")} ({liquidated}), peg break {Share(results, "peg break")} ({broken}), bad debt {Share(results, "worst bad debt")}, profit {Share(results, "arbitrage profit")}";
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        Assert.True(Share(results, "liquidation") / liquidated is > 0.7 and < 1.4, text);
        Assert.True(Share(results, "peg break") / broken is > 0.5 and < 2, text);
    }

    [Theory]
    [InlineData("7", PriceProcess.Euler, 0.0)]
    [InlineData("8", PriceProcess.GarchT, 0.0067)]
    public void Run_PrototypesFiftyVaults_AreLiquidatedFarLessOftenThanTheSingleEntity(string scenario, PriceProcess process, double liquidated)
    {
        var type = new CollateralType { Volatility = 0.01948, Drift = -0.00212, Liquidation = 1.05, Premium = 1.15, Secure = 1.30 };
        var vaults = new BridgeParameters { Collateral = type, Market = new() { Process = process }, Operators = new() { MixedPeriods = false } };
        var results = Run(vaults, 1_000);
        // The prototype saw none and 4 in 600 paths; a single entity is liquidated in more than 4 % of them.
        Assert.True(Share(results, "liquidation") <= liquidated + 0.01, $"scenario {scenario}: {Share(results, "liquidation")}");
        Assert.True(Share(results, "peg break") < 0.01);
    }
}
