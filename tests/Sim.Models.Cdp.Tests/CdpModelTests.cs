using Sim.Framework;
using Sim.Models.Cdp.RiskParity;
using Sim.Tests.Shared;

namespace Sim.Models.Cdp.Tests;

public sealed class CdpModelTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    static readonly Collateral[] Three =
    [
        new("eth", 10, 420, 1.2, 1.45), new("wbtc", 0.2, 20_000, 0.9, 1.75, Drift: -0.2, Fee: 0.05, Hole: 20_000), new("gold", 50, 38, 0.15, 1.1, Fee: 0),
    ];

    public static TheoryData<string, CdpParameters> Worlds() => new()
    {
        { "default", new CdpParameters() },
        { "proportional", new CdpParameters { Policy = OwnerPolicy.None } },
        { "annealed", new CdpParameters { Policy = OwnerPolicy.Annealing } },
        { "weekly", new CdpParameters { Policy = OwnerPolicy.Periodic } },
        { "threshold", new CdpParameters { Policy = OwnerPolicy.Threshold } },
        { "deep in debt", new CdpParameters { Policy = OwnerPolicy.Threshold, Debt = 6_000, Gas = 0 } },
        { "many", new CdpParameters { Owners = 200, SizeDeviation = 1, Collaterals = Three, Debt = 4_500, Policy = OwnerPolicy.Threshold, Correlation = 0.6 } },
        { "narrow auctions", new CdpParameters { Owners = 100, Collaterals = Three, Debt = 5_500, Policy = OwnerPolicy.None, Hole = 30_000, Dust = 100, KeeperSlippage = 0.5, Tip = 10, Chip = 0.01, Correlation = 0.8 } },
        { "jumps and delay", new CdpParameters { Owners = 20, Collaterals = Three, Debt = 5_000, JumpRate = 12, JumpMean = -0.15, JumpDeviation = 0.1, OracleDelay = 2, Policy = OwnerPolicy.Periodic, RebalancePeriod = 30 } },
        { "hours", new CdpParameters { Owners = 10, Days = 1 / 240.0, Collaterals = [new("wild", 10, 420, 30, 1.5)], Debt = 2_700, OracleDelay = 10, Buf = 1.3 } },
        { "watched all the time", new CdpParameters { Monitoring = Monitoring.Continuous, Debt = 5_500, Policy = OwnerPolicy.None } },
        { "one kind", new CdpParameters { Collaterals = [Three[0]], Debt = 2_000, Policy = OwnerPolicy.Periodic } },
    };

    static Results<CdpState, CdpParameters> Run(CdpParameters parameters, int timesteps, int runs = 1, long seed = 1)
    {
        var results = Experiment.Of(CdpModel.Create()).Parameters(parameters).Timesteps(timesteps).Runs(runs).Seed(seed).Run(cancellationToken: Token);
        Assert.Empty(results.Outcome.Failures);
        return results;
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Run_EveryWorld_KeepsItsBooksAndStepsByHandAlike(string world, CdpParameters parameters)
    {
        // The model's own invariants end a run; here what they do not see: nothing is lost by a liquidation but penalty and discount.
        var states = Run(parameters, 250, seed: 7).Column(state => state);
        var byHand = CdpModel.Create().Simulate(parameters, seed: 7).Take(251).ToList();
        for (var timestep = 0; timestep < states.Length; timestep++)
        {
            var (batch, hand) = (states[timestep], byHand[timestep]);
            Assert.True((batch.Prices, batch.TotalDebt, batch.MeanEquity, batch.Ledger, batch.Hits).Equals((hand.Prices, hand.TotalDebt, hand.MeanEquity, hand.Ledger, hand.Hits)), $"{world}, timestep {timestep}");
            Assert.True(batch.LowEquity <= batch.MeanEquity + (1e-9 * Math.Abs(batch.MeanEquity)), world);
            Assert.True(batch.Ledger.Penalties <= (batch.Ledger.Sin * (parameters.Chop - 1)) + 1e-6, world);
            Assert.True(batch.OwnersHit <= batch.Hits.Sum() && batch.Hits.Sum() <= parameters.Owners * parameters.Collaterals.Count, world);
        }
    }

    [Fact]
    public void Run_CrashingWorlds_HaveAuctionsRedosAndBadDebt()
    {
        // So that the worlds above test what they are meant to.
        var narrow = Run(new CdpParameters { Owners = 100, Collaterals = Three, Debt = 5_500, Policy = OwnerPolicy.None, Hole = 30_000, Dust = 100, Correlation = 0.8 }, 250, seed: 7).Column(state => state);
        Assert.Contains(narrow, state => state.Ledger.Sin > 100_000);
        var crash = Run(new CdpParameters { Policy = OwnerPolicy.None, JumpRate = 50, JumpMean = -1, OracleDelay = 3 }, 30, seed: 3).Column(state => state);
        Assert.Contains(crash, state => state.Auctions.Count > 0);
        Assert.Contains(crash, state => state.Ledger.Redos > 0);
        Assert.True(crash[^1].Ledger.BadDebt > 0);
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Run_Steps_AllocateNothing(string world, CdpParameters parameters)
    {
        if (parameters.Owners > 20)
            return;
        var model = CdpModel.Create();
        long Bytes(int timesteps)
        {
            var experiment = Experiment.Of(model).Parameters(parameters).Timesteps(timesteps).Record(Framework.Record.LastOnly).Threads(1);
            return Allocations.Of(() => experiment.Run());
        }

        // Memory for what happens first late, such as an auction, is taken once. Less than the smallest object in every thousandth timestep is the runtime's own.
        var bytes = Enumerable.Range(0, 5).Min(_ => Bytes(20_000) - Bytes(10_000));
        Assert.True(bytes < 10 * 24, $"{world}: {bytes} bytes over 10,000 timesteps");
    }

    [Theory]
    [InlineData(1.2, 19, 28.5)]
    [InlineData(1.3, 27, 40.5)]
    public void DutchAuction_CommonSettings_ReachTheMarketWhenTheForumSays(double buf, int steps, double minutes)
    {
        var found = DutchAuction.StepsTo(buf * 400, 400, 0.99);
        Assert.Equal((steps, minutes), (found, found * 90 / 60.0));
        Assert.True(DutchAuction.PriceAfter(buf * 400, 0.99, found) <= 400 && DutchAuction.PriceAfter(buf * 400, 0.99, found - 1) > 400);
        Assert.Equal(0, DutchAuction.StepsTo(390, 400, 0.99));
    }

    [Fact]
    public void Liquidation_OnePosition_PaysPenaltyAndGetsTheRestBack()
    {
        // 20 ETH fall from 200 to 100 Dai: 1,500 Dai of debt against 20 x 100 / 1.5. The auction falls from 120 to 95 or just below and must raise 1,695.
        var parameters = new CdpParameters { Collaterals = [new("eth", 20, 200, 1e-6, 1.5, Drift: -365 * Math.Log(2), Fee: 0)], Debt = 1_500, Policy = OwnerPolicy.None };
        var states = Run(parameters, 1).Column(state => state);
        var steps = DutchAuction.StepsTo(120, 95, 0.99);
        var price = 120 * Math.Pow(0.99, steps);
        Assert.Equal(100, states[1].Prices[0], 1e-3);
        Assert.Equal(1_500, states[1].Ledger.Sin, 1e-9);
        Assert.Equal(195, states[1].Ledger.Penalties, 1e-9);
        Assert.Equal(1_695 / price, states[1].Sold[0], 1e-4);
        Assert.Equal(20 - (1_695 / price), states[1].Urns[0].Ink, 1e-4);
        Assert.Equal((0.0, 0, 1.0, 0.0), (states[1].TotalDebt, states[1].Auctions.Count, states[1].Hits[0], states[1].Ledger.BadDebt));
        Assert.Equal(1_695, states[1].Ledger.Surplus, 1e-9);
    }

    [Fact]
    public void Liquidation_LittleRoom_IsDoneInLots()
    {
        var parameters = new CdpParameters
        {
            Collaterals = [new("eth", 20, 200, 1e-6, 1.5, Drift: -365 * Math.Log(2), Fee: 0, Hole: 565)],
            Debt = 1_500,
            Policy = OwnerPolicy.None,
            OracleDelay = 0,
            Dust = 100,
        };
        var first = Run(parameters, 1).Column(state => state)[1];
        // Room for 565 of debt with penalty is 500 of debt: a third of the position.
        Assert.Equal(500, first.Ledger.Sin, 1e-9);
        Assert.Equal(1_000, first.Urns[0].Art, 1e-9);
    }

    [Fact]
    public void StabilityFee_AYear_IsTheSystems()
    {
        var parameters = new CdpParameters { Collaterals = [new("gold", 100, 38, 0.01, 1.1, Fee: 0.05)], Debt = 1_000, Policy = OwnerPolicy.None };
        var last = Run(parameters, 365).Column(state => state)[^1];
        Assert.Equal(1_000 * Math.Exp(0.05), last.TotalDebt, 1e-6);
        Assert.Equal(1_000 * (Math.Exp(0.05) - 1), last.Ledger.Surplus, 1e-6);
    }

    [Fact]
    public void OwnerDebts_Parity_IsTheLibrarys()
    {
        var random = new Random(5);
        for (var world = 0; world < 300; world++)
        {
            var kinds = random.Next(1, 6);
            var positions = Enumerable.Range(0, kinds).Select(_ => new Position(1 + random.NextDouble(), 1 + (100 * random.NextDouble()), 1.2, 0.02 + random.NextDouble())).ToArray();
            double[] capacities = [.. positions.Select(position => position.Capacity)], spreads = [.. positions.Select(position => position.Sigma)];
            var debt = capacities.Sum() * random.NextDouble();
            var tabs = new double[kinds];
            OwnerDebts.Parity(capacities, spreads, debt, tabs);
            var exact = NormalParity.Solve(positions, debt).Tabs;
            for (var kind = 0; kind < kinds; kind++)
                Vectors.Within($"world {world}, {kind}", exact[kind], tabs[kind], 1e-9 * debt);
        }
    }

    [Fact]
    public void Threshold_ParityThatHolds_IsLeftAlone()
    {
        // Prices that hardly move: parity at the start stays parity, also where a bound keeps a position without debt.
        Collateral[] calm = [new("eth", 10, 420, 0.9, 1.5), new("dgx", 100, 38, 0.15, 1.1)];
        var states = Run(new CdpParameters { Collaterals = calm, Debt = 2_000, Policy = OwnerPolicy.Threshold, Gas = 0, LeastMove = 0, SwapFee = 0, Days = 1e-4 }, 300).Column(state => state);
        Assert.Equal(0, states[^1].Ledger.Rebalances);
    }

    [Theory]
    [InlineData("eth", 2_900, Monitoring.Timesteps)]
    [InlineData("eth", 2_900, Monitoring.Continuous)]
    [InlineData("dgx", 2_900, Monitoring.Timesteps)]
    [InlineData("dgx", 2_900, Monitoring.Continuous)]
    public void Liquidation_WithoutRebalancing_IsAsLikelyAsTheory(string kind, double debt, Monitoring monitoring)
    {
        // One position alone. Continuous monitoring has the exact law; the correction for looks once a day is good to 1.2 % of the probability (the vectors' simulations).
        const int Runs = 20_000, Timesteps = 120;
        var collateral = kind == "eth" ? new Collateral("eth", 10, 500, 0.9, 1.5, Drift: 0.1) : new Collateral("dgx", 100, 33, 0.15, 1.1);
        var parameters = new CdpParameters { Collaterals = [collateral], Debt = kind == "eth" ? 0.8 * debt : debt, Policy = OwnerPolicy.None, Monitoring = monitoring };
        var results = Experiment.Of(CdpModel.Create()).Parameters(parameters).Timesteps(Timesteps).Runs(Runs).Seed(11).Record(Framework.Record.MetricsOnly)
            .Metric("hit", run => run.Final(state => state.Hits[0])).Run(cancellationToken: Token);
        var hits = (long)results.Metric("hit").Sum(hit => hit!.Value);
        var theory = Theory.Liquidation(parameters, 0, parameters.Debt, Timesteps);
        Assert.InRange(theory, 0.02, 0.9);
        // Five deviations are passed by chance once in 1.7 million seeds.
        var bias = monitoring == Monitoring.Continuous ? 0 : 0.012 * theory;
        var deviation = Math.Sqrt(theory * (1 - theory) / Runs);
        Assert.True(Math.Abs(((double)hits / Runs) - theory) <= (5 * deviation) + bias, $"{hits} of {Runs}, {theory} expected: {Frequencies.Deviations(hits, Runs, theory):F1} deviations");
        // The law that is not meant must be told apart, or the test could not fail.
        var other = Theory.Liquidation(parameters with { Monitoring = monitoring == Monitoring.Continuous ? Monitoring.Timesteps : Monitoring.Continuous }, 0, parameters.Debt, Timesteps);
        Assert.True(Math.Abs(((double)hits / Runs) - other) > 2 * deviation, $"{other} cannot be told from {theory}");
    }

    [Fact]
    public void Policies_OverAYear_StandInThePrototypesOrder()
    {
        // The specification's prototype: P(any) .2924 untouched, .0192 weekly, .0194 by threshold; cost 0, 196, 25; equity 4,859, 4,733, 4,904.
        const int Runs = 4_000;
        var experiment = Experiment.Of(CdpModel.Create()).Timesteps(365).Runs(Runs).Seed(2).Record(Framework.Record.MetricsOnly)
            .Sweep(sweep => sweep.Grid(parameters => parameters.Policy, OwnerPolicy.ParityOnce, OwnerPolicy.Periodic, OwnerPolicy.Threshold))
            .Metric("any", run => run.Final(state => state.OwnersHit)).Metric("penalty", run => run.Final(state => state.Ledger.Penalties))
            .Metric("cost", run => run.Final(state => state.Ledger.RebalanceCost)).Metric("equity", run => run.Final(state => state.MeanEquity));
        var results = experiment.Run(cancellationToken: Token);
        Assert.Empty(results.Outcome.Failures);
        double[] Means(int metric) => [.. results.Runs.GroupBy(run => run.Id.Subset).OrderBy(subset => subset.Key).Select(subset => subset.Average(run => run.Metrics[metric]!.Value))];
        var (any, penalty, cost, equity) = (Means(0), Means(1), Means(2), Means(3));
        // With 4,000 runs the untouched frequency has a deviation of 0.007, the others of 0.003.
        Assert.InRange(any[0], 0.2924 - 0.036, 0.2924 + 0.036);
        Assert.All(any[1..], rebalanced => Assert.InRange(rebalanced, 0.005, 0.045));
        Assert.True(penalty[0] > 5 * penalty[1] && penalty[0] > 5 * penalty[2]);
        Assert.True(cost[0] == 0 && cost[1] > 3 * cost[2] && cost[2] > 0);
        Assert.True(equity[2] > equity[0] && equity[0] > equity[1], $"{equity[2]:F0} > {equity[0]:F0} > {equity[1]:F0}");
    }

    [Theory]
    [InlineData("none", "Collaterals has 0 kinds")]
    [InlineData("sigma", "Collateral 'eth' has ink, tag, sigma, mat or hole not above 0")]
    [InlineData("correlation", "Correlation is -0.6: 3 prices cannot all be correlated")]
    [InlineData("debt", "the positions are liquidated at once from")]
    public void Run_ImpossibleParameters_AreRefused(string what, string expected)
    {
        var parameters = what switch
        {
            "none" => new CdpParameters { Collaterals = [] },
            "sigma" => new CdpParameters { Collaterals = [Three[0] with { Sigma = 0 }] },
            "correlation" => new CdpParameters { Collaterals = Three, Correlation = -0.6 },
            _ => new CdpParameters { Debt = 7_000 },
        };
        Assert.Contains(expected, Assert.Throws<SimulationException>(() => Experiment.Of(CdpModel.Create()).Parameters(parameters).Timesteps(1).Run(cancellationToken: Token)).Message, StringComparison.Ordinal);
    }
}
