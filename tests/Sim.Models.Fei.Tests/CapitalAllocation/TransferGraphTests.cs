using MathNet.Numerics.LinearAlgebra;
using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei.Tests.CapitalAllocation;

public sealed class TransferGraphTests
{
    /// <summary>Changes are of size 1e6 FEI; on a path of 30 deposits the Laplacian's condition number is below 400.</summary>
    const double Tolerance = 1e6 * 1e-12;

    public static TheoryData<int> Seeds() => Worlds.Seeds();

    [Theory, MemberData(nameof(Seeds))]
    public void MinimumNormFlows_AnyConnectedGraph_AreThePseudoInverseAndMeetTheChanges(int seed)
    {
        var random = new Random(seed);
        var deposits = random.Next(2, 31);
        var graph = TransferGraph.FromRoutes(deposits, Routes(random, Labels(random, deposits)));
        var changes = Worlds.Changes(random, deposits);
        var flows = new double[graph.Routes.Count];
        var net = new double[deposits];
        graph.MinimumNormFlows(changes, flows);
        graph.NetReceived(flows, net);
        var oracle = graph.Incidence().PseudoInverse() * Vector<double>.Build.Dense(changes);
        Vectors.Compare($"seed {seed} flows", oracle.ToArray(), flows, Tolerance);
        Vectors.Compare($"seed {seed} net", changes, net, Tolerance);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void FromRoutes_TwoSeparateGraphs_NamesBoth(int seed)
    {
        var random = new Random(seed);
        var labels = Labels(random, random.Next(2, 31));
        var cut = random.Next(1, labels.Length);
        var (left, right) = (labels[..cut], labels[cut..]);
        var refused = Assert.Throws<ArgumentException>(() =>
            TransferGraph.FromRoutes(labels.Length, [.. Routes(random, left), .. Routes(random, right)]));
        foreach (var part in new[] { left, right })
            Assert.Contains("{" + string.Join(", ", part.Order()) + "}", refused.Message, StringComparison.Ordinal);
    }

    static int[] Labels(Random random, int deposits)
    {
        var labels = Enumerable.Range(0, deposits).ToArray();
        random.Shuffle(labels);
        return labels;
    }

    /// <summary>A random tree of the labels, so that they are connected, and up to as many routes again; either end first.</summary>
    static IEnumerable<TransferRoute> Routes(Random random, int[] labels)
    {
        var routes = new HashSet<(int Parent, int Child)>();
        for (var child = 1; child < labels.Length; child++)
            routes.Add((random.Next(child), child));
        for (var extra = random.Next(labels.Length); extra > 0; extra--)
        {
            var (parent, child) = (random.Next(labels.Length), random.Next(labels.Length));
            if (parent < child)
                routes.Add((parent, child));
        }

        return [.. routes.Select(route => new TransferRoute(labels[route.Parent], labels[route.Child]))];
    }

    [Fact]
    public void MinimumNormFlows_Path_AreForced()
    {
        // On a path every flow is what lies beyond it: 0 receives 5 from 1, 1 receives 3 from 2.
        var graph = TransferGraph.FromRoutes(3, [new(0, 1), new(1, 2)]);
        var flows = new double[2];
        graph.MinimumNormFlows([5, -2, -3], flows);
        Vectors.Compare("path", [5, 3], flows, 1e-14);
    }

    [Fact]
    public void Complete_AnyRoutes_AreRowMajorAndClosedForm()
    {
        var graph = TransferGraph.Complete(5);
        var pairs = from first in Enumerable.Range(0, 5)
                    from second in Enumerable.Range(0, 5)
                    where first < second
                    select new TransferRoute(first, second);
        Assert.Equal(pairs, graph.Routes);
        var listed = TransferGraph.FromRoutes(5, pairs.Reverse());
        Assert.Equal(graph.Routes, listed.Routes);
        Assert.True(graph.IsComplete && listed.IsComplete);
        var changes = Worlds.Changes(new Random(5), 5);
        double[] flows = new double[10], closed = new double[10];
        listed.MinimumNormFlows(changes, flows);
        TransferFlows.MinimumNorm(changes, closed);
        Assert.Equal(closed, flows);
    }

    [Fact]
    public void Laplacian_AnyGraph_IsIncidenceTimesItsTranspose()
    {
        var graph = TransferGraph.FromRoutes(5, [new(3, 1), new(0, 1), new(4, 3), new(2, 1), new(2, 3)]);
        Assert.False(graph.IsComplete);
        Assert.Equal(graph.Incidence() * graph.Incidence().Transpose(), graph.Laplacian());
        Assert.Equal([new(0, 1), new(1, 2), new(1, 3), new(2, 3), new(3, 4)], graph.Routes);
    }

    [Fact]
    public void FromRoutes_Disconnected_NamesTheParts()
    {
        var refused = Assert.Throws<ArgumentException>(() => TransferGraph.FromRoutes(5, [new(0, 3), new(1, 4), new(3, 2)]));
        Assert.StartsWith("The routes leave the deposits in separate parts, {0, 2, 3} and {1, 4}; add routes that join them.",
            refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TransferGraph.FromRoutes(2, []));
    }

    [Theory]
    [InlineData(1, 1, "The route joins deposit 1 to itself")]
    [InlineData(0, 3, "The route between deposits 0 and 3 names a deposit that is not there; deposits are numbered 0 to 2.")]
    [InlineData(-1, 0, "The route between deposits -1 and 0 names a deposit that is not there")]
    [InlineData(1, 0, "The route between deposits 0 and 1 is given twice")]
    public void FromRoutes_BadRoute_SaysWhich(int first, int second, string message)
    {
        var refused = Assert.Throws<ArgumentException>(() =>
            TransferGraph.FromRoutes(3, [new(0, 1), new(1, 2), new(first, second)]));
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MinimumNormFlows_ChangesThatCreateFei_AreRefused()
    {
        var graph = TransferGraph.FromRoutes(3, [new(0, 1), new(1, 2)]);
        Assert.Throws<AllocationException>(() => graph.MinimumNormFlows([1, 2, 3], new double[2]));
        Assert.Throws<ArgumentException>(() => graph.MinimumNormFlows([1, -1], new double[2]));
        Assert.Throws<ArgumentException>(() => graph.MinimumNormFlows([1, -1, 0], new double[3]));
    }

    [Fact]
    public void Complete_OneDeposit_IsRefused() => Assert.Throws<ArgumentException>(() => TransferGraph.Complete(1));
}
