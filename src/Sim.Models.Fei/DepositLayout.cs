using Sim.Framework;
using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei;

/// <summary>What follows from the deposits and routes of a run, worked out once at its start.</summary>
sealed class DepositLayout
{
    public DepositLayout(FeiParameters parameters, int longestWindow)
    {
        var window = Math.Max(parameters.MovingAverageWindow, parameters.RiskWindow);
        if (window > longestWindow)
            throw new SimulationException($"A window of {window} timesteps is longer than the {longestWindow} that the model remembers: create it with FeiProtocol.Create({window}).");
        var deposits = parameters.Deposits;
        Count = deposits.Count;
        Kinds = [.. deposits.Select(deposit => deposit.Kind)];
        Pool = Array.IndexOf(Kinds, DepositKind.LiquidityPool);
        Exposures = [.. Kinds.Select(kind => kind is DepositKind.LiquidityPool or DepositKind.MoneyMarket ? 1.0 : 0.0)];
        Concentrations = [.. deposits.Select(deposit => deposit.Concentration)];
        Graph = parameters.Routes is null ? TransferGraph.Complete(Count) : TransferGraph.FromRoutes(Count, parameters.Routes);
        Solver = Graph.IsRestricted ? new MinimumCostFlow(Graph) : null;
        Rate = Rebalancing.Rate(parameters.Days, parameters.RebalanceDuration);
    }

    public int Count { get; }

    public DepositKind[] Kinds { get; }

    /// <summary>The pool's place among the deposits; -1 without one.</summary>
    public int Pool { get; }

    public double[] Exposures { get; }

    public double[] Concentrations { get; }

    public TransferGraph Graph { get; }

    /// <summary>Finds the flows when routes have capacities, costs or single directions; null when they have none.</summary>
    public MinimumCostFlow? Solver { get; }

    /// <summary>The part of the way to the target weights that is gone in a timestep.</summary>
    public double Rate { get; }

    /// <summary>What lies in all deposits of a kind.</summary>
    public double SumOf(DepositKind kind, ReadOnlySpan<double> balances)
    {
        var sum = 0.0;
        for (var deposit = 0; deposit < Kinds.Length; deposit++)
        {
            if (Kinds[deposit] == kind)
                sum += balances[deposit];
        }

        return sum;
    }
}
