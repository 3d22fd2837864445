using Sim.Framework;
using Sim.Models.Fei.Ecosystem;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>What the protocol's deposits yield.</summary>
readonly record struct Accrual(ProtocolDeposits Protocol, double Yield);

/// <summary>Simple interest on the protocol's deposits, and its part of the pool's fees. Source: model/parts/pcv_yield.py of the original.</summary>
static class PcvYields
{
    const double DaysPerYear = 365;

    public static void Declare(SignalBlockBuilder<FeiState, FeiParameters, Accrual> block) => block
        .Describe("yield that accrues to the protocol's deposits, and its part of the pool's fees")
        .Policy("accrual", Accrue)
        .Update(state => state.Protocol, (_, accrual) => accrual.Protocol)
        .Update(state => state.PcvYield, (_, accrual) => accrual.Yield);

    static Accrual Accrue(Step step)
    {
        var rates = new DepositRates(step.Parameters.StableYieldRate, step.Parameters.VolatileYieldRate, step.State.Market.DepositRate);
        var poolFees = step.State.Pool.ProtocolFei / step.State.Pool.Fei * step.State.Trade.Fees;
        var (protocol, yield) = DepositYields.Accrue(step.State.Protocol, rates, step.Parameters.Days / DaysPerYear, step.State.Price, poolFees, step.Parameters.Fidelity);
        return new Accrual(protocol, yield);
    }
}
