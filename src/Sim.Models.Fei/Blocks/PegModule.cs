using Sim.Framework;
using Sim.Models.Fei.Ecosystem;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>What the pool's arbitrage minted or redeemed is settled with the protocol's deposits. Source: model/parts/peg_stability_module.py of the original.</summary>
static class PegModule
{
    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("assets for minted FEI come in, assets for redeemed FEI go out, with fees")
        .Apply(state => new { state.Protocol, state.MintRedeemFees }, Settle);

    static void Settle(Step step, ref FeiState next) =>
        (next.Protocol, next.MintRedeemFees) = PegStability.Settle(step.State.Protocol, step.State.Trade.FeiMinted, step.State.Price, step.Parameters);
}
