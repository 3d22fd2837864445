using Sim.Framework;
using Sim.Models.Fei.CapitalAllocation;
using Sim.Tests.Shared;

namespace Sim.Models.Fei.Tests;

public sealed class FeiProtocolTests
{
    static readonly UserDeposit Market = new("market", DepositKind.MoneyMarket, 30e6);
    static readonly UserDeposit Savings = new("savings", DepositKind.Savings, 5e6, Concentration: 3);
    static readonly UserDeposit Idle = new("idle", DepositKind.Idle, 100e6);
    static readonly UserDeposit Pool = new("pool", DepositKind.LiquidityPool, 1e6, Concentration: 0.5);

    static FeiParameters With(params UserDeposit[] deposits) => new() { Deposits = deposits };

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, FeiParameters> Worlds() => new()
        {
            { "default", new FeiParameters() },
            { "drawn", new FeiParameters { WeightSource = WeightSource.Exogenous } },
            { "drawn, keeping all defects", new FeiParameters { WeightSource = WeightSource.Exogenous, Fidelity = Fidelity.Parity } },
            { "two", With(Market, Idle) },
            { "two, drawn", With(Savings, Idle) with { WeightSource = WeightSource.Exogenous } },
            { "seven", With(Idle, Market, Savings, Pool, Idle with { Name = "idle 2" }, Savings with { Name = "savings 2" }, Market with { Name = "market 2" }) },
            { "four on a line", new FeiParameters { Routes = [new(0, 3), new(3, 1), new(1, 2)], WeightSource = WeightSource.Exogenous } },
            { "priced routes", new FeiParameters { Routes = [new(0, 3, 2e6, 0.001), new(3, 1, Cost: 0.002), new(1, 2, 5e6), new(0, 2, 1e6, 0.01)], WeightSource = WeightSource.Exogenous } },
            { "one-way routes", new FeiParameters { Routes = [TransferRoute.OneWay(3, 2), TransferRoute.OneWay(2, 1, 3e6, 0.001), new(1, 3), TransferRoute.OneWay(0, 3), TransferRoute.OneWay(3, 0, cost: 0.01)], WeightSource = WeightSource.Exogenous } },
            { "slow and long", new FeiParameters { RebalanceDuration = 90, MovingAverageWindow = 30 } },
            { "geometric", new FeiParameters { VolatilePrice = Process.Geometric(1_500, 0.2, 0.03), YieldReinvestPeriod = 30, TargetStableBackingRatio = null, TargetStablePcvRatio = 0.5 } },
            { "small timesteps", new FeiParameters { Days = 0.25, RebalanceDuration = 7, YieldWithdrawalPeriod = 91, MintFee = 0.01, RedeemFee = 0.02 } },
            { "selling above", new FeiParameters { TargetStableBackingRatio = 0.3, RebalanceWhen = TargetBreach.Above, RebalancingPeriod = 30 } },
        };

    public static TheoryData<string, FeiParameters> WorldsAndDefects()
    {
        var worlds = Worlds();
        foreach (var fidelity in Enum.GetValues<Fidelity>().Where(fidelity => fidelity != Fidelity.Corrected))
            worlds.Add($"keeping {fidelity}", new FeiParameters { Fidelity = fidelity });
        return worlds;
    }

    static FeiState[] Run(FeiParameters parameters, int timesteps, long seed)
    {
        var results = Experiment.Of(FeiProtocol.Create()).Parameters(parameters).Timesteps(timesteps).Seed(seed).Run(cancellationToken: Token);
        Assert.Empty(results.Outcome.Failures);
        return results.Column(state => state);
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Run_AndStepByHand_GiveTheSameBits(string world, FeiParameters parameters)
    {
        var batch = Run(parameters, 120, seed: 5);
        var byHand = FeiProtocol.Create().Simulate(parameters, seed: 5).Take(121).ToList();
        // A record of T timesteps may spread its drift over them; stepping by hand has no end.
        if (parameters.VolatilePrice.DriftMeaning == DriftMeaning.PerYear)
            Assert.All(Enumerable.Range(0, 121), timestep => Assert.True(byHand[timestep] with { Layout = batch[timestep].Layout } == batch[timestep], $"{world}, timestep {timestep}"));
    }

    [Theory]
    [MemberData(nameof(WorldsAndDefects))]
    public void Run_EveryWorld_KeepsItsBooks(string world, FeiParameters parameters)
    {
        // Two years: no invariant of the model breaks, and what the invariants do not see holds as well.
        var states = Run(parameters, 730, seed: 9);
        for (var timestep = 1; timestep < states.Length; timestep++)
        {
            var (before, after, where) = (states[timestep - 1], states[timestep], $"{world}, timestep {timestep}");
            var arbitrage = before.Layout.Pool < 0 ? 0 : before.Pool.UserFei / before.Pool.Fei * after.Trade.FeiMinted;
            Near(where, before.UserFei + arbitrage + after.FeiCreated, after.UserFei);
            Near(where, after.MintedSoFar - after.RedeemedSoFar, states.Skip(1).Take(timestep).Sum(state => state.Trade.FeiMinted), after.MintedSoFar);
            if (parameters.Fidelity == Fidelity.Corrected)
            {
                Near(where, after.Supply.Total, after.Supply.ProtocolOwned + after.Supply.UserCirculating);
                Near(where, after.Pcv.Total, (after.Protocol.Stable * after.Price.Stable) + ((after.Protocol.Volatile + after.Pool.ProtocolVolatile) * after.Price.Volatile));
                Assert.Equal(after.Protocol.StableIdle.Balance * after.Price.Stable, after.Protocol.StableIdle.Value);
                if (parameters.Routes is null)
                    Assert.Equal((0.0, 0.0), (after.FeiCreated, after.Unmet));
            }
        }

        static void Near(string where, double expected, double actual, double? scale = null) =>
            Assert.True(Math.Abs(actual - expected) <= 1e-9 * Math.Abs(scale ?? expected), $"{where}: {actual}, {expected} expected");
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Run_Steps_AllocateNothing(string world, FeiParameters parameters)
    {
        var model = FeiProtocol.Create();
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
        var states = Run(parameters, 30, seed: 0);
        Assert.All(states, state => Assert.Equal(3, state.Flows.Length));
        var graph = TransferGraph.FromRoutes(4, parameters.Routes);
        var net = new double[4];
        graph.NetReceived(states[1].Flows.Span, net);
        Assert.Equal(states[1].Balances[2], net[2], 1e-6);
    }

    [Fact]
    public void Run_OneWayCircle_ReachesWhatEveryRouteReaches()
    {
        FeiState[] every = Run(new FeiParameters(), 60, seed: 2),
            circle = Run(new FeiParameters { Routes = [TransferRoute.OneWay(3, 0), TransferRoute.OneWay(0, 1), TransferRoute.OneWay(1, 2), TransferRoute.OneWay(2, 3)] }, 60, seed: 2);
        Assert.Equal(every.Select(state => state.Balances), circle.Select(state => state.Balances));
        Assert.All(circle, state => Assert.All(state.Flows.Span.ToArray(), flow => Assert.InRange(flow, 0, double.MaxValue)));
        Assert.All(circle, state => Assert.Equal(0, state.Unmet));
        Assert.True(circle.Sum(state => state.GrossFlow) > 1.5 * every.Sum(state => state.GrossFlow));
    }

    [Fact]
    public void Run_SlowWayOutOfSavings_IsNeverExceeded()
    {
        // <fei-one-way-routes>
        const int Pool = 0, Market = 1, Savings = 2, Idle = 3;
        var parameters = new FeiParameters
        {
            Routes =
            [
                new(Pool, Idle, Cost: 0.003),                                        // both ways
                new(Market, Idle),
                TransferRoute.OneWay(from: Idle, to: Savings),
                TransferRoute.OneWay(from: Savings, to: Idle, capacity: 100_000),    // the way back, on its own terms
            ],
        };
        // </fei-one-way-routes>
        var states = Run(parameters, 200, seed: 1);
        var falls = states.Skip(1).Zip(states, (after, before) => before.Balances[Savings] - after.Balances[Savings]).ToArray();
        Assert.Equal(100_000, falls.Max(), 1e-6);
        Assert.True(falls.Min() < -1e6, $"savings rose by {-falls.Min()} FEI in a day at the most");
    }

    [Fact]
    public void Run_SavingsWithoutAWayOut_OnlyGrow()
    {
        var locked = new FeiParameters { Routes = [new(0, 3), new(1, 3), TransferRoute.OneWay(from: 3, to: 2)], SavingsRate = Process.Step(0.03, 0, from: 30, until: 400) };
        var states = Run(locked, 60, seed: 1);
        for (var timestep = 1; timestep < states.Length; timestep++)
        {
            Assert.True(states[timestep].Balances[2] >= states[timestep - 1].Balances[2], $"savings fell on day {timestep}");
            Assert.Equal(0, states[timestep].FeiCreated);
        }

        // Once savings pay nothing users want all of it back.
        Assert.Equal(-states[^1].Balances[2] * Math.Sqrt(1 / 30.0), states[^1].Remainder[2], 1e-3 * states[^1].Balances[2]);
        Assert.True(states[^1].Unmet > 1e6, $"{states[^1].Unmet} FEI unmet");
    }

    [Fact]
    public void Run_RoutesWithCapacity_LeaveTheRestForLater()
    {
        const double Capacity = 1e6;
        var narrow = new FeiParameters { Routes = [new(0, 3, Capacity, 0.001), new(1, 3, Capacity, 0.002), new(2, 3, Capacity, 0.004)] };
        var states = Run(narrow, 400, seed: 0);
        Assert.All(states, state => Assert.All(state.Flows.Span.ToArray(), flow => Assert.InRange(Math.Abs(flow), 0, Capacity)));
        // At first all three routes out of the idle deposit are full; in the end users hold what they want.
        Assert.Equal((0.001 + 0.002 + 0.004) * Capacity, states[1].TransferCost, 1e-6);
        Assert.True(states[1].Unmet > 10e6);
        Assert.True(states[^1].Unmet < 1e6, $"{states[^1].Unmet} FEI unmet after 400 days");
    }

    [Fact]
    public void Run_ExogenousWeights_DifferByRunAndShareDrawsOverSubsets()
    {
        var results = Experiment.Of(FeiProtocol.Create()).Parameters(new FeiParameters { WeightSource = WeightSource.Exogenous }).Timesteps(5).Runs(2).Seed(3)
            .Sweep(sweep => sweep.Grid(parameters => parameters.RebalanceDuration, 7, 90)).Run(cancellationToken: Token);
        Vector DrawOf(int subset, int run) => results.RowsOf(subset, run).Last().State.Draw;
        Assert.Equal(DrawOf(0, 1), DrawOf(1, 1));
        Assert.NotEqual(DrawOf(0, 1), DrawOf(0, 2));
        Assert.Equal(1, DrawOf(0, 1).Sum(), 1e-12);
    }

    [Fact]
    public void Run_FlatPrice_HasNoRisk() =>
        Assert.All(Run(new FeiParameters { VolatilePrice = Process.Constant(1_234.5) }, 60, seed: 0), state => Assert.Equal(0, state.Risk.Metric));

    [Fact]
    public void Run_Corrected_DoesNotDependOnTheOrderOfDeposits()
    {
        var deposits = new FeiParameters().Deposits;
        var expected = Run(new FeiParameters(), 60, seed: 4)[^1];
        int[] order = [2, 0, 3, 1];
        var shuffled = new FeiParameters { Deposits = [.. order.Select(place => deposits[place])] };
        var actual = Run(shuffled, 60, seed: 4)[^1];
        for (var place = 0; place < 4; place++)
            Assert.Equal(expected.Balances[order[place]], actual.Balances[place], 1e-6);
        // The original's answer moves by millions.
        var parity = Run(new FeiParameters { Fidelity = Fidelity.Parity }, 5, seed: 4)[^1];
        var parityShuffled = Run(shuffled with { Fidelity = Fidelity.Parity }, 5, seed: 4)[^1];
        Assert.True(Enumerable.Range(0, 4).Max(place => Math.Abs(parity.Balances[order[place]] - parityShuffled.Balances[place])) > 1e6);
    }

    [Theory]
    [InlineData("targets", "TargetStableBackingRatio and TargetStablePcvRatio are both set: each rebalances all of the PCV")]
    [InlineData("yields", "YieldWithdrawalPeriod and YieldReinvestPeriod are both set: the same yield cannot go to two places")]
    [InlineData("needs", "at least two to choose from")]
    [InlineData("pools", "the model has one pool")]
    [InlineData("names", "Deposits has two called 'idle'")]
    [InlineData("routes", "Routes are not read with the original's transfers")]
    [InlineData("parts", "Routes: The routes leave the deposits in separate parts, {0, 1} and {2, 3}")]
    [InlineData("cost", "has capacity Infinity and cost -1; give a capacity above 0")]
    [InlineData("negative", "a balance of 0 or more")]
    [InlineData("fast", "users cannot rebalance faster than a timestep")]
    [InlineData("record", "VolatilePrice = Process.Recorded(PriceRecord.FromCsv(path))")]
    [InlineData("gap", "StablePrice has a record with a value that is no finite number")]
    [InlineData("step", "the step must begin before it ends")]
    [InlineData("price", "FeiPrice starts at 0: a price must be above zero")]
    [InlineData("peg", "PegDeposits names a deposit twice")]
    public void Run_ImpossibleParameters_AreRefusedWithTheReason(string what, string expected)
    {
        var parameters = what switch
        {
            "targets" => new FeiParameters { TargetStablePcvRatio = 0.5 },
            "yields" => new FeiParameters { YieldReinvestPeriod = 30, YieldWithdrawalPeriod = 91 },
            "needs" => With(Idle),
            "pools" => With(Pool, Pool with { Name = "pool 2" }, Idle),
            "names" => With(Idle, Idle),
            "routes" => new FeiParameters { Fidelity = Fidelity.Parity, Routes = [new(0, 1), new(1, 2), new(2, 3)] },
            "parts" => new FeiParameters { Routes = [new(0, 1), new(2, 3)] },
            "cost" => new FeiParameters { Routes = [new(0, 1, Cost: -1), new(1, 2), new(2, 3)] },
            "fast" => new FeiParameters { RebalanceDuration = 0.5 },
            "record" => new FeiParameters { VolatilePrice = new Process { Kind = ProcessKind.Recorded, Start = 1 } },
            "gap" => new FeiParameters { StablePrice = Process.Recorded([1, double.NaN]) },
            "step" => new FeiParameters { SavingsRate = Process.Step(0.03, 0, from: 9, until: 8) },
            "price" => new FeiParameters { FeiPrice = Process.Constant(0) },
            "peg" => new FeiParameters { PegDeposits = [PcvPlace.StableIdle, PcvPlace.StableIdle] },
            _ => With(Market with { Balance = -1 }, Idle),
        };
        var experiment = Experiment.Of(FeiProtocol.Create()).Parameters(parameters).Timesteps(1);
        var refused = Assert.Throws<SimulationException>(() => experiment.Run(cancellationToken: Token));
        Assert.StartsWith("Experiment 'fei', simulation ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("window", 1, "FeiProtocol.Create(60)")]
    [InlineData("record", 3, "has 2 values, for timesteps 0 to 1")]
    [InlineData("draws", 3, "RecordedDraws has no row of 4 shares for timestep 1")]
    [InlineData("redemption", 3, "Give it more PegDeposits, or a smaller liquidity pool")]
    [InlineData("crash", 3, "VolatilePrice falls to -2.7397")]
    public void Run_WhatShowsOnlyInARun_EndsItWithTheReason(string what, int timesteps, string expected)
    {
        var parameters = what switch
        {
            "window" => new FeiParameters { MovingAverageWindow = 60 },
            "record" => new FeiParameters { VolatilePrice = Process.Recorded([2_000, 2_001]) },
            "draws" => new FeiParameters { WeightSource = WeightSource.Exogenous, RecordedDraws = [[0.25, 0.25, 0.25, 0.25]] },
            "redemption" => new FeiParameters { VolatilePrice = Process.Recorded([2_000, 1, 1, 1]), LiquidityPoolTvl = 5e9, PegDeposits = [PcvPlace.StableIdle] },
            _ => new FeiParameters { VolatilePrice = Process.Brownian(2_000, -1e12, 0) },
        };
        var failure = Assert.Single(Experiment.Of(FeiProtocol.Create()).Parameters(parameters).Timesteps(timesteps).Run(cancellationToken: Token).Outcome.Failures);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }
}
