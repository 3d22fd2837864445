using CsCheck;
using Sim.Framework;
using Sim.Tests.Shared;

namespace Sim.Models.Cdp.Tests;

/// <summary>What must hold in every world: what one has lost others have got, nothing is below zero, and more of a bad thing is no gain.</summary>
public sealed class ConservationTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    static CdpState[] Run(CdpParameters parameters, int timesteps)
    {
        var results = Experiment.Of(CdpModel.Create()).Parameters(parameters).Timesteps(timesteps).Seed(9).Run(cancellationToken: Token);
        Assert.Empty(results.Outcome.Failures);
        return results.Column(state => state);
    }

    static readonly Gen<CdpParameters> Worlds = Draws.From(draw =>
    {
        double Between(double low, double high) => draw.Between(low, high);
        bool Sometimes() => draw.Once(3);
        var kinds = Enumerable.Range(0, draw.Whole(1, 4)).Select(kind => new Collateral(
            $"kind {kind}", Between(1, 100), Between(1, 1_000), Between(0.1, 3), Between(1.05, 2), Between(-2, 1), Sometimes() ? 0 : Between(0, 0.3), Sometimes() ? Between(2_000, 50_000) : double.PositiveInfinity)).ToArray();
        var debt = Between(0.3, 0.97) * kinds.Sum(kind => kind.Ink * kind.Tag / kind.Mat);
        return new CdpParameters
        {
            Collaterals = kinds,
            Owners = draw.Whole(1, 7),
            SizeDeviation = Sometimes() ? 1 : 0,
            Debt = debt,
            Days = Sometimes() ? Between(0.001, 0.05) : Between(0.5, 10),
            Correlation = Between(-0.2, 0.95),
            JumpRate = Sometimes() ? Between(1, 50) : 0,
            // Prices that jump up more than this come to differ by a factor of 100,000, and risk parity between them is then right to 8 digits only.
            JumpMean = Between(-1, 0.1),
            JumpDeviation = Between(0, 0.5),
            Monitoring = (Monitoring)draw.Whole(0, 1),
            OracleDelay = Sometimes() ? draw.Whole(1, 24) : 0,
            Policy = draw.Of(Gen.OneOf((OwnerPolicy)0, (OwnerPolicy)2, (OwnerPolicy)3, (OwnerPolicy)4)),
            ParityDays = Between(1, 400),
            RebalancePeriod = draw.Whole(1, 19),
            Gap = Between(0, 1),
            LeastMove = Sometimes() ? 0 : 10,
            SwapFee = Between(0, 0.1),
            Gas = Sometimes() ? 0 : Between(0, 50),
            Chop = Between(1, 1.5),
            Dust = Sometimes() ? Between(0, debt / 3) : 0,
            Hole = Sometimes() ? Between(debt / 10, debt) : 150e6,
            Buf = Between(0.9, 1.5),
            Cut = Between(0.9, 0.999),
            CutSeconds = Between(10, 200),
            Cusp = Between(0, 0.9),
            Tail = Between(600, 10_000),
            KeeperMargin = Between(0, 0.3),
            KeeperSlippage = Sometimes() ? Between(0, 3) : 0,
        };
    });

    [Fact]
    public void Run_AnyWorld_LosesNothingAndBooksBadDebtOnce() => Worlds.ForAll(seed: 31, count: 150, parameters =>
    {
        var states = Run(parameters, 150);
        var kinds = parameters.Collaterals.Count;
        double[] ink = [.. Enumerable.Range(0, kinds).Select(kind => Enumerable.Range(0, parameters.Owners).Sum(owner => states[0].Urns[(owner * kinds) + kind].Ink))];
        var fees = 0.0;
        for (var timestep = 1; timestep < states.Length; timestep++)
        {
            var (before, now) = (states[timestep - 1], states[timestep]);
            var (books, prices) = (now.Ledger, now.Prices);
            var auctions = now.Auctions.Agents.ToArray();
            for (var urn = 0; urn < now.Urns.Count; urn++)
            {
                Assert.True(now.Urns[urn].Ink >= 0 && now.Urns[urn].Art >= 0);
                fees += before.Urns[urn].Art * (now.Rates[urn % kinds] - before.Rates[urn % kinds]);
            }

            Assert.All(auctions, auction => Assert.True(auction.Lot > 0 && auction.Debt > 0 && auction.Tab >= auction.Debt && auction.Age >= 0 && auction.Age <= parameters.Tail));
            Assert.True(double.IsFinite(now.MeanEquity) && now.LowEquity <= now.MeanEquity + (1e-9 * Math.Abs(now.MeanEquity)));

            // Owners, with what is on sale; the system; those outside, who have bought; and who was paid for rebalancing: together all the collateral.
            var worth = Enumerable.Range(0, kinds).Sum(kind => ink[kind] * prices[kind]);
            var claims = auctions.Sum(auction => Math.Max(0, (auction.Lot * prices[auction.Urn % kinds]) - auction.Tab));
            var owners = (now.MeanEquity * parameters.Owners) - claims + auctions.Sum(auction => auction.Lot * prices[auction.Urn % kinds]);
            var outside = books.Outside + Enumerable.Range(0, kinds).Sum(kind => now.Sold[kind] * prices[kind]);
            Vectors.Within($"timestep {timestep}", worth, owners + books.Surplus - books.Sin + outside + books.RebalanceCost, 1e-9 * (worth + books.Sin + states[0].TotalDebt));

            // Without rewards the system has its fees and of the penalties what came in, less bad debt.
            var gains = books.Surplus - (books.Sin - auctions.Sum(auction => auction.Debt)) - fees + books.BadDebt;
            var most = books.Penalties - auctions.Sum(auction => auction.Tab - auction.Debt);
            var rounding = 1e-9 * (1 + books.Sin);
            Assert.True(gains >= -rounding && gains <= most + rounding, $"timestep {timestep}: {gains} of {most} penalties");
            Assert.True(books.BadDebt >= before.Ledger.BadDebt && books.BadDebt <= books.Sin + rounding && books.RebalanceCost >= before.Ledger.RebalanceCost);
        }
    });

    [Fact]
    public void Worlds_Drawn_HaveAllThatIsTested()
    {
        var ends = Worlds.Inputs(seed: 31, count: 150).Select(parameters => Run(parameters, 150)).ToArray();
        Assert.True(ends.Count(states => states[^1].Ledger.BadDebt > 0) > 5);
        Assert.True(ends.Count(states => states[^1].Ledger.Redos > 0) > 5);
        Assert.True(ends.Count(states => states[^1].Ledger.Moved > 0) > 5);
        Assert.True(ends.Count(states => states[^1].Hits.Sum() > 0) > 20);
        Assert.True(ends.Count(states => states[^1].Urns.Agents.ToArray().Any(urn => urn.HitAt > 0 && urn.Art > 0)) > 2);
        Assert.True(ends.Count(states => states.Count(state => state.Auctions.Count > 0) > 3) > 5);
    }

    [Fact]
    public void Owners_AllAlike_FareAlike() => Worlds.ForAll(seed: 32, count: 30, parameters =>
    {
        // Where auctions have room for all: otherwise who comes first is served first.
        var open = parameters with { Owners = 4, SizeDeviation = 0, Hole = 1e15, Collaterals = [.. parameters.Collaterals.Select(kind => kind with { Hole = double.PositiveInfinity })] };
        var kinds = open.Collaterals.Count;
        foreach (var state in Run(open, 100))
        {
            for (var urn = kinds; urn < state.Urns.Count; urn++)
                Assert.Equal(state.Urns[urn % kinds], state.Urns[urn]);
            Assert.All(state.Owners.Agents.ToArray(), owner => Assert.Equal(state.Owners[0], owner));
        }
    });

    [Fact]
    public void Owners_OfAnySize_FareInProportion() => Worlds.ForAll(seed: 32, count: 30, parameters =>
    {
        var small = parameters with { Owners = 2, SizeDeviation = 0, Gas = 0, Dust = 0, LeastMove = 0, KeeperSlippage = 0, Hole = 1e15, Collaterals = [.. parameters.Collaterals.Select(kind => kind with { Hole = double.PositiveInfinity })] };
        var big = small with { Debt = 8 * small.Debt, Collaterals = [.. small.Collaterals.Select(kind => kind with { Ink = 8 * kind.Ink })] };
        foreach (var (one, other) in Run(small, 100).Zip(Run(big, 100)))
            Vectors.Within("equity", 8 * one.MeanEquity, other.MeanEquity, 1e-9 * (Math.Abs(other.MeanEquity) + other.TotalDebt + (8 * small.Debt)));
    });

    [Fact]
    public void Run_HigherRatioGasOrPenalty_IsNoGain() => Worlds.ForAll(seed: 32, count: 30, parameters =>
    {
        var alone = parameters with { Collaterals = [parameters.Collaterals[0] with { Mat = 1.3 }], Debt = 0.6 * parameters.Collaterals[0].Ink * parameters.Collaterals[0].Tag / 1.5, Policy = OwnerPolicy.None, Dust = 0 };
        CdpParameters At(double mat) => alone with { Collaterals = [alone.Collaterals[0] with { Mat = mat, Hole = double.PositiveInfinity }], Hole = 1e15 };
        foreach (var (lax, strict) in Run(At(1.3), 150).Zip(Run(At(1.5), 150)))
            Assert.True(strict.Hits.Sum() >= lax.Hits.Sum());
        foreach (var (cheap, dear) in Run(At(1.3), 150).Zip(Run(At(1.3) with { Chop = alone.Chop + 0.2 }, 150)))
            Assert.True(dear.MeanEquity <= cheap.MeanEquity + (1e-9 * Math.Abs(cheap.MeanEquity)) && dear.Hits.Sum() == cheap.Hits.Sum());
        var weekly = parameters with { Policy = OwnerPolicy.Periodic, Gas = 1 };
        foreach (var (cheap, dear) in Run(weekly, 150).Zip(Run(weekly with { Gas = 20 }, 150)))
        {
            Assert.True(dear.MeanEquity <= cheap.MeanEquity);
            Vectors.Within("gas", 19 * cheap.Ledger.Rebalances, dear.Ledger.RebalanceCost - cheap.Ledger.RebalanceCost, 1e-9 * (1 + dear.Ledger.RebalanceCost));
        }
    });

    [Fact]
    public void Liquidation_InLots_CountsPositionAndOwnerOnceAndEveryDebtOnce()
    {
        // 1,500 Dai of debt, 500 at a time, while the price halves every day: the position stays hit, with debt left, and goes on being liquidated.
        var collateral = new Collateral("eth", 20, 200, 1e-6, 1.5, Drift: -365 * Math.Log(2), Fee: 0, Hole: 565);
        var states = Run(new CdpParameters { Collaterals = [collateral], Debt = 1_500, Policy = OwnerPolicy.None, Dust = 100 }, 4);
        Assert.Equal([0, 500, 1_000, 1_500, 1_500], states.Select(state => Math.Round(state.Ledger.Sin, 6)));
        Assert.Equal((1.0, 1.0, 1), (states[^1].Hits[0], states[^1].OwnersHit, states[^1].Urns[0].HitAt));
        Assert.Equal(195, states[^1].Ledger.Penalties, 1e-9);
        // The first lot raises its 565 in full; what the others lack is bad debt, and no penalty.
        Assert.Equal(565, states[1].Ledger.Surplus, 1e-9);
        Assert.Equal(1_000 - (states[^1].Ledger.Surplus - 565), states[^1].Ledger.BadDebt, 1e-9);
    }
}
