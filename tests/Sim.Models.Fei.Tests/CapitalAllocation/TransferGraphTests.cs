using MathNet.Numerics.LinearAlgebra;
using QuikGraph.Algorithms;
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
            TransferGraph.FromRoutes(labels.Length, [.. Routes(random, left, oneWay: true), .. Routes(random, right)]));
        foreach (var part in new[] { left, right })
            Assert.Contains("{" + string.Join(", ", part.Order()) + "}", refused.Message, StringComparison.Ordinal);
    }

    static int[] Labels(Random random, int deposits)
    {
        var labels = Enumerable.Range(0, deposits).ToArray();
        random.Shuffle(labels);
        return labels;
    }

    /// <summary>A random tree of the labels, so that they are connected, and up to as many routes again; either end first, and half of them one-way if wanted.</summary>
    static IEnumerable<TransferRoute> Routes(Random random, int[] labels, bool oneWay = false)
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

        return [.. routes.Select(route => oneWay && random.Next(2) == 0
            ? TransferRoute.OneWay(labels[route.Child], labels[route.Parent])
            : new TransferRoute(labels[route.Parent], labels[route.Child]))];
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
    [InlineData(1, 0, "Deposits 0 and 1 are joined twice; give one route that is open both ways, or one-way routes, at most one each way.")]
    public void FromRoutes_BadRoute_SaysWhich(int first, int second, string message)
    {
        var refused = Assert.Throws<ArgumentException>(() =>
            TransferGraph.FromRoutes(3, [new(0, 1), new(1, 2), new(first, second)]));
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
    }

    public static TheoryData<TransferRoute, string> BadOneWayRoutes() => new()
    {
        { TransferRoute.OneWay(1, 1), "The route joins deposit 1 to itself" },
        { TransferRoute.OneWay(3, 0), "The route from deposit 3 to deposit 0 names a deposit that is not there" },
        { TransferRoute.OneWay(0, 2, capacity: 0), "The route from deposit 0 to deposit 2 has capacity 0 and cost 0" },
        { TransferRoute.OneWay(1, 0), "Deposits 0 and 1 are joined twice" },
        { TransferRoute.OneWay(0, 1), "Deposits 0 and 1 are joined twice" },
        { TransferRoute.OneWay(2, 1, cost: 1), "Deposits 1 and 2 are joined twice" },
        { new TransferRoute(1, 2), "Deposits 1 and 2 are joined twice" },
    };

    [Theory, MemberData(nameof(BadOneWayRoutes))]
    public void FromRoutes_BadOneWayRoute_SaysWhich(TransferRoute route, string message)
    {
        var refused = Assert.Throws<ArgumentException>(() => TransferGraph.FromRoutes(3, [new(0, 1), TransferRoute.OneWay(2, 1), route]));
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromRoutes_OneWayThereAndBack_KeepsBoth()
    {
        TransferRoute there = TransferRoute.OneWay(0, 1, 5, 0.1), back = TransferRoute.OneWay(1, 0, 7, 0.2);
        var graph = TransferGraph.FromRoutes(2, [there, back]);
        Assert.Equal([back, there], graph.Routes);
        Assert.Equal((1, 0, 5.0, 0.1, true), (there.First, there.Second, there.Capacity, there.Cost, there.IsOneWay));
        Assert.False(new TransferRoute(0, 1).IsOneWay);
    }

    [Fact]
    public void IsComplete_AsManyRoutesAsPairs_AsksForEveryPair()
    {
        Assert.False(TransferGraph.FromRoutes(3, [new(0, 1), TransferRoute.OneWay(1, 2), TransferRoute.OneWay(2, 1)]).IsComplete);
        Assert.True(TransferGraph.FromRoutes(3, [new(0, 1), new(2, 1), new(0, 2, Cost: 1)]).IsComplete);
    }

    [Theory, MemberData(nameof(Incidences))]
    public void Incidence_AnyRoutes_IsThatOfNetworkx(int index, string note)
    {
        var item = Vectors.Case(IncidenceFile, index);
        var routes = item.GetProperty("routes").EnumerateArray().Select(route =>
        {
            var (first, second) = (route.GetProperty("first").GetInt32(), route.GetProperty("second").GetInt32());
            return route.GetProperty("one_way").GetBoolean() ? TransferRoute.OneWay(from: second, to: first) : new TransferRoute(first, second);
        });
        var graph = TransferGraph.FromRoutes(item.GetProperty("deposits").GetInt32(), routes);
        var rows = item.Rows("incidence");
        for (var deposit = 0; deposit < rows.Length; deposit++)
            Assert.True(rows[deposit].AsSpan().SequenceEqual(graph.Incidence().Row(deposit).ToArray()), $"{note}, deposit {deposit}");
    }

    const string IncidenceFile = "networkx_incidence.json";

    public static TheoryData<int, string> Incidences() => Vectors.Cases(IncidenceFile);

    [Theory, MemberData(nameof(Seeds))]
    public void FromRoutes_AnyOrder_GivesTheSameGraph(int seed)
    {
        var random = new Random(seed);
        var labels = Labels(random, random.Next(2, 31));
        var routes = Routes(random, labels, oneWay: seed % 2 == 0).ToArray();
        var graph = TransferGraph.FromRoutes(labels.Length, routes);
        random.Shuffle(routes);
        var other = TransferGraph.FromRoutes(
            labels.Length, routes.Select(route => route.IsOneWay || random.Next(2) == 0 ? route : new TransferRoute(route.Second, route.First)));
        Assert.Equal(graph.Routes, other.Routes);
        Assert.Equal(graph.Incidence(), other.Incidence());
        Assert.Equal(graph.Arcs.Vertices, other.Arcs.Vertices);
        Assert.Equal(graph.Arcs.Edges.Select(arc => (arc.Source, arc.Target, arc.Tag)), other.Arcs.Edges.Select(arc => (arc.Source, arc.Target, arc.Tag)));
        Assert.Equal(Enumerable.Range(0, labels.Length), graph.Arcs.Vertices);
        Assert.Equal(Flows(graph), Flows(other));

        double[] Flows(TransferGraph graph)
        {
            var (changes, flows) = (Worlds.Changes(new Random(seed), labels.Length), new double[graph.Routes.Count]);
            if (graph.IsRestricted)
                new MinimumCostFlow(graph).Solve(changes, flows, new double[labels.Length]);
            else
                graph.MinimumNormFlows(changes, flows);
            return flows;
        }
    }

    [Fact]
    public void Arcs_OneWayRoutes_ShowWhereFeiStays()
    {
        // Idle and market change freely, savings can only be entered, the pool only be left.
        const int Pool = 0, Market = 1, Savings = 2, Idle = 3;
        var graph = TransferGraph.FromRoutes(4, [new(Market, Idle), TransferRoute.OneWay(Idle, Savings), TransferRoute.OneWay(Pool, Market)]);
        Assert.Equal(4, graph.Arcs.EdgeCount);
        var parts = new Dictionary<int, int>();
        Assert.Equal(3, graph.Arcs.StronglyConnectedComponents(parts));
        Assert.Equal(parts[Market], parts[Idle]);
        Assert.Equal([Savings], graph.Arcs.Sinks());
        Assert.Equal([Pool], graph.Arcs.Roots());
    }

    [Fact]
    public void MinimumNormFlows_RestrictedRoutes_AreRefused()
    {
        foreach (var route in new[] { TransferRoute.OneWay(1, 2), new(1, 2, Cost: 1), new(1, 2, Capacity: 5) })
        {
            var graph = TransferGraph.FromRoutes(3, [new(0, 1), route]);
            Assert.Contains("use MinimumCostFlow", Assert.Throws<InvalidOperationException>(() => graph.MinimumNormFlows([1, -1, 0], new double[2])).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ToString_EitherKind_SaysWhichWay()
    {
        Assert.Equal("TransferRoute { First = 0, Second = 3, Capacity = Infinity, Cost = 0.5 }", new TransferRoute(0, 3, Cost: 0.5).ToString());
        Assert.Equal("TransferRoute { From = 0, To = 3, Capacity = 2000000, Cost = 0 }", TransferRoute.OneWay(0, 3, 2e6).ToString());
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
