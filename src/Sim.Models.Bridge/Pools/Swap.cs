namespace Sim.Models.Bridge.Pools;

/// <summary>A trade with a pool.</summary>
/// <param name="Before">The pool before the trade.</param>
/// <param name="After">The pool after it.</param>
/// <param name="Paid">What went in, fee included.</param>
/// <param name="Received">What came out.</param>
public readonly record struct Swap(ConstantProductPool Before, ConstantProductPool After, double Paid, double Received)
{
    /// <summary>The share of what was paid that is lost against the marginal price before the trade, fee included; 0 for no trade.</summary>
    /// <remarks>For a small trade without fee it is about half of <see cref="MarginalSlippage"/>.</remarks>
    public double ExecutionSlippage => Paid > 0 ? 1 - (After.Base > Before.Base ? Received / (Paid * Before.Price) : Received * Before.Price / Paid) : 0;

    /// <summary>The relative change of the marginal price: what the original reports as slippage.</summary>
    public double MarginalSlippage => (After.Price / Before.Price) - 1;

    internal Swap Turned => new(Before.Turned, After.Turned, Paid, Received);
}
