using Sim.Framework;
using Sim.Models.Fei.CapitalAllocation;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>Users' target weights, from recorded yields and risk or from drawn shares. Source: model/parts/fei_capital_allocation.py of the original.</summary>
static class Weights
{
    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("target weights from recorded yields and risk, or from shares drawn from a Dirichlet law")
        .Apply(state => new { state.TargetWeights, state.Draw }, Set);

    static void Set(Step step, ref FeiState next)
    {
        var targets = step.Draft(step.State.Layout.Count);
        if (step.Parameters.WeightSource == WeightSource.Exogenous)
            SetExogenous(step, ref next, targets.Span);
        else
            SetEndogenous(step, targets.Span);
        next.TargetWeights = targets.ToVector();
    }

    static void SetExogenous(Step step, ref FeiState next, Span<double> targets)
    {
        var layout = step.State.Layout;
        var draw = step.Draft(layout.Count);
        if (step.Parameters.RecordedDraws is { } recorded)
            Copy(recorded, step.Timestep, draw.Span);
        else
            step.Random.Dirichlet(layout.Concentrations, draw.Span);
        TargetWeights.Exogenous(step.State.Balances.Span, draw.Span, layout.Rate, targets);
        next.Draw = draw.ToVector();
    }

    static void Copy(IReadOnlyList<IReadOnlyList<double>> recorded, int timestep, Span<double> draw)
    {
        if (timestep >= recorded.Count || recorded[timestep].Count != draw.Length)
            throw new SimulationException($"RecordedDraws has no row of {draw.Length} shares for timestep {timestep}: give one row for each timestep from 0.");
        for (var deposit = 0; deposit < draw.Length; deposit++)
            draw[deposit] = recorded[timestep][deposit];
    }

    static void SetEndogenous(Step step, Span<double> targets)
    {
        var (layout, length, fidelity) = (step.State.Layout, step.Parameters.MovingAverageWindow, step.Parameters.Fidelity);
        var scratch = 2 * layout.Count <= Scratch.Limit ? stackalloc double[2 * layout.Count] : new double[2 * layout.Count];
        var window = new YieldWindow(scratch, length);
        var (first, count) = YieldWindow.Rows(step.Timestep, step.Timestep, length, fidelity);
        for (var row = first; row < first + count; row++)
            window.Add(step.History[step.Timestep - row].YieldRates.Span);
        TargetWeights.Endogenous(window, layout.Exposures, step.State.Risk.Metric, fidelity, targets);
    }
}
