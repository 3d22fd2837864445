using Sim.Framework;
using Sim.Models.Fei.Ecosystem;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>What stands behind FEI. Source: model/parts/accounting.py of the original.</summary>
/// <remarks>It runs at the start of a timestep and so describes the end of the one before, as the original's does; in corrected mode <see cref="Closing"/> keeps the same account at the end.</remarks>
static class PcvAccounting
{
    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("what stands behind FEI, before this timestep (lagged accounts only)")
        .When(Closing.IsLagged)
        .Update(state => state.Pcv, Pcv);

    static PcvTotals Pcv(Step step) => Accounts.Pcv(step.State, step.State.Price);
}
