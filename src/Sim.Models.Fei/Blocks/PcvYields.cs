using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>Simple interest on the protocol's deposits, and its part of the pool's fees. Source: model/parts/pcv_yield.py of the original.</summary>
static class PcvYields
{
    const double DaysPerYear = 365;

    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("yield that accrues to the protocol's deposits, and its part of the pool's fees")
        .Apply(state => new { state.Protocol, state.PcvYield }, Accrue);

    static void Accrue(Step step, ref FeiState next)
    {
        var (deposits, prices, years) = (step.State.Protocol, step.State.Price, step.Parameters.Days / DaysPerYear);
        var stable = deposits.StableYieldBearing.Balance * step.Parameters.StableYieldRate * years;
        var units = deposits.VolatileYieldBearing.Balance * step.Parameters.VolatileYieldRate * years;
        var fei = deposits.FeiMoneyMarket * step.State.Market.DepositRate * years;
        next.Protocol = deposits with
        {
            StableYieldBearing = Accrued(deposits.StableYieldBearing, stable),
            VolatileYieldBearing = Accrued(deposits.VolatileYieldBearing, units),
            FeiMoneyMarketYield = deposits.FeiMoneyMarketYield + fei,
        };
        var poolFees = step.State.Pool.ProtocolFei / step.State.Pool.Fei * step.State.Trade.Fees;
        next.PcvYield = step.Parameters.Fidelity.Keeps(Fidelity.MixedUnits)
            ? stable + units + fei + poolFees
            : (stable * prices.Stable) + (units * prices.Volatile) + (fei * prices.Fei) + poolFees;
    }

    static PcvDeposit Accrued(PcvDeposit deposit, double amount) => deposit with { YieldAccrued = deposit.YieldAccrued + amount };
}
