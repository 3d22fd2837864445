using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei.Tests.CapitalAllocation;

public sealed class TargetWeightsTests
{
    /// <summary>A handful of operations on numbers of size one.</summary>
    const double Tolerance = 1e-15;

    public static TheoryData<int> Seeds() => Worlds.Seeds();

    static double[] Endogenous(Fidelity fidelity, double[][] rows, int length, double[] exposures, double risk)
    {
        var window = new YieldWindow(new double[2 * exposures.Length], length);
        foreach (var row in rows)
            window.Add(row);
        var targets = new double[exposures.Length];
        TargetWeights.Endogenous(window, exposures, risk, fidelity, targets);
        return targets;
    }

    [Fact]
    public void Endogenous_HandCalculation_Agrees()
    {
        // Means 0.03 and 0.01, deviations 0.01 and 0: 0.03 / (1 + 0.5 + 1/3) against 0.01.
        var first = 0.03 / (1.5 + (1.0 / 3));
        var targets = Endogenous(Fidelity.Corrected, [[0.02, 0.01], [0.04, 0.01]], 3, [1, 0], 0.5);
        Vectors.Compare("weights", [first / (first + 0.01), 0.01 / (first + 0.01)], targets, Tolerance);
    }

    [Fact]
    public void Endogenous_WindowNotFull_WeighsEveryRowAlike()
    {
        // In both forms a common factor of the averages drops out of the weights; only the original's floor sees it.
        double[][] rows = [[0.02, 0.01], [0.04, 0.01]];
        Vectors.Compare("longer window", Endogenous(Fidelity.Corrected, rows, 2, [1, 0], 0.5),
            Endogenous(Fidelity.Corrected, rows, 30, [1, 0], 0.5), 0);
        var idle = Endogenous(Fidelity.Parity, [[0.01, 0]], 1, [0, 0], 0)[1];
        var idleLater = Endogenous(Fidelity.Parity, [[0.01, 0]], 10, [0, 0], 0)[1];
        Vectors.Compare("floor over average", [1, 10], [idle * 1e16, idleLater * 1e16], 1e-13);
    }

    [Fact]
    public void Endogenous_DepositWithoutYield_GetsNothingWhenCorrected()
    {
        double[][] rows = [[0.01, 0, 0.03]];
        Vectors.Compare("corrected", [0.25, 0, 0.75], Endogenous(Fidelity.Corrected, rows, 3, [0, 1, 0], 0), Tolerance);
        Assert.True(Endogenous(Fidelity.Parity, rows, 3, [0, 1, 0], 0)[1] > 0);
    }

    [Fact]
    public void Endogenous_NothingYielded_FollowsTheAssetRisks()
    {
        // 1/(1 + 0.6) against 1: 5 to 8.
        double[] expected = [5.0 / 26, 5.0 / 26, 8.0 / 26, 8.0 / 26];
        double[] exposures = [1, 1, 0, 0];
        Vectors.Compare("no row", expected, Endogenous(Fidelity.Corrected, [], 3, exposures, 0.6), Tolerance);
        Vectors.Compare("zeros", expected, Endogenous(Fidelity.Corrected, [[0, 0, 0, 0]], 3, exposures, 0.6), Tolerance);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Endogenous_AnyYields_SumToOneAndIgnoreTheOrderOfDeposits(int seed)
    {
        var random = new Random(seed);
        var deposits = random.Next(2, 20);
        double[][] rows = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => Worlds.Shares(random, deposits))];
        var exposures = Worlds.Shares(random, deposits);
        var risk = random.NextDouble();
        var order = Enumerable.Range(0, deposits).ToArray();
        random.Shuffle(order);
        foreach (var fidelity in Enum.GetValues<Fidelity>())
        {
            var targets = Endogenous(fidelity, rows, 40, exposures, risk);
            Vectors.Compare($"seed {seed} sum", 1, targets.Sum(), 1e-14);
            Assert.All(targets, static weight => Assert.True(weight >= 0));
            double[] Reordered(double[] row) => [.. order.Select(deposit => row[deposit])];
            var reordered = Endogenous(fidelity, [.. rows.Select(Reordered)], 40, Reordered(exposures), risk);
            Vectors.Compare($"seed {seed} order", Reordered(targets), reordered, 1e-14);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void Endogenous_RiskOutsideItsRange_IsRefused(double risk)
    {
        foreach (var fidelity in Enum.GetValues<Fidelity>())
        {
            var broken = Assert.Throws<AllocationException>(() => Endogenous(fidelity, [[1, 1]], 3, [1, 0], risk));
            Assert.Equal("risk metric", broken.Quantity);
        }
    }

    [Fact]
    public void Endogenous_NoRowInParity_IsRefusedAsInTheOriginal()
    {
        var broken = Assert.Throws<AllocationException>(() => Endogenous(Fidelity.Parity, [], 3, [1, 0], 0.5));
        Assert.Equal("number of yield rows in the window", broken.Quantity);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Exogenous_ThenRebalancing_MovesTheSquaredRatePart(int seed)
    {
        var random = new Random(seed);
        var balances = Worlds.Balances(random);
        var draw = Worlds.Shares(random, balances.Length);
        var rate = Worlds.Rate(random);
        double[] targets = new double[balances.Length], changes = new double[balances.Length];
        TargetWeights.Exogenous(balances, draw, rate, targets);
        Rebalancing.NetChanges(balances, targets, rate, Fidelity.Corrected, changes);
        var total = balances.Sum();
        var part = rate * rate / (1 + rate);
        var expected = balances.Zip(draw, (balance, share) => part * ((share * total) - balance)).ToArray();
        Vectors.Compare($"seed {seed}", expected, changes, 1e-13 * total);
    }

    [Fact]
    public void Exogenous_DrawOffOne_IsRefused()
    {
        var broken = Assert.Throws<AllocationException>(() => TargetWeights.Exogenous([1, 2], [0.5, 0.4], 0.2, new double[2]));
        Assert.Equal("drawn share summed over the deposits", broken.Quantity);
        Assert.Throws<AllocationException>(() => TargetWeights.Exogenous([1, 2], [1.5, -0.5], 0.2, new double[2]));
        Assert.Throws<AllocationException>(() => TargetWeights.Exogenous([1, 2], [0.5, 0.5], 0, new double[2]));
    }

    [Fact]
    public void Fidelity_DefaultValue_IsCorrected() => Assert.Equal(Fidelity.Corrected, default);
}
