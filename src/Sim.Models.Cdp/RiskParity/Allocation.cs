using System.Globalization;

namespace Sim.Models.Cdp.RiskParity;

/// <summary>How debt is shared out over positions, or why it cannot be.</summary>
public sealed record Allocation
{
    /// <summary>How it ended.</summary>
    public required AllocationStatus Status { get; init; }

    /// <summary>The debt of each position (Dai), which add up to the debt asked for; empty when infeasible.</summary>
    public required IReadOnlyList<double> Tabs { get; init; }

    /// <summary>What the free positions share: by kind of problem a score in standard deviations or the logarithm of a price of risk; NaN when infeasible.</summary>
    public required double Score { get; init; }

    /// <summary>The debt nearest to the one asked for that the bounds allow (Dai): the debt itself when feasible.</summary>
    public required double NearestDebt { get; init; }

    /// <summary>What stands in the way, in a sentence; empty when feasible.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether the debt could be shared out.</summary>
    public bool IsFeasible => Status is AllocationStatus.Interior or AllocationStatus.Bounded;

    internal static Allocation Infeasible(AllocationStatus status, double debt, double bound) => new()
    {
        Status = status,
        Tabs = [],
        Score = double.NaN,
        NearestDebt = bound,
        Reason = status == AllocationStatus.AboveUpperBounds
            ? string.Create(CultureInfo.InvariantCulture, $"A debt of {debt:R} is more than the upper bounds of the positions add up to, {bound:R}: borrow that at the most, add collateral or raise ceilings.")
            : string.Create(CultureInfo.InvariantCulture, $"A debt of {debt:R} is less than the lower bounds of the positions add up to, {bound:R}: keep that at the least, or repay existing debt."),
    };
}
