using Sim.Framework;

namespace Sim.Models.Fei;

/// <summary>The money market: how much of its FEI is borrowed, and at which rates.</summary>
public readonly record struct MarketState
{
    /// <summary>The share that is borrowed.</summary>
    [Unit("ratio")] public double Utilization { get; init; }

    /// <summary>What is borrowed.</summary>
    [Unit("FEI")] public double Borrowed { get; init; }

    /// <summary>What borrowers pay.</summary>
    [Unit("1/year")] public double BorrowRate { get; init; }

    /// <summary>What lenders earn on all that they lend to the market.</summary>
    [Unit("1/year")] public double SupplyRate { get; init; }

    /// <summary>The rate that deposits are credited; in parity the supply rate times utilization once more.</summary>
    [Unit("1/year")] public double DepositRate { get; init; }
}
