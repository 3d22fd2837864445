using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>The time since the start. Source: model/parts/accounting.py of the original, whose clock lags a timestep.</summary>
static class Clock
{
    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("time since the start")
        .Update(state => state.Day, Day);

    static double Day(Step step) =>
        (step.Parameters.Fidelity.Keeps(Fidelity.LaggedAccounts) ? step.Timestep - 1 : step.Timestep) * step.Parameters.Days;
}
