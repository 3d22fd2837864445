using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei.Tests.CapitalAllocation;

public sealed class MinimumCostFlowTests
{
    /// <summary>Relative to what is wanted: paths add up with a few roundings each.</summary>
    const double Tolerance = 1e-11;

    public static TheoryData<int> Seeds() => new(Enumerable.Range(0, 300));

    /// <summary>A connected graph with some capacities, costs and, for every second seed, one-way routes, and changes between its deposits.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="free">Whether no route has a capacity or a cost.</param>
    static (TransferGraph Graph, double[] Changes) World(int seed, bool free = false)
    {
        var random = new Random(seed);
        var directed = new Random(-seed - 1);
        var deposits = random.Next(2, 7);
        var routes = new Dictionary<(int, int), TransferRoute>();
        for (var deposit = 1; deposit < deposits; deposit++)
            Add(random.Next(deposit), deposit);
        for (var extra = random.Next(0, 6); extra > 0; extra--)
        {
            var (first, second) = (random.Next(deposits), random.Next(deposits));
            if (first != second)
                Add(Math.Min(first, second), Math.Max(first, second));
        }

        var changes = new double[deposits];
        for (var deposit = 0; deposit < deposits; deposit++)
            changes[deposit] = random.Next(4) == 0 ? 0 : 1e6 * (random.NextDouble() - 0.5);
        changes[^1] -= changes.Sum();
        return (TransferGraph.FromRoutes(deposits, routes.Values.SelectMany(Directed)), changes);

        void Add(int first, int second) => routes[(first, second)] = new TransferRoute(
            first, second, random.Next(3) == 0 ? 5e5 * random.NextDouble() : double.PositiveInfinity, random.Next(4) == 0 ? 0 : random.Next(1, 5) * 0.001);

        // One way, the other, there and back on unlike terms, or as it was.
        IEnumerable<TransferRoute> Directed(TransferRoute route)
        {
            var (first, second, capacity, cost) = free ? new(route.First, route.Second) : route;
            var way = seed % 2 == 0 && !free ? 3 : directed.Next(4);
            if (way is 0 or 2)
                yield return TransferRoute.OneWay(first, second, capacity, cost);
            if (way is 1 or 2)
                yield return TransferRoute.OneWay(second, first, free ? capacity : 2e5, free ? cost : 2 * cost);
            if (way == 3)
                yield return new TransferRoute(first, second, capacity, cost);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Solve_AnyGraph_MovesTheMostThereIsCapacityFor(int seed)
    {
        var (graph, changes) = World(seed);
        var (flows, met) = Solve(graph, changes);
        var wanted = changes.Sum(change => Math.Max(0, change));
        for (var route = 0; route < flows.Length; route++)
            Assert.InRange(flows[route], graph.Routes[route].IsOneWay ? 0 : -graph.Routes[route].Capacity, graph.Routes[route].Capacity);
        var net = new double[changes.Length];
        graph.NetReceived(flows, net);
        for (var deposit = 0; deposit < net.Length; deposit++)
        {
            Assert.Equal(met[deposit], net[deposit], Tolerance * wanted);
            Assert.InRange(met[deposit] / (changes[deposit] == 0 ? 1 : changes[deposit]), -1e-9, 1 + 1e-9);
        }

        // Max-flow min-cut, over all cuts: what a set of deposits can let out bounds what its givers can send.
        var cut = Enumerable.Range(0, 1 << changes.Length).Min(set => CutValue(graph, changes, set));
        Assert.Equal(cut, met.Sum(change => Math.Max(0, change)), Tolerance * Math.Max(1, wanted));
    }

    static double CutValue(TransferGraph graph, double[] changes, int set)
    {
        bool Holds(int deposit) => (set >> deposit & 1) == 1;
        var routes = graph.Routes.Where(route => route.IsOneWay ? Holds(route.Second) && !Holds(route.First) : Holds(route.First) != Holds(route.Second)).Sum(route => route.Capacity);
        var givers = Enumerable.Range(0, changes.Length).Where(deposit => !Holds(deposit)).Sum(deposit => Math.Max(0, -changes[deposit]));
        var takers = Enumerable.Range(0, changes.Length).Where(Holds).Sum(deposit => Math.Max(0, changes[deposit]));
        return routes + givers + takers;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Solve_AnyGraph_LeavesNoCheaperDetour(int seed)
    {
        var (graph, changes) = World(seed);
        RequireCheapest($"seed {seed}", graph, changes, static route => route.Cost);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Solve_FreeOneWayRoutes_MoveNoFeiFurtherThanNeeded(int seed)
    {
        var (graph, changes) = World(seed, free: true);
        RequireCheapest($"seed {seed}", graph, changes, static _ => 1);
    }

    /// <summary>Flows are cheapest if and only if the residual graph has no cycle of negative cost; source and sink are joined to what gave and took.</summary>
    static void RequireCheapest(string where, TransferGraph graph, double[] changes, Func<TransferRoute, double> costOf)
    {
        var (flows, met) = Solve(graph, changes);
        var deposits = changes.Length;
        var (source, sink) = (deposits, deposits + 1);
        var distance = new double[deposits + 2, deposits + 2];
        for (var from = 0; from < deposits + 2; from++)
        {
            for (var to = 0; to < deposits + 2; to++)
                distance[from, to] = from == to ? 0 : double.PositiveInfinity;
        }

        void Edge(int from, int to, double room, double cost)
        {
            if (room > 1e-6)
                distance[from, to] = Math.Min(distance[from, to], cost);
        }

        for (var route = 0; route < flows.Length; route++)
        {
            var (first, second, capacity, _) = graph.Routes[route];
            var cost = costOf(graph.Routes[route]);
            Edge(second, first, flows[route] < 0 ? -flows[route] : capacity - flows[route], flows[route] < -1e-6 ? -cost : cost);
            Edge(first, second, flows[route] > 0 ? flows[route] : graph.Routes[route].IsOneWay ? 0 : capacity + flows[route], flows[route] > 1e-6 ? -cost : cost);
        }

        for (var deposit = 0; deposit < deposits; deposit++)
        {
            Edge(source, deposit, Math.Max(0, met[deposit] - changes[deposit]), 0);
            Edge(deposit, source, Math.Max(0, -met[deposit]), 0);
            Edge(deposit, sink, Math.Max(0, changes[deposit] - met[deposit]), 0);
            Edge(sink, deposit, Math.Max(0, met[deposit]), 0);
        }

        for (var through = 0; through < deposits + 2; through++)
        {
            for (var from = 0; from < deposits + 2; from++)
            {
                for (var to = 0; to < deposits + 2; to++)
                    distance[from, to] = Math.Min(distance[from, to], distance[from, through] + distance[through, to]);
            }
        }

        for (var deposit = 0; deposit < deposits + 2; deposit++)
            Assert.True(distance[deposit, deposit] >= -1e-12, $"{where}: a detour through deposit {deposit} saves {-distance[deposit, deposit]} a FEI");
    }

    [Fact]
    public void Solve_CheapDetour_IsTakenUntilItIsFull()
    {
        // 0 to 2 directly costs 5, by way of 1 it costs 3 and takes 10 at the most.
        var graph = TransferGraph.FromRoutes(3, [new(0, 1, 10, 1), new(1, 2, double.PositiveInfinity, 2), new(0, 2, double.PositiveInfinity, 5)]);
        var (flows, met) = Solve(graph, [-25, 0, 25], out var cost);
        Assert.Equal([-10.0, -15.0, -10.0], flows);
        Assert.Equal([-25.0, 0.0, 25.0], met);
        Assert.Equal((10 * 3) + (15 * 5), cost, 1e-12);
    }

    [Fact]
    public void Solve_EquallyCheapPaths_TakesTheShorter()
    {
        var graph = TransferGraph.FromRoutes(4, [new(0, 1, 100), new(1, 2, 100), new(2, 3, 100), new(0, 3, 100)]);
        Assert.Equal([0.0, -7.0, 0.0, 0.0], Solve(graph, [-7, 0, 0, 7]).Flows);
    }

    [Fact]
    public void Solve_OneWayThereAndBack_TakesEachOnItsOwnTerms()
    {
        // 0 gives to 1 over 4 at the most, 1 gives to 0 over 9 at double the cost.
        var graph = TransferGraph.FromRoutes(2, [TransferRoute.OneWay(0, 1, 4, 1), TransferRoute.OneWay(1, 0, 9, 2)]);
        var (flows, met) = Solve(graph, [-10, 10], out var cost);
        Assert.Equal([0.0, 4.0], flows);
        Assert.Equal([-4.0, 4.0], met);
        Assert.Equal(4, cost);
        Assert.Equal([9.0, 0.0], Solve(graph, [10, -10], out cost).Flows);
        Assert.Equal(18, cost);
    }

    [Fact]
    public void Solve_FlowTakenBackButForRounding_LeavesItsRouteOpen()
    {
        // Without capacities everything can be met; tenths leave some 1e-16 FEI where a flow was taken back.
        var graph = TransferGraph.FromRoutes(5, [new(0, 1, Cost: 0.002), new(1, 2, Cost: 0.001), new(2, 3), new(3, 4, Cost: 0.002)]);
        double[] changes = [-0.9, -2.5, 2.5, -0.9, 1.8];
        Vectors.Compare("met", changes, Solve(graph, changes, out var cost).Met, 1e-14);
        Assert.Equal((0.9 * 0.002) + (3.4 * 0.001) + (1.8 * 0.002), cost, 1e-15);
    }

    [Fact]
    public void Solve_NoWayOut_LeavesItUnmet()
    {
        var graph = TransferGraph.FromRoutes(3, [TransferRoute.OneWay(0, 2), new(0, 1)]);
        var (flows, met) = Solve(graph, [3, 2, -5]);
        Assert.Equal([0.0, 0.0], flows);
        Assert.Equal([0.0, 0.0, 0.0], met);
        (flows, met) = Solve(graph, [-3, 1, 2]);
        Assert.Equal([-1.0, 2.0], flows);
        Assert.Equal([-3.0, 1.0, 2.0], met);
    }

    [Fact]
    public void Solve_ChangesThatDoNotAddUp_AreRefused() =>
        Assert.Throws<AllocationException>(() => Solve(TransferGraph.FromRoutes(2, [new(0, 1, 5)]), [1, 1]));

    static (double[] Flows, double[] Met) Solve(TransferGraph graph, double[] changes) => Solve(graph, changes, out _);

    static (double[] Flows, double[] Met) Solve(TransferGraph graph, double[] changes, out double cost)
    {
        var (flows, met) = (new double[graph.Routes.Count], new double[changes.Length]);
        cost = new MinimumCostFlow(graph).Solve(changes, flows, met);
        return (flows, met);
    }
}
