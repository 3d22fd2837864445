using Sim.Framework;

namespace Sim.Models.Fei;

/// <summary>One of the protocol's own deposits.</summary>
/// <remarks>Immutable. Amounts are in units of its asset, and none is negative.
/// Source: CADLabs/fei-protocol-model at 0818fbe, model/types.py.</remarks>
public readonly record struct PcvDeposit
{
    /// <summary>What it holds.</summary>
    [Unit("units")] public double Balance { get; init; }

    /// <summary>What that is worth; in parity as of the last time it was touched.</summary>
    [Unit("USD")] public double Value { get; init; }

    /// <summary>Yield that has accrued and is not in the balance yet.</summary>
    [Unit("units")] public double YieldAccrued { get; init; }

    /// <summary>A deposit of this balance at this price.</summary>
    public static PcvDeposit Of(double balance, double price) => new() { Balance = balance, Value = balance * price };

    /// <summary>With an amount more, or less if negative, at this price.</summary>
    internal PcvDeposit Add(double amount, double price)
    {
        var balance = Balance + amount;
        return this with { Balance = balance, Value = balance * price };
    }

    /// <summary>With its accrued yield in its balance.</summary>
    internal PcvDeposit Compound(double price) => (this with { YieldAccrued = 0 }).Add(YieldAccrued, price);

    /// <summary>Revalued at this price.</summary>
    internal PcvDeposit At(double price) => this with { Value = Balance * price };
}
