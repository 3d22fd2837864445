using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>The shares that exogenous weights are pushed toward, drawn anew in each timestep and run, and kept in the state.</summary>
static class Draw
{
    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("shares drawn from a Dirichlet law")
        .When(step => step.Parameters.WeightSource == WeightSource.Exogenous)
        .Update(state => state.Draw, Shares);

    static void Shares(Step step, Span<double> next) => step.Random.Dirichlet(step.State.Layout.Concentrations, next);
}
