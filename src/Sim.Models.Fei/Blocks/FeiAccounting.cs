using Sim.Framework;
using Sim.Models.Fei.Ecosystem;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>Who owns how much FEI. Source: model/parts/accounting.py of the original.</summary>
/// <remarks>It runs at the start of a timestep and so describes the end of the one before, as the original's does; in corrected mode <see cref="Closing"/> keeps the same account at the end.</remarks>
static class FeiAccounting
{
    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("who owns how much FEI, before this timestep (lagged accounts only)")
        .When(Closing.IsLagged)
        .Update(state => state.Supply, Supply);

    static FeiSupply Supply(Step step) =>
        Accounts.Supply(step.State, step.State.Layout.SumOf(DepositKind.MoneyMarket, step.State.Balances.Span), step.Parameters.Fidelity);
}
