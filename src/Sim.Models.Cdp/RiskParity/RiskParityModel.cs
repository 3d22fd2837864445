using Sim.Framework;
using Sim.Models.Cdp.Probability;
using Step = Sim.Framework.Step<Sim.Models.Cdp.RiskParity.RiskParityState, Sim.Models.Cdp.RiskParity.RiskParityParameters>;

namespace Sim.Models.Cdp.RiskParity;

/// <summary>The original's annealing as a model: a run is a chain, a timestep some iterations of it, and the exact answer stands beside it.</summary>
/// <remarks>See docs/models/cdp-risk-parity.md.</remarks>
public static class RiskParityModel
{
    /// <summary>The model.</summary>
    public static Model<RiskParityState, RiskParityParameters> Create() => Model.Define<RiskParityState, RiskParityParameters>("cdp-risk-parity")
        .StartFrom(Start)
        .Block("annealing", block => block
            .Describe("iterations of the annealing, until it has converged")
            .When(step => !step.State.HasConverged)
            .Apply(state => new { state.Annealing, state.Tabs, state.BestTabs, state.TabError, state.LargestProbability, state.HasConverged }, Anneal))
        .Invariant("debts add up to the debt", step => Math.Abs(step.State.Tabs.Sum() - step.Parameters.Debt) <= 1e-9 * step.Parameters.Debt)
        .Invariant("the best loss is the least", step => step.State.Annealing.BestLoss <= step.State.Annealing.Loss)
        .Build();

    static Position[] Positions(RiskParityParameters parameters) => [Position(parameters.Eth), Position(parameters.Dgx)];

    static Position Position(PositionParameters parameters) => new(parameters.Ink, parameters.Tag, parameters.Mat, parameters.Sigma);

    static RiskParityState Start(RiskParityParameters parameters)
    {
        var positions = Positions(parameters);
        var exact = NormalParity.Solve(positions, parameters.Debt);
        if (!exact.IsFeasible)
            throw new SimulationException(exact.Reason);
        var schedule = new AnnealingSchedule { Tolerance = parameters.Tolerance, StartTemperature = parameters.StartTemperature, Cooling = parameters.Cooling, Step = parameters.Step };
        var problem = new AnnealingProblem(positions, parameters.Debt, schedule);
        double[] tabs = new double[2];
        var progress = problem.Start(tabs, new double[4]);
        return new RiskParityState
        {
            Annealing = progress,
            Tabs = Vector.Of(tabs),
            BestTabs = Vector.Of(tabs),
            ExactTabs = Vector.Of([.. exact.Tabs]),
            TabError = Error(tabs, [.. exact.Tabs]),
            ExactProbability = NormalLaw.Cumulative(exact.Score),
            LargestProbability = Largest(tabs, parameters),
            HasConverged = problem.HasConverged(progress),
            Problem = problem,
        };
    }

    static void Anneal(Step step, ref RiskParityState next)
    {
        var current = step.Draft(step.State.Tabs);
        var best = step.Draft(step.State.BestTabs);
        Span<double> work = stackalloc double[4];
        var progress = step.State.Annealing;
        step.State.Problem.Run(ref progress, step.Random, progress.Iterations + step.Parameters.IterationsPerTimestep, current.Span, best.Span, work);
        next.Annealing = progress;
        next.TabError = Error(best.Span, step.State.ExactTabs.Span);
        next.LargestProbability = Largest(best.Span, step.Parameters);
        next.HasConverged = step.State.Problem.HasConverged(progress);
        next.Tabs = current.ToVector();
        next.BestTabs = best.ToVector();
    }

    static double Error(ReadOnlySpan<double> tabs, ReadOnlySpan<double> exact) => Math.Max(Math.Abs(tabs[0] - exact[0]), Math.Abs(tabs[1] - exact[1]));

    static double Largest(ReadOnlySpan<double> tabs, RiskParityParameters parameters) =>
        Math.Max(ProbabilityOf(Position(parameters.Eth), tabs[0]), ProbabilityOf(Position(parameters.Dgx), tabs[1]));

    static double ProbabilityOf(Position position, double tab) => NormalLaw.Cumulative(((tab / position.Capacity) - 1) / position.Sigma);
}
