using MathNet.Numerics.LinearAlgebra;
using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei.Tests.CapitalAllocation;

public sealed class TransferFlowsTests
{
    /// <summary>Changes are of size 1e6 FEI; the singular value decomposition behind the oracle rounds to some 1e-15 of that.</summary>
    const double Tolerance = 1e6 * 1e-13;

    public static TheoryData<int> Seeds() => Worlds.Seeds();

    public static TheoryData<int> Sizes() => [.. Enumerable.Range(2, 29)];

    [Theory, MemberData(nameof(Sizes))]
    public void Parity_AnySize_IsThePseudoInverseWithTheRowOfOnes(int deposits)
    {
        var incidence = TransferGraph.Complete(deposits).Incidence();
        var ones = Matrix<double>.Build.Dense(1, incidence.ColumnCount, 1);
        // For two deposits the original appends a column of zeros, whose flow the row of ones binds instead.
        var constrained = incidence.Stack(ones);
        if (deposits == 2)
            constrained = constrained.Append(Matrix<double>.Build.Dense(3, 1, static (row, _) => row == 2 ? 1 : 0));
        var inverse = constrained.PseudoInverse();
        for (var seed = 0; seed < 10; seed++)
        {
            var changes = Worlds.Changes(new Random(seed), deposits);
            var oracle = (inverse * Vector<double>.Build.Dense([.. changes, 0])).Take(incidence.ColumnCount).ToArray();
            var flows = new double[oracle.Length];
            TransferFlows.Parity(changes, flows);
            Vectors.Compare($"{deposits} deposits, seed {seed}", oracle, flows, Tolerance);
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void MinimumNorm_AnySize_IsThePseudoInverse(int deposits)
    {
        var inverse = TransferGraph.Complete(deposits).Incidence().PseudoInverse();
        var changes = Worlds.Changes(new Random(deposits), deposits);
        var oracle = (inverse * Vector<double>.Build.Dense(changes)).ToArray();
        var flows = new double[oracle.Length];
        TransferFlows.MinimumNorm(changes, flows);
        Vectors.Compare($"{deposits} deposits", oracle, flows, Tolerance);
    }

    delegate void FlowRule(ReadOnlySpan<double> netChanges, Span<double> flows);

    static FlowRule Rule(string name) => name switch
    {
        nameof(TransferFlows.Proportional) => TransferFlows.Proportional,
        nameof(TransferFlows.MinimumNorm) => TransferFlows.MinimumNorm,
        _ => TransferFlows.Parity,
    };

    static double[] Flows(string rule, double[] changes)
    {
        var flows = new double[TransferFlows.PairCount(changes.Length)];
        Rule(rule)(changes, flows);
        return flows;
    }

    static double[] RandomChanges(int seed)
    {
        var random = new Random(seed);
        return Worlds.Changes(random, random.Next(2, 31));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void NetReceived_EveryRule_EqualsTheChanges(int seed)
    {
        var changes = RandomChanges(seed);
        foreach (var rule in new[] { "Proportional", "MinimumNorm", "Parity" })
        {
            var net = new double[changes.Length];
            TransferFlows.NetReceived(Flows(rule, changes), net);
            Vectors.Compare($"{rule}, seed {seed}", changes, net, Tolerance);
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Proportional_AnyChanges_MoveNoMoreThanNeeded(int seed)
    {
        var changes = RandomChanges(seed);
        var needed = changes.Sum(static change => Math.Max(change, 0));
        Vectors.Compare($"seed {seed}", needed, Flows("Proportional", changes).Sum(Math.Abs), needed * 1e-13);
        Assert.True(changes.Length == 2 || Flows("MinimumNorm", changes).Sum(Math.Abs) > needed);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void CorrectedFlows_DepositsReordered_AreTheSame(int seed)
    {
        var changes = RandomChanges(seed);
        Assert.True(LargestShift("Proportional", changes, seed) <= Tolerance);
        Assert.True(LargestShift("MinimumNorm", changes, seed) <= Tolerance);
    }

    [Fact]
    public void ParityFlows_DepositsReordered_DoDiffer() =>
        Assert.True(LargestShift("Parity", Worlds.Changes(new Random(1), 5), 1) > 1e4);

    /// <summary>Largest difference between the flow of a pair and its flow when the deposits stand in another order.</summary>
    static double LargestShift(string rule, double[] changes, int seed)
    {
        var order = Enumerable.Range(0, changes.Length).ToArray();
        new Random(seed).Shuffle(order);
        var flows = Flows(rule, changes);
        var shuffled = Flows(rule, [.. order.Select(deposit => changes[deposit])]);
        var largest = 0.0;
        for (var first = 0; first < order.Length; first++)
        {
            for (var second = first + 1; second < order.Length; second++)
            {
                var there = shuffled[TransferFlows.PairIndex(first, second, order.Length)];
                var here = order[first] < order[second]
                    ? flows[TransferFlows.PairIndex(order[first], order[second], order.Length)]
                    : -flows[TransferFlows.PairIndex(order[second], order[first], order.Length)];
                largest = Math.Max(largest, Math.Abs(there - here));
            }
        }

        return largest;
    }

    [Fact]
    public void EveryRule_NoChange_IsNoFlow()
    {
        foreach (var rule in new[] { "Proportional", "MinimumNorm", "Parity" })
            Assert.All(Flows(rule, [0, 0, 0, 0]), static flow => Assert.Equal(0, flow));
    }

    [Fact]
    public void EveryRule_ChangesThatCreateFei_AreRefused()
    {
        foreach (var rule in new[] { "Proportional", "MinimumNorm", "Parity" })
        {
            var broken = Assert.Throws<AllocationException>(() => Flows(rule, [10, 20, -24]));
            Assert.Equal("mean of the net changes", broken.Quantity);
            Assert.Equal(2, broken.Found);
            Assert.Throws<AllocationException>(() => Flows(rule, [10, double.NaN, -10]));
        }
    }

    [Fact]
    public void EveryRule_LengthsDiffer_IsAProgrammingError()
    {
        foreach (var rule in new[] { "Proportional", "MinimumNorm", "Parity" })
            Assert.Throws<ArgumentException>(() => Rule(rule)([1, -1, 0], new double[2]));
    }

    [Fact]
    public void PairIndex_AllPairs_RunsRowMajor()
    {
        var expected = 0;
        for (var first = 0; first < 6; first++)
        {
            for (var second = first + 1; second < 6; second++)
                Assert.Equal(expected++, TransferFlows.PairIndex(first, second, 6));
        }

        Assert.Equal(expected, TransferFlows.PairCount(6));
        Assert.Throws<ArgumentOutOfRangeException>(() => TransferFlows.PairIndex(2, 2, 6));
    }
}
