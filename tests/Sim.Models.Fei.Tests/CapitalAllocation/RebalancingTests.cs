using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei.Tests.CapitalAllocation;

public sealed class RebalancingTests
{
    /// <summary>Relative to the total: sums of up to 30 terms round by some 1e-15.</summary>
    const double Tolerance = 1e-13;

    public static TheoryData<int> Seeds() => Worlds.Seeds();

    [Theory, MemberData(nameof(Seeds))]
    public void ApplyAtOnce_AnyWorld_ReachesTheWantsAndConserves(int seed)
    {
        var (balances, targets, rate, changes) = World(seed);
        var reached = new double[balances.Length];
        Rebalancing.ApplyAtOnce(balances, changes, reached);
        var total = balances.Sum();
        Vectors.Compare($"seed {seed} total", total, reached.Sum(), Tolerance * total);
        Assert.All(reached, static balance => Assert.True(balance >= 0));
        var wanted = balances.Zip(targets, (balance, target) => ((1 - rate) * balance) + (rate * target * total)).ToArray();
        Vectors.Compare($"seed {seed}", wanted, reached, Tolerance * total);
    }

    [Fact]
    public void ApplyAtOnce_InPlace_ReplacesTheBalances()
    {
        double[] balances = [1, 2, 3];
        Rebalancing.ApplyAtOnce(balances, [2, -2, 0], balances);
        Assert.Equal([3.0, 0, 3], balances);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void TransferInOrder_ProportionalFlows_NeverCut(int seed)
    {
        var (balances, _, _, changes) = World(seed);
        var flows = new double[TransferFlows.PairCount(balances.Length)];
        TransferFlows.Proportional(changes, flows);
        var wanted = balances.Zip(changes, static (balance, change) => balance + change).ToArray();
        var moved = new double[flows.Length];
        var total = balances.Sum();
        Rebalancing.TransferInOrder(flows, 1, balances, moved);
        Vectors.Compare($"seed {seed} moved", flows, moved, Tolerance * total);
        Vectors.Compare($"seed {seed} balances", wanted, balances, Tolerance * total);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void TransferInOrder_ParityFlows_ConserveAndStayAboveZero(int seed)
    {
        var (balances, _, _, changes) = World(seed);
        var flows = new double[TransferFlows.PairCount(balances.Length)];
        TransferFlows.Parity(changes, flows);
        var total = balances.Sum();
        Rebalancing.TransferInOrder(flows, 0.97, balances, new double[flows.Length]);
        // Every transfer rounds once or twice, and flows run in circles: a few hundred roundings of a few totals.
        Vectors.Compare($"seed {seed}", total, balances.Sum(), 10 * Tolerance * total);
        Assert.All(balances, static balance => Assert.True(balance >= 0));
    }

    [Fact]
    public void TransferInOrder_ParityFlowsThroughAnEmptyDeposit_AreCut()
    {
        // The default experiment's first timestep: deposit 0 is empty when it should pass FEI on to deposit 1.
        double[] balances = [0, 30e6, 0, 195e6];
        var changes = new double[4];
        Rebalancing.NetChanges(balances, [0.25, 0.25, 0.25, 0.25], Rebalancing.Rate(1, 30), Fidelity.Parity, changes);
        var flows = new double[6];
        TransferFlows.Parity(changes, flows);
        var moved = new double[6];
        var cut = Rebalancing.TransferInOrder(flows, 1, balances, moved);
        Assert.InRange(cut, 1, 2);
        Assert.Equal(0, moved[0]);
        Assert.True(flows[0] < -11e6);
    }

    [Fact]
    public void TransferInOrder_GiverPaidLater_StillGivesNothing()
    {
        // Row-major: 0 should give 5 to 1 before it receives 5 from 2.
        double[] balances = [0, 0, 10];
        var cut = Rebalancing.TransferInOrder([-5, 5, 0], 1, balances, new double[3]);
        Assert.Equal(1, cut);
        Assert.Equal([5.0, 0, 5], balances);
    }

    [Fact]
    public void Remainder_CutTransfer_IsWantLessReached()
    {
        var remainder = new double[3];
        Rebalancing.Remainder([0, 0, 10], [0, 5, -5], [5, 0, 5 + 1e-9], remainder);
        Assert.Equal([-5.0, 5, 0], remainder);
    }

    [Fact]
    public void Rate_DefaultDuration_IsTheSquareRoot() => Assert.Equal(Math.Sqrt(1.0 / 30), Rebalancing.Rate(1, 30));

    [Theory]
    [InlineData(0, 30)]
    [InlineData(1, 0)]
    [InlineData(-1, 30)]
    [InlineData(double.NaN, 30)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(2, 1)]
    public void Rate_OutsideItsRange_IsRefused(double dt, double duration) =>
        Assert.Throws<AllocationException>(() => Rebalancing.Rate(dt, duration));

    [Fact]
    public void NetChanges_TargetsOffOne_AreRefusedWhenCorrected()
    {
        var broken = Assert.Throws<AllocationException>(() =>
            Rebalancing.NetChanges([1, 2], [0.5, 0.6], 1, Fidelity.Corrected, new double[2]));
        Assert.Equal("target weight summed over the deposits", broken.Quantity);
        Assert.Equal(1.1, broken.Found);
        Assert.Equal(1, broken.Expected);
        Assert.Equal(1e-12, broken.Tolerance);
        Assert.Equal("The target weight summed over the deposits is 1.1, expected 1 within 1E-12: "
            + "it must be 1; divide each by the sum.", broken.Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void NetChanges_ImpossibleBalance_NamesTheDeposit(double balance)
    {
        var broken = Assert.Throws<AllocationException>(() =>
            Rebalancing.NetChanges([1, balance], [0.5, 0.5], 1, Fidelity.Corrected, new double[2]));
        Assert.StartsWith("The balance of deposit 1 is ", broken.Message, StringComparison.Ordinal);
        Assert.Equal(balance, broken.Found);
    }

    [Fact]
    public void NetChanges_NothingToAllocate_IsRefused() => Assert.Throws<AllocationException>(() =>
        Rebalancing.NetChanges([0, 0], [0.5, 0.5], 1, Fidelity.Corrected, new double[2]));

    [Fact]
    public void NetChanges_LengthsDiffer_IsAProgrammingError()
    {
        Assert.Throws<ArgumentException>(() => Rebalancing.NetChanges([1, 2], [1], 1, Fidelity.Corrected, new double[2]));
        Assert.Throws<ArgumentException>(() => Rebalancing.NetChanges([1], [1], 1, Fidelity.Corrected, new double[1]));
    }

    [Fact]
    public void ApplyAtOnce_Overdraft_IsRefused()
    {
        var broken = Assert.Throws<AllocationException>(() => Rebalancing.ApplyAtOnce([1, 2], [-1.5, 1.5], new double[2]));
        Assert.Equal("balance after rebalancing", broken.Quantity);
        Assert.Equal(-0.5, broken.Found);
    }

    [Fact]
    public void ApplyAtOnce_ChangesThatCreateFei_AreRefused()
    {
        var broken = Assert.Throws<AllocationException>(() => Rebalancing.ApplyAtOnce([1, 2], [0.5, 0.25], new double[2]));
        Assert.Equal("total of the balances after rebalancing", broken.Quantity);
        Assert.Equal(3.75, broken.Found);
        Assert.Equal(3, broken.Expected);
    }

    [Fact]
    public void Timestep_Repeated_AllocatesNothing()
    {
        double[] balances = [5e6, 30e6, 10e6, 180e6];
        double[] yields = [0.01, 0.02, 0.015, 0], exposures = [1, 1, 0, 0];
        double[] flows = new double[6], moved = new double[6], routeFlows = new double[3];
        double[] changes = new double[4], targets = new double[4], remainder = new double[4], scratch = new double[8];
        var graph = TransferGraph.FromRoutes(4, [new(0, 1), new(1, 2), new(2, 3)]);
        Timesteps(2);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Timesteps(100);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Timesteps(int count)
        {
            for (var timestep = 0; timestep < count; timestep++)
            {
                var fidelity = int.IsEvenInteger(timestep) ? Fidelity.Corrected : Fidelity.Parity;
                var window = new YieldWindow(scratch, 3);
                window.Add(yields);
                TargetWeights.Endogenous(window, exposures, 0.5, fidelity, targets);
                TargetWeights.Exogenous(balances, targets, 0.2, targets);
                Rebalancing.NetChanges(balances, targets, 0.2, fidelity, changes);
                TransferFlows.Proportional(changes, flows);
                TransferFlows.MinimumNorm(changes, flows);
                graph.MinimumNormFlows(changes, routeFlows);
                graph.NetReceived(routeFlows, remainder);
                TransferFlows.Parity(changes, flows);
                Rebalancing.Remainder(balances, changes, balances, remainder);
                if (fidelity == Fidelity.Corrected)
                    Rebalancing.ApplyAtOnce(balances, changes, balances);
                else
                    Rebalancing.TransferInOrder(flows, 1, balances, moved);
                var pool = new LiquidityPool { UserFei = 1, ProtocolFei = 1, UserVolatile = 1, ProtocolVolatile = 1, Invariant = 4 };
                _ = pool.AfterRebalancing(2, 1, 1, fidelity);
            }
        }
    }

    static (double[] Balances, double[] Targets, double Rate, double[] Changes) World(int seed)
    {
        var random = new Random(seed);
        var balances = Worlds.Balances(random);
        var targets = Worlds.Shares(random, balances.Length);
        var rate = Worlds.Rate(random);
        var changes = new double[balances.Length];
        Rebalancing.NetChanges(balances, targets, rate, Fidelity.Corrected, changes);
        return (balances, targets, rate, changes);
    }
}
