using Sim.Framework;
using Sim.Models.Fei.CapitalAllocation;
using Sim.Tests.Shared;

namespace Sim.Models.Fei.Tests;

public sealed class FeiCapitalAllocationTests
{
    static readonly UserDeposit Market = new("market", DepositKind.MoneyMarket, 30e6);
    static readonly UserDeposit Savings = new("savings", DepositKind.Savings, 5e6, Concentration: 3);
    static readonly UserDeposit Idle = new("idle", DepositKind.Idle, 100e6);
    static readonly UserDeposit Pool = new("pool", DepositKind.LiquidityPool, 1e6, Concentration: 0.5);

    static FeiParameters With(params UserDeposit[] deposits) => new() { Deposits = deposits };

    public static TheoryData<string, FeiParameters> Worlds() => new()
    {
        { "the seed's four", new FeiParameters() },
        { "the seed's four, parity", new FeiParameters { Fidelity = Fidelity.Parity } },
        { "the seed's four, drawn", new FeiParameters { WeightSource = WeightSource.Exogenous } },
        { "the seed's four, drawn, parity", new FeiParameters { WeightSource = WeightSource.Exogenous, Fidelity = Fidelity.Parity } },
        { "two", With(Market, Idle) },
        { "two, drawn", With(Savings, Idle) with { WeightSource = WeightSource.Exogenous } },
        { "seven", With(Idle, Market, Savings, Pool, Idle with { Name = "idle 2" }, Savings with { Name = "savings 2" }, Market with { Name = "market 2" }) },
        { "four on a line", new FeiParameters { Routes = [new(0, 3), new(3, 1), new(1, 2)], WeightSource = WeightSource.Exogenous } },
        { "slow and long", new FeiParameters { RebalanceDuration = 90, MovingAverageWindow = 30 } },
    };

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Run_AndStepByHand_GiveTheSameBits(string world, FeiParameters parameters)
    {
        var model = FeiCapitalAllocation.Create();
        var batch = Experiment.Of(model).Parameters(parameters).Timesteps(120).Seed(5).Run(cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(batch.Outcome.Failed == 0, $"{world}: {string.Join("; ", batch.Outcome.Failures)}");
        var byHand = model.Simulate(parameters, seed: 5).Take(121).ToList();
        Assert.Equal(121, batch.Rows.Count);
        for (var timestep = 0; timestep <= 120; timestep++)
            Assert.Equal(byHand[timestep] with { Layout = batch.Rows[timestep].State.Layout }, batch.Rows[timestep].State);
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Run_EveryWorld_ConservesUsersFeiBetweenMintingAndRedeeming(string world, FeiParameters parameters)
    {
        var states = Experiment.Of(FeiCapitalAllocation.Create()).Parameters(parameters).Timesteps(365).Seed(9).Run(cancellationToken: TestContext.Current.CancellationToken)
            .Column(state => state);
        Assert.Equal(366, states.Length);
        for (var timestep = 1; timestep < states.Length; timestep++)
        {
            var (before, after) = (states[timestep - 1], states[timestep]);
            // Arbitrage alone changes users' FEI in the pool; it scales both owners' parts alike, and rebalancing keeps the rest.
            var arbitrage = before.Pool.UserFei / before.Pool.Fei * after.FeiMinted;
            var expected = before.UserFei + arbitrage + after.FeiCreated;
            Assert.True(Math.Abs(after.UserFei - expected) <= 1e-9 * expected, $"{world}, timestep {timestep}: {after.UserFei} FEI, {expected} expected");
            if (parameters.Fidelity == Fidelity.Corrected)
                Assert.Equal((0.0, 0.0), (after.FeiCreated, after.Unmet));
        }
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Run_Steps_AllocateNothing(string world, FeiParameters parameters)
    {
        var model = FeiCapitalAllocation.Create();
        long Bytes(int timesteps)
        {
            var experiment = Experiment.Of(model).Parameters(parameters).Timesteps(timesteps).Record(Framework.Record.LastOnly).Threads(1);
            return Allocations.Of(() => experiment.Run());
        }

        // Both are longer than the windows, whose memory is taken once. The smallest object has 24 bytes, so an allocation in every thousandth timestep would show;
        // less than that, and what is gone at another try, is the runtime's own, which compiles in steps.
        var bytes = Enumerable.Range(0, 5).Min(_ => Bytes(10_000) - Bytes(1_000));
        Assert.True(bytes < 9 * 24, $"{world}: {bytes} bytes over 9,000 timesteps");
    }

    [Fact]
    public void Run_RoutesOnALine_MoveOnlyAlongThem()
    {
        var parameters = new FeiParameters { Routes = [new(0, 3), new(3, 1), new(1, 2)] };
        var states = Experiment.Of(FeiCapitalAllocation.Create()).Parameters(parameters).Timesteps(30).Run(cancellationToken: TestContext.Current.CancellationToken).Column(state => state);
        Assert.All(states, state => Assert.Equal(3, state.Flows.Length));
        var graph = TransferGraph.FromRoutes(4, parameters.Routes);
        var net = new double[4];
        graph.NetReceived(states[1].Flows.Span, net);
        Assert.Equal(states[1].Balances[2], net[2], 1e-6);
    }

    [Fact]
    public void Run_ExogenousWeights_DifferByRunAndShareDrawsOverSubsets()
    {
        var results = Experiment.Of(FeiCapitalAllocation.Create()).Parameters(new FeiParameters { WeightSource = WeightSource.Exogenous }).Timesteps(5).Runs(2).Seed(3)
            .Sweep(sweep => sweep.Grid(parameters => parameters.RebalanceDuration, 7, 90)).Run(cancellationToken: TestContext.Current.CancellationToken);
        Vector DrawOf(int subset, int run) => results.RowsOf(subset, run).Last().State.Draw;
        Assert.Equal(DrawOf(0, 1), DrawOf(1, 1));
        Assert.NotEqual(DrawOf(0, 1), DrawOf(0, 2));
        Assert.Equal(1, DrawOf(0, 1).Sum(), 1e-12);
    }

    [Fact]
    public void Run_FlatPrice_HasNoRisk()
    {
        var flat = new FeiParameters { VolatilePriceDeviation = 0, VolatilePriceDrift = 0 };
        var states = Experiment.Of(FeiCapitalAllocation.Create()).Parameters(flat).Timesteps(60).Run(cancellationToken: TestContext.Current.CancellationToken).Column(state => state);
        Assert.All(states, state => Assert.Equal(0, state.RiskMetric));
    }

    [Theory]
    [InlineData("needs", "at least two to choose from")]
    [InlineData("pools", "the model has one pool")]
    [InlineData("window", "FeiCapitalAllocation.Create(60)")]
    [InlineData("routes", "corrected mode only")]
    [InlineData("negative", "a balance of 0 or more")]
    public void Run_ImpossibleParameters_FailWithTheReason(string what, string expected)
    {
        var parameters = what switch
        {
            "needs" => With(Idle),
            "pools" => With(Pool, Pool, Idle),
            "window" => new FeiParameters { MovingAverageWindow = 60 },
            "routes" => new FeiParameters { Fidelity = Fidelity.Parity, Routes = [new(0, 1), new(1, 2), new(2, 3)] },
            _ => With(Market with { Balance = -1 }, Idle),
        };
        var failure = Assert.Single(Experiment.Of(FeiCapitalAllocation.Create()).Parameters(parameters).Timesteps(1).Run(cancellationToken: TestContext.Current.CancellationToken).Outcome.Failures);
        Assert.Equal("start", failure.Function);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }
}
