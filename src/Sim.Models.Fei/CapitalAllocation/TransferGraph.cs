using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace Sim.Models.Fei.CapitalAllocation;

/// <summary>The deposits and the routes along which FEI may move between them; always connected.</summary>
/// <remarks>
/// Immutable and thread-safe. Routes are kept with the smaller position first, in row-major order, whatever order they were
/// given in, so that a complete graph has the layout of <see cref="TransferFlows"/>. Flows on few routes can ask a deposit to
/// pass on more than it holds at that moment: apply the net changes at once and take the flows as a report.
/// </remarks>
public sealed class TransferGraph
{
    readonly TransferRoute[] _routes;

    /// <summary>Pseudo-inverse of the incidence matrix, one row of <see cref="Deposits"/> numbers per route; empty if complete.</summary>
    readonly double[] _operator;

    TransferGraph(int deposits, TransferRoute[] routes)
    {
        Deposits = deposits;
        _routes = routes;
        Routes = Array.AsReadOnly(routes);
        IsPriced = routes.Any(static route => route.Cost > 0 || double.IsFinite(route.Capacity));
        IsComplete = routes.Length == TransferFlows.PairCount(deposits);
        _operator = IsComplete ? [] : PseudoInverse();
    }

    /// <summary>Number of deposits, the nodes.</summary>
    public int Deposits { get; }

    /// <summary>The routes, smaller position first, in row-major order: the order of the flows.</summary>
    public IReadOnlyList<TransferRoute> Routes { get; }

    /// <summary>Whether every pair of deposits has its route.</summary>
    public bool IsComplete { get; }

    /// <summary>Whether a route has a capacity or a cost, so that flows are found by <see cref="MinimumCostFlow"/>.</summary>
    public bool IsPriced { get; }

    /// <summary>The graph with a route between every two deposits.</summary>
    /// <param name="deposits">Number of deposits, at least 2.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="ArgumentException">Fewer than two deposits.</exception>
    public static TransferGraph Complete(int deposits)
    {
        var routes = new TransferRoute[TransferFlows.PairCount(deposits)];
        var pair = 0;
        for (var first = 0; first < deposits; first++)
        {
            for (var second = first + 1; second < deposits; second++, pair++)
                routes[pair] = new TransferRoute(first, second);
        }

        return new TransferGraph(deposits, routes);
    }

    /// <summary>The graph with the given routes.</summary>
    /// <param name="deposits">Number of deposits, at least 2.</param>
    /// <param name="routes">Routes in any order, either deposit first.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="ArgumentException">A route names a deposit that is not there, joins a deposit to itself, stands there
    /// twice, or has no positive capacity or a negative cost; or the routes leave the deposits in several parts, which the message lists.</exception>
    public static TransferGraph FromRoutes(int deposits, IEnumerable<TransferRoute> routes)
    {
        Require.AtLeastTwo(deposits, nameof(deposits));
        var seen = new SortedSet<TransferRoute>(Comparer<TransferRoute>.Create(
            static (left, right) => (left.First, left.Second).CompareTo((right.First, right.Second))));
        foreach (var route in routes)
        {
            RequireRoute(route, deposits, nameof(routes));
            var ordered = route.First < route.Second ? route : route with { First = route.Second, Second = route.First };
            if (!seen.Add(ordered))
            {
                throw new ArgumentException(
                    $"The route between deposits {ordered.First} and {ordered.Second} is given twice; "
                    + "give it once, it is open both ways.", nameof(routes));
            }
        }

        RequireConnected(deposits, seen);
        return new TransferGraph(deposits, [.. seen]);
    }

    /// <summary>The oriented incidence matrix A, so that A times the flows is the net change of each deposit.</summary>
    /// <returns>A new matrix, <see cref="Deposits"/> rows and a column per route: +1 at its first deposit, -1 at its second.</returns>
    public Matrix<double> Incidence()
    {
        var incidence = Matrix<double>.Build.Dense(Deposits, _routes.Length);
        for (var route = 0; route < _routes.Length; route++)
        {
            incidence[_routes[route].First, route] = 1;
            incidence[_routes[route].Second, route] = -1;
        }

        return incidence;
    }

    /// <summary>The Laplacian L = A A': the number of routes at each deposit, and -1 for each route.</summary>
    /// <returns>A new symmetric matrix, <see cref="Deposits"/> by <see cref="Deposits"/>.</returns>
    public Matrix<double> Laplacian()
    {
        var laplacian = Matrix<double>.Build.Dense(Deposits, Deposits);
        foreach (var (first, second, _, _) in _routes)
        {
            laplacian[first, first] += 1;
            laplacian[second, second] += 1;
            laplacian[first, second] -= 1;
            laplacian[second, first] -= 1;
        }

        return laplacian;
    }

    /// <summary>The flows of least sum of squares that bring about the net changes, d = A' L+ b. Allocates nothing.</summary>
    /// <param name="netChanges">Change b of each deposit (FEI), summing to zero.</param>
    /// <param name="flows">Receives the flow of each route (FEI), positive when its first deposit receives.</param>
    /// <exception cref="ArgumentException">A wrong length.</exception>
    /// <exception cref="AllocationException">A change is not finite, or the changes do not sum to zero.</exception>
    public void MinimumNormFlows(ReadOnlySpan<double> netChanges, Span<double> flows)
    {
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
        var rows = new double[_routes.Length * Deposits];
        for (var route = 0; route < _routes.Length; route++)
        {
            for (var deposit = 0; deposit < Deposits; deposit++)
            {
                rows[(route * Deposits) + deposit] =
                    inverse[_routes[route].First, deposit] - inverse[_routes[route].Second, deposit];
            }
        }

        return rows;
    }

    static void RequireRoute(TransferRoute route, int deposits, string name)
    {
        var (first, second, capacity, cost) = route;
        if (first < 0 || second < 0 || first >= deposits || second >= deposits)
        {
            throw new ArgumentException(
                $"The route between deposits {first} and {second} names a deposit that is not there; "
                + $"deposits are numbered 0 to {deposits - 1}.", name);
        }

        if (first == second)
            throw new ArgumentException($"The route joins deposit {first} to itself; remove it.", name);
        if (!(capacity > 0) || !(cost >= 0) || !double.IsFinite(cost))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The route between deposits {first} and {second} has capacity {capacity} and cost {cost}; ")
                + "give a capacity above 0 and a finite cost of 0 or more.", name);
        }
    }

    static void RequireConnected(int deposits, IEnumerable<TransferRoute> routes)
    {
        // Each deposit's part is named by its smallest member; a route gives two parts one name.
        var part = Enumerable.Range(0, deposits).ToArray();
        foreach (var (first, second, _, _) in routes)
        {
            var (kept, dropped) = (Math.Min(part[first], part[second]), Math.Max(part[first], part[second]));
            for (var deposit = 0; deposit < deposits; deposit++)
            {
                if (part[deposit] == dropped)
                    part[deposit] = kept;
            }
        }

        if (part.All(static name => name == 0))
            return;
        var parts = Enumerable.Range(0, deposits).GroupBy(deposit => part[deposit])
            .Select(static members => "{" + string.Join(", ", members) + "}");
        throw new ArgumentException(
            $"The routes leave the deposits in separate parts, {string.Join(" and ", parts)}; add routes that join them.",
            nameof(routes));
    }
}
