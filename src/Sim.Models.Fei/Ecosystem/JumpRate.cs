namespace Sim.Models.Fei.Ecosystem;

/// <summary>The money market's rates: linear in utilization, with a steep second slope above the kink.</summary>
/// <remarks>Source: Compound's jump-rate model; CADLabs/fei-protocol-model at 0818fbe, model/parts/money_markets.py.</remarks>
static class JumpRate
{
    // Full risk halves the use of the market.
    const double RiskAversion = 0.5;

    /// <summary>The market at this demand, this risk and these deposits (FEI).</summary>
    public static MarketState Market(double demand, double risk, double deposits, FeiParameters parameters)
    {
        var twice = parameters.Fidelity.Keeps(Fidelity.DoubledFactors);
        var utilization = demand * (1 - (RiskAversion * risk));
        if (parameters.Fidelity != Fidelity.Parity)
            utilization = Math.Clamp(utilization, 0, 1);
        var borrowRate = ((parameters.Multiplier * Math.Min(utilization, parameters.Kink))
            + (parameters.JumpMultiplier * Math.Max(0, utilization - parameters.Kink))
            + parameters.BaseRate) * (twice ? parameters.Days : 1);
        var supplyRate = borrowRate * utilization * (1 - parameters.ReserveFactor);
        return new MarketState
        {
            Utilization = utilization,
            Borrowed = deposits * utilization,
            BorrowRate = borrowRate,
            SupplyRate = supplyRate,
            DepositRate = twice ? utilization * supplyRate : supplyRate,
        };
    }
}
