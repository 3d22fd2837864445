using Sim.Framework;
using Sim.Models.Fei.Ecosystem;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>How the protocol stands. Source: model/parts/system_metrics.py of the original.</summary>
/// <remarks>It runs at the start of a timestep and so describes the end of the one before, as the original's does; in corrected mode <see cref="Closing"/> keeps the same account at the end.</remarks>
static class ProtocolMetrics
{
    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("how the protocol stands, before this timestep (lagged accounts only)")
        .When(Closing.IsLagged)
        .Update(state => state.Metrics, Metrics);

    static SystemMetrics Metrics(Step step) =>
        Accounts.Metrics(step.State.Supply, step.State.Pcv, step.State.PcvYield, step.State.MintRedeemFees, step.State.Price, step.Parameters.Days);
}
