using Sim.Framework;
using Sim.Models.Fei.Ecosystem;
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
        var rates = new DepositRates(step.Parameters.StableYieldRate, step.Parameters.VolatileYieldRate, step.State.Market.DepositRate);
        var poolFees = step.State.Pool.ProtocolFei / step.State.Pool.Fei * step.State.Trade.Fees;
        (next.Protocol, next.PcvYield) = DepositYields.Accrue(step.State.Protocol, rates, step.Parameters.Days / DaysPerYear, step.State.Price, poolFees, step.Parameters.Fidelity);
    }
}
