using Sim.Framework;
using Sim.Models.Fei.CapitalAllocation;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>Users' target weights. Source: model/parts/fei_capital_allocation.py of the original.</summary>
static class Weights
{
    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("target weights from recorded yields and risk, or from the draw")
        .Update(state => state.TargetWeights, Targets);

    static void Targets(Step step, Span<double> next)
    {
        var layout = step.State.Layout;
        if (step.Parameters.WeightSource == WeightSource.Exogenous)
        {
            TargetWeights.Exogenous(step.State.Balances.Span, step.State.Draw.Span, layout.Rate, next);
            return;
        }

        var (length, fidelity) = (step.Parameters.MovingAverageWindow, step.Parameters.Fidelity);
        var scratch = 2 * layout.Count <= Scratch.Limit ? stackalloc double[2 * layout.Count] : new double[2 * layout.Count];
        var window = new YieldWindow(scratch, length);
        var (first, count) = YieldWindow.Rows(step.Timestep, step.Timestep, length, fidelity);
        for (var row = first; row < first + count; row++)
            window.Add(step.History[step.Timestep - row].YieldRates.Span);
        TargetWeights.Endogenous(window, layout.Exposures, step.State.RiskMetric, fidelity, next);
    }
}
