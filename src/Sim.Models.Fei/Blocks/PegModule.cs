using Sim.Framework;
using Sim.Models.Fei.Ecosystem;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>What minting and redeeming does to the protocol's deposits.</summary>
readonly record struct Settlement(ProtocolDeposits Protocol, double Fees);

/// <summary>What the pool's arbitrage minted or redeemed is settled with the protocol's deposits. Source: model/parts/peg_stability_module.py of the original.</summary>
static class PegModule
{
    public static void Declare(SignalBlockBuilder<FeiState, FeiParameters, Settlement> block) => block
        .Describe("assets for minted FEI come in, assets for redeemed FEI go out, with fees")
        .Policy("settlement", Settle)
        .Update(state => state.Protocol, (_, settlement) => settlement.Protocol)
        .Update(state => state.MintRedeemFees, (_, settlement) => settlement.Fees);

    static Settlement Settle(Step step)
    {
        var (protocol, fees) = PegStability.Settle(step.State.Protocol, step.State.Trade.FeiMinted, step.State.Price, step.Parameters);
        return new Settlement(protocol, fees);
    }
}
