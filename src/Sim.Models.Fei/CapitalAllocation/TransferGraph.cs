using System.Collections.Concurrent;
using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using QuikGraph;
using QuikGraph.Algorithms;

namespace Sim.Models.Fei.CapitalAllocation;

/// <summary>The deposits and the routes along which FEI may move between them; always connected.</summary>
/// <remarks>
/// Immutable and thread-safe. Whatever order routes are given in, they are kept in the row-major order of (first, second),
/// the smaller position first unless a route is one-way, so that a complete graph has the layout of
/// <see cref="TransferFlows"/>. Flows on few routes can ask a deposit to pass on more than it holds at that moment: apply
/// the net changes at once and take the flows as a report.
/// </remarks>
public sealed class TransferGraph
{
    static readonly Comparer<TransferRoute> RowMajor = Comparer<TransferRoute>.Create(
        static (left, right) => (left.First, left.Second).CompareTo((right.First, right.Second)));

    /// <summary>By number of deposits, for every run asks for one.</summary>
    static readonly ConcurrentDictionary<int, TransferGraph> CompleteGraphs = new();

    readonly TransferRoute[] _routes;

    /// <summary>Pseudo-inverse of the incidence matrix, one row of <see cref="Deposits"/> numbers per route; empty if restricted or complete.</summary>
    readonly double[] _operator;

    TransferGraph(AdjacencyGraph<int, STaggedEdge<int, TransferRoute>> arcs, TransferRoute[] routes)
    {
        Arcs = arcs;
        Deposits = arcs.VertexCount;
        _routes = routes;
        Routes = Array.AsReadOnly(routes);
        IsRestricted = routes.Any(static route => route.IsOneWay || route.Cost > 0 || double.IsFinite(route.Capacity));
        IsComplete = routes.Count(static route => !route.IsOneWay) == TransferFlows.PairCount(Deposits);
        _operator = IsRestricted || IsComplete ? [] : PseudoInverse();
    }

    /// <summary>Number of deposits, the nodes.</summary>
    public int Deposits { get; }

    /// <summary>The routes in row-major order of (first, second): the order of the flows.</summary>
    public IReadOnlyList<TransferRoute> Routes { get; }

    /// <summary>The routes as a directed graph, for the algorithms of QuikGraph: from giver to receiver, twice for a route that is open both ways.</summary>
    public IVertexAndEdgeListGraph<int, STaggedEdge<int, TransferRoute>> Arcs { get; }

    /// <summary>Whether every pair of deposits has its route, open both ways.</summary>
    public bool IsComplete { get; }

    /// <summary>Whether a route has a capacity, a cost or a single direction, so that flows are found by <see cref="MinimumCostFlow"/>.</summary>
    public bool IsRestricted { get; }

    /// <summary>The graph with a route between every two deposits.</summary>
    /// <param name="deposits">Number of deposits, at least 2.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="ArgumentException">Fewer than two deposits.</exception>
    public static TransferGraph Complete(int deposits) => CompleteGraphs.GetOrAdd(deposits, static deposits =>
    {
        Require.AtLeastTwo(deposits, nameof(deposits));
        var firsts = Enumerable.Range(0, deposits);
        return FromRoutes(deposits, firsts.SelectMany(first => firsts.Skip(first + 1).Select(second => new TransferRoute(first, second))));
    });

    /// <summary>The graph with the given routes.</summary>
    /// <remarks>One-way routes need not lead everywhere: a change that they cannot bring about stays unmet.</remarks>
    /// <param name="deposits">Number of deposits, at least 2.</param>
    /// <param name="routes">Routes in any order, either deposit first. Between two deposits stands one route, or one each way.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="ArgumentException">A route names a deposit that is not there, joins a deposit to itself, stands there
    /// twice, or has no positive capacity or a negative cost; or the routes leave the deposits in several parts, which the message lists.</exception>
    public static TransferGraph FromRoutes(int deposits, IEnumerable<TransferRoute> routes)
    {
        Require.AtLeastTwo(deposits, nameof(deposits));
        // QuikGraph keeps the order in which it is given vertices and edges.
        TransferRoute[] sorted = [.. routes.Select(route => Checked(route, deposits)).Order(RowMajor)];
        var arcs = new AdjacencyGraph<int, STaggedEdge<int, TransferRoute>>(allowParallelEdges: false);
        arcs.AddVertexRange(Enumerable.Range(0, deposits));
        foreach (var route in sorted)
        {
            if (!arcs.AddEdge(new(route.Second, route.First, route)) || !(route.IsOneWay || arcs.AddEdge(new(route.First, route.Second, route))))
            {
                throw new ArgumentException(
                    $"Deposits {Math.Min(route.First, route.Second)} and {Math.Max(route.First, route.Second)} are joined twice; "
                    + "give one route that is open both ways, or one-way routes, at most one each way.");
            }
        }

        RequireConnected(arcs);
        return new TransferGraph(arcs, sorted);
    }

    /// <summary>The oriented incidence matrix A, so that A times the flows is the net change of each deposit.</summary>
    /// <returns>A new matrix, <see cref="Deposits"/> rows and a column per route: +1 at its first deposit, -1 at its second.</returns>
    public Matrix<double> Incidence() => Matrix<double>.Build.Dense(
        Deposits, _routes.Length, (deposit, route) => deposit == _routes[route].First ? 1 : deposit == _routes[route].Second ? -1 : 0);

    /// <summary>The Laplacian L = A A': the number of routes at each deposit, and -1 for each route.</summary>
    /// <returns>A new symmetric matrix, <see cref="Deposits"/> by <see cref="Deposits"/>.</returns>
    public Matrix<double> Laplacian()
    {
        var incidence = Incidence();
        return incidence.TransposeAndMultiply(incidence);
    }

    /// <summary>The flows of least sum of squares that bring about the net changes, d = A' L+ b. Allocates nothing.</summary>
    /// <param name="netChanges">Change b of each deposit (FEI), summing to zero.</param>
    /// <param name="flows">Receives the flow of each route (FEI), positive when its first deposit receives.</param>
    /// <exception cref="ArgumentException">A wrong length.</exception>
    /// <exception cref="AllocationException">A change is not finite, or the changes do not sum to zero.</exception>
    /// <exception cref="InvalidOperationException">A route has a capacity, a cost or a single direction.</exception>
    public void MinimumNormFlows(ReadOnlySpan<double> netChanges, Span<double> flows)
    {
        if (IsRestricted)
            throw new InvalidOperationException("Flows of minimum norm heed no capacity, cost or direction of a route; use MinimumCostFlow.");
        Require.Length(netChanges.Length, Deposits, nameof(netChanges));
        if (IsComplete)
        {
            TransferFlows.MinimumNorm(netChanges, flows);
            return;
        }

        TransferFlows.RequireBalanced(netChanges, flows.Length, _routes.Length);
        for (var route = 0; route < flows.Length; route++)
        {
            var row = _operator.AsSpan(route * Deposits, Deposits);
            var flow = 0.0;
            for (var deposit = 0; deposit < row.Length; deposit++)
                flow += row[deposit] * netChanges[deposit];
            flows[route] = flow;
        }
    }

    /// <summary>Adds up what each deposit receives, less what it gives.</summary>
    /// <param name="flows">Flow of each route (FEI).</param>
    /// <param name="netReceived">Receives the net change of each deposit (FEI).</param>
    /// <exception cref="ArgumentException">A wrong length.</exception>
    public void NetReceived(ReadOnlySpan<double> flows, Span<double> netReceived)
    {
        Require.Length(flows.Length, _routes.Length, nameof(flows));
        Require.Length(netReceived.Length, Deposits, nameof(netReceived));
        netReceived.Clear();
        for (var route = 0; route < _routes.Length; route++)
        {
            netReceived[_routes[route].First] += flows[route];
            netReceived[_routes[route].Second] -= flows[route];
        }
    }

    /// <summary>A+ = A' L+. With J all ones, L+ = (L + J/n)^-1 - J/n for a connected graph, and A' J = 0.</summary>
    double[] PseudoInverse()
    {
        var inverse = (Laplacian() + (1.0 / Deposits)).Cholesky().Solve(Matrix<double>.Build.DenseIdentity(Deposits));
        return Incidence().TransposeThisAndMultiply(inverse).ToRowMajorArray();
    }

    static string Ends(TransferRoute route) =>
        route.IsOneWay ? $"from deposit {route.Second} to deposit {route.First}" : $"between deposits {route.First} and {route.Second}";

    /// <summary>The route if it can be one, with the smaller position first unless it is one-way.</summary>
    static TransferRoute Checked(TransferRoute route, int deposits)
    {
        var (first, second, capacity, cost) = route;
        if (first < 0 || second < 0 || first >= deposits || second >= deposits)
        {
            throw new ArgumentException(
                $"The route {Ends(route)} names a deposit that is not there; deposits are numbered 0 to {deposits - 1}.");
        }

        if (first == second)
            throw new ArgumentException($"The route joins deposit {first} to itself; remove it.");
        if (!(capacity > 0) || !(cost >= 0) || !double.IsFinite(cost))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The route {Ends(route)} has capacity {capacity} and cost {cost}; ")
                + "give a capacity above 0 and a finite cost of 0 or more.");
        }

        return route.IsOneWay || first < second ? route : route with { First = second, Second = first };
    }

    static void RequireConnected(AdjacencyGraph<int, STaggedEdge<int, TransferRoute>> arcs)
    {
        var parts = new Dictionary<int, int>(arcs.VertexCount);
        if (arcs.WeaklyConnectedComponents(parts) == 1)
            return;
        var members = arcs.Vertices.GroupBy(deposit => parts[deposit]).Select(static part => "{" + string.Join(", ", part) + "}");
        throw new ArgumentException(
            $"The routes leave the deposits in separate parts, {string.Join(" and ", members)}; add routes that join them.");
    }
}
