using Sim.Framework;
using Sim.Models.Fei.Ecosystem;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>The accounts as the original keeps them: at the start of a timestep, so that they describe the end of the one before.</summary>
/// <remarks>In corrected mode <see cref="Closing"/> keeps the same accounts at the end of the timestep.</remarks>
static class Accounting
{
    public static void DeclareSupply(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("who owns how much FEI, before this timestep (lagged accounts only)")
        .When(IsLagged)
        .Update(state => state.Supply, Supply);

    public static void DeclarePcv(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("what stands behind FEI, before this timestep (lagged accounts only)")
        .When(IsLagged)
        .Update(state => state.Pcv, Pcv);

    public static void DeclareMetrics(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("how the protocol stands, before this timestep (lagged accounts only)")
        .When(IsLagged)
        .Update(state => state.Metrics, Metrics);

    static bool IsLagged(Step step) => step.Parameters.Fidelity.Keeps(Fidelity.LaggedAccounts);

    static FeiSupply Supply(Step step) =>
        Accounts.Supply(step.State, step.State.Layout.SumOf(DepositKind.MoneyMarket, step.State.Balances.Span), step.Parameters.Fidelity);

    static PcvTotals Pcv(Step step) => Accounts.Pcv(step.State, step.State.Price);

    static SystemMetrics Metrics(Step step) =>
        Accounts.Metrics(step.State.Supply, step.State.Pcv, step.State.PcvYield, step.State.MintRedeemFees, step.State.Price, step.Parameters.Days);
}
