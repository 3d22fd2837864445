using System.Globalization;
using Sim.Framework;

namespace Sim.Models.Fei.CapitalAllocation;

/// <summary>The cheapest flows that bring about as much of the wanted changes as the routes' capacities let through.</summary>
/// <remarks>
/// Successive shortest paths in the residual graph, so that no other flows of the same amount cost less; of equally cheap
/// paths the one with fewer routes, so that free routes move no FEI further than needed. Its memory is taken once; one
/// instance serves one thread.
/// QuikGraph finds the largest flow, not the cheapest, and its Bellman and Ford compares costs exactly: a residual graph
/// has circles whose costs sum to zero but for rounding, and walking back along its predecessors then never ends.
/// Source: Ahuja, Magnanti and Orlin, Network Flows, 1993, section 9.7.
/// </remarks>
public sealed class MinimumCostFlow
{
    // Amounts and costs that are smaller, relative to the whole, are rounding.
    const double Relative = 1e-13;

    readonly TransferRoute[] _routes;
    readonly double[] _left;
    readonly double[] _cost;
    readonly int[] _hops;
    readonly int[] _arrivedBy;
    readonly double _costTolerance;
    double _noise;

    /// <summary>A solver for this graph.</summary>
    public MinimumCostFlow(TransferGraph graph)
    {
        _routes = [.. graph.Routes];
        _left = new double[graph.Deposits];
        _cost = new double[graph.Deposits];
        _hops = new int[graph.Deposits];
        _arrivedBy = new int[graph.Deposits];
        _costTolerance = Relative * graph.Routes.Max(static route => route.Cost);
    }

    /// <summary>Finds the flows.</summary>
    /// <param name="netChanges">Wanted change of each deposit (FEI), summing to zero.</param>
    /// <param name="flows">Receives the flow of each route (FEI), positive when its first deposit receives.</param>
    /// <param name="met">Receives the change of each deposit that the flows bring about (FEI): all of it unless capacities bind.</param>
    /// <returns>The cost of the flows (FEI).</returns>
    /// <exception cref="ArgumentException">A wrong length.</exception>
    /// <exception cref="AllocationException">A change is not finite, or the changes do not sum to zero.</exception>
    public double Solve(ReadOnlySpan<double> netChanges, Span<double> flows, Span<double> met)
    {
        Require.Length(netChanges.Length, _left.Length, nameof(netChanges));
        Require.Length(met.Length, _left.Length, nameof(met));
        TransferFlows.RequireBalanced(netChanges, flows.Length, _routes.Length);
        flows.Clear();
        netChanges.CopyTo(_left);
        var (wanted, imbalance) = (0.0, 0.0);
        foreach (var change in netChanges)
            (wanted, imbalance) = (wanted + Math.Max(change, 0), imbalance + change);
        // Changes of large balances sum to zero but for rounding, which no flow can bring about.
        _noise = (wanted * Relative) + Math.Abs(imbalance);
        // Every path fills a route, empties a giver or fills a taker, which happens few times each.
        var paths = 100 * (_routes.Length + _left.Length);
        while (wanted > 0 && CheapestTaker(flows) is var taker and >= 0)
        {
            Send(taker, flows);
            if (--paths == 0)
                throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"The flows along {_routes.Length} routes were not found: their costs or capacities span too many orders of magnitude."));
        }

        for (var deposit = 0; deposit < met.Length; deposit++)
            met[deposit] = netChanges[deposit] - (Math.Abs(_left[deposit]) <= _noise * _left.Length ? 0 : _left[deposit]);
        return CostOf(flows);
    }

    /// <summary>Moves balances by the flows, and gives their cost (FEI).</summary>
    internal double Move(ReadOnlySpan<double> netChanges, Span<double> balances, Span<double> flows)
    {
        Span<double> met = balances.Length <= Blocks.Scratch.Limit ? stackalloc double[balances.Length] : new double[balances.Length];
        var cost = Solve(netChanges, flows, met);
        Rebalancing.ApplyAtOnce(balances, met, balances);
        return cost;
    }

    double CostOf(ReadOnlySpan<double> flows)
    {
        var cost = 0.0;
        for (var route = 0; route < flows.Length; route++)
            cost += Math.Abs(flows[route]) * _routes[route].Cost;
        return cost;
    }

    /// <summary>The taker that is cheapest to reach from a giver, by Bellman and Ford; -1 when none can be reached.</summary>
    int CheapestTaker(ReadOnlySpan<double> flows)
    {
        for (var deposit = 0; deposit < _left.Length; deposit++)
            (_cost[deposit], _hops[deposit], _arrivedBy[deposit]) = (_left[deposit] < -_noise ? 0 : double.PositiveInfinity, 0, -1);
        for (var round = 1; round < _left.Length && Relax(flows); round++)
        {
        }

        var best = -1;
        for (var deposit = 0; deposit < _left.Length; deposit++)
        {
            if (_left[deposit] > _noise && double.IsFinite(_cost[deposit]) && (best < 0 || IsCheaper(_cost[deposit], _hops[deposit], best)))
                best = deposit;
        }

        return best;
    }

    bool Relax(ReadOnlySpan<double> flows)
    {
        var changed = false;
        for (var route = 0; route < flows.Length; route++)
        {
            var (first, second, _, _) = _routes[route];
            changed |= Relax(route, second, first, flows[route]);
            // Against a one-way route only what flows along it can be taken back.
            if (!_routes[route].IsOneWay || flows[route] > _noise)
                changed |= Relax(route, first, second, -flows[route]);
        }

        return changed;
    }

    /// <param name="route">The route.</param>
    /// <param name="from">Where one more FEI would come from.</param>
    /// <param name="to">Where it would go.</param>
    /// <param name="along">What already flows that way; negative for the other.</param>
    bool Relax(int route, int from, int to, double along)
    {
        if (!double.IsFinite(_cost[from]) || Residual(route, along) <= _noise)
            return false;
        // Sending against a flow takes its cost back.
        var sign = along < -_noise ? -1 : 1;
        var (cost, hops) = (_cost[from] + (sign * _routes[route].Cost), _hops[from] + sign);
        if (!IsCheaper(cost, hops, to))
            return false;
        (_cost[to], _hops[to], _arrivedBy[to]) = (cost, hops, route);
        return true;
    }

    bool IsCheaper(double cost, int hops, int than) =>
        cost < _cost[than] - _costTolerance || (cost <= _cost[than] + _costTolerance && hops < _hops[than]);

    // What rounding has left of a flow that was taken back closes no route.
    double Residual(int route, double along) => along < -_noise ? -along : _routes[route].Capacity - along;

    void Send(int taker, Span<double> flows)
    {
        var amount = _left[taker];
        var giver = taker;
        for (; _arrivedBy[giver] >= 0; giver = Other(giver))
            amount = Math.Min(amount, Residual(_arrivedBy[giver], Into(giver, flows)));
        amount = Math.Min(amount, -_left[giver]);
        for (var deposit = taker; deposit != giver; deposit = Other(deposit))
            flows[_arrivedBy[deposit]] += _routes[_arrivedBy[deposit]].First == deposit ? amount : -amount;
        _left[taker] -= amount;
        _left[giver] += amount;
    }

    double Into(int deposit, ReadOnlySpan<double> flows) =>
        _routes[_arrivedBy[deposit]].First == deposit ? flows[_arrivedBy[deposit]] : -flows[_arrivedBy[deposit]];

    int Other(int deposit)
    {
        var route = _routes[_arrivedBy[deposit]];
        return route.First == deposit ? route.Second : route.First;
    }
}
