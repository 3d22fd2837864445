using Sim.Framework;
using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei;

/// <summary>What follows from the deposits and routes of a run, worked out once at its start.</summary>
sealed class DepositLayout
{
    public DepositLayout(FeiParameters parameters, int longestWindow)
    {
        Check(parameters, longestWindow);
        var deposits = parameters.Deposits;
        Count = deposits.Count;
        Kinds = [.. deposits.Select(deposit => deposit.Kind)];
        Pool = Kinds.IndexOf(DepositKind.LiquidityPool);
        Exposures = [.. Kinds.Select(kind => kind is DepositKind.LiquidityPool or DepositKind.MoneyMarket ? 1.0 : 0.0)];
        Concentrations = [.. deposits.Select(deposit => deposit.Concentration)];
        Graph = parameters.Routes is null ? TransferGraph.Complete(Count) : TransferGraph.FromRoutes(Count, parameters.Routes);
        if (parameters.Fidelity == Fidelity.Parity && !Graph.IsComplete)
            throw new SimulationException("Routes are read in corrected mode only: the original knows the complete graph alone. Leave Routes out, or set Fidelity to Corrected.");
        Rate = Rebalancing.Rate(parameters.Days, parameters.RebalanceDuration);
    }

    public int Count { get; }

    public List<DepositKind> Kinds { get; }

    /// <summary>The pool's place among the deposits; -1 without one.</summary>
    public int Pool { get; }

    public double[] Exposures { get; }

    public double[] Concentrations { get; }

    public TransferGraph Graph { get; }

    /// <summary>The part of the way to the target weights that is gone in a timestep.</summary>
    public double Rate { get; }

    static void Check(FeiParameters parameters, int longestWindow)
    {
        if (parameters.Deposits.Count < 2)
            throw new SimulationException($"Deposits has {parameters.Deposits.Count}: users need at least two to choose from.");
        if (parameters.Deposits.Count(deposit => deposit.Kind == DepositKind.LiquidityPool) > 1)
            throw new SimulationException("Deposits has several of kind LiquidityPool: the model has one pool.");
        if (parameters.Deposits.FirstOrDefault(deposit => !(deposit.Balance >= 0) || !(deposit.Concentration > 0)) is { } wrong)
            throw new SimulationException($"Deposit '{wrong.Name}' has balance {wrong.Balance} and concentration {wrong.Concentration}: give a balance of 0 or more and a concentration above 0.");
        var window = Math.Max(parameters.MovingAverageWindow, parameters.RiskWindow);
        if (window > longestWindow)
            throw new SimulationException($"A window of {window} timesteps is longer than the {longestWindow} that the model remembers: create it with FeiCapitalAllocation.Create({window}).");
    }
}
