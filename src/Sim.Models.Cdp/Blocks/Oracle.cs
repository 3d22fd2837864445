using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Cdp.CdpState, Sim.Models.Cdp.CdpParameters>;

namespace Sim.Models.Cdp.Blocks;

/// <summary>The oracle's prices: those of some timesteps ago (Maker: the oracle security module).</summary>
static class Oracle
{
    public static void Declare(BlockBuilder<CdpState, CdpParameters> block) => block
        .Describe("the oracle's prices, some timesteps old")
        .Update(state => state.OraclePrices, Feed);

    static void Feed(Step step, Span<double> next)
    {
        var delay = Math.Min(step.Parameters.OracleDelay, step.History.Count);
        (delay == 0 ? step.State.Lows : step.History[delay].Lows).Span.CopyTo(next);
    }
}
