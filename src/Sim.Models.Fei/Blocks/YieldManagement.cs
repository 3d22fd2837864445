using Sim.Framework;
using Sim.Models.Fei.Ecosystem;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>Where accrued yield goes from time to time. Source: model/parts/pcv_yield.py of the original.</summary>
static class YieldManagement
{
    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("accrued yield is withdrawn to the idle deposits, or reinvested")
        .When(IsDue)
        .Update(state => state.Protocol, Moved);

    static bool IsDue(Step step) => IsDue(step.Timestep, step.Parameters.YieldWithdrawalPeriod) || IsDue(step.Timestep, step.Parameters.YieldReinvestPeriod);

    static bool IsDue(int timestep, int? period) => period is { } timesteps && timestep % timesteps == 0;

    static ProtocolDeposits Moved(Step step) => step.Parameters.YieldReinvestPeriod is not null
        ? DepositYields.Reinvest(step.State.Protocol, step.State.Price)
        : DepositYields.Withdraw(step.State.Protocol, step.State.Price);
}
