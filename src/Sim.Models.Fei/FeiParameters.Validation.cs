using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei;

public sealed partial record FeiParameters : IValidatableObject
{
    /// <summary>What no single range can say: choices that exclude each other, and lists that must fit together.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        ExclusiveChoices().Concat(DepositFaults()).Concat(RouteFaults()).Concat(ProcessFaults()).Select(fault => new ValidationResult(fault));

    IEnumerable<string> ExclusiveChoices()
    {
        if (TargetStableBackingRatio is not null && TargetStablePcvRatio is not null)
        {
            yield return "TargetStableBackingRatio and TargetStablePcvRatio are both set: each rebalances all of the PCV, and the original, which adds both, doubles its stable deposits at every rebalancing. "
                + "Set one of them to none.";
        }

        if (YieldWithdrawalPeriod is not null && YieldReinvestPeriod is not null)
            yield return "YieldWithdrawalPeriod and YieldReinvestPeriod are both set: the same yield cannot go to two places, and the original doubles it. Set one of them to none.";
        if (PegDeposits.Distinct().Count() != PegDeposits.Count)
            yield return $"PegDeposits names a deposit twice ({string.Join(", ", PegDeposits)}): name each once, in the order in which they pay.";
    }

    IEnumerable<string> DepositFaults()
    {
        if (Deposits.Count < 2)
            yield return $"Deposits has {Deposits.Count}: users need at least two to choose from.";
        if (Deposits.Count(deposit => deposit.Kind == DepositKind.LiquidityPool) > 1)
            yield return "Deposits has several of kind LiquidityPool: the model has one pool.";
        if (Deposits.GroupBy(deposit => deposit.Name).FirstOrDefault(group => group.Count() > 1) is { } doubled)
            yield return $"Deposits has two called '{doubled.Key}': rename one.";
        foreach (var wrong in Deposits.Where(deposit => !(deposit.Balance >= 0) || !(deposit.Concentration > 0)))
            yield return string.Create(CultureInfo.InvariantCulture, $"Deposit '{wrong.Name}' has balance {wrong.Balance} and concentration {wrong.Concentration}: give a balance of 0 or more and a concentration above 0.");
        if (RebalanceDuration < Days)
            yield return string.Create(CultureInfo.InvariantCulture, $"RebalanceDuration is {RebalanceDuration} and a timestep lasts {Days} days: users cannot rebalance faster than a timestep.");
    }

    IEnumerable<string> RouteFaults()
    {
        if (Routes is null)
            yield break;
        if (Fidelity.Keeps(Fidelity.ClippedTransfers))
        {
            yield return "Routes are not read with the original's transfers, which know the complete graph alone. Leave Routes out, or set Fidelity to Corrected.";
            yield break;
        }

        string? fault = null;
        try
        {
            TransferGraph.FromRoutes(Deposits.Count, Routes);
        }
        catch (ArgumentException exception)
        {
            fault = exception.Message.Split(" (Parameter", 2)[0];
        }

        if (fault is not null)
            yield return "Routes: " + fault;
    }

    IEnumerable<string> ProcessFaults() =>
        FeiPrice.Faults(nameof(FeiPrice))
            .Concat(StablePrice.Faults(nameof(StablePrice)))
            .Concat(VolatilePrice.Faults(nameof(VolatilePrice)))
            .Concat(Utilization.Faults(nameof(Utilization)))
            .Concat(SavingsRate.Faults(nameof(SavingsRate)))
            .Concat(NotPositive(nameof(FeiPrice), FeiPrice)).Concat(NotPositive(nameof(StablePrice), StablePrice)).Concat(NotPositive(nameof(VolatilePrice), VolatilePrice));

    static IEnumerable<string> NotPositive(string name, Process price)
    {
        if (!(price.AtStart > 0))
            yield return string.Create(CultureInfo.InvariantCulture, $"{name} starts at {price.AtStart}: a price must be above zero.");
    }
}
