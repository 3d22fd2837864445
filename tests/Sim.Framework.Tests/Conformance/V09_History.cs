using Step = Sim.Framework.Step<Sim.Framework.Tests.Conformance.V09_History.State, Sim.Framework.Tests.Conformance.None>;

namespace Sim.Framework.Tests.Conformance;

public sealed class V09_History
{
    [Fact, Trait("vector", "09_history_lag_and_mean")]
    public void History_LagAndMeans_SeeFinishedTimestepsOnly()
    {
        var model = Model.Define<State, None>("look-back").StartFrom(_ => new State { X = 1 }).RememberLast(4)
            .Block("grow", block => block
                .Update(state => state.X, step => step.State.X + 1 + (step.State.X % 5))
                .Update(state => state.Lag, step => step.History[Math.Min(3, step.History.Count)].X))
            .Block("look back", block => block
                .Update(state => state.Mean, Mean)
                .Update(state => state.SubstepMean, SubstepMean))
            .Build();

        VectorFile.Read("09_history_lag_and_mean").Matches(
            Experiment.Of(model).Timesteps(10),
            ("x", row => row.State.X), ("lag", row => row.State.Lag), ("ma", row => row.State.Mean), ("sub_ma", row => row.State.SubstepMean));
    }

    static double Mean(Step step)
    {
        var sum = 0.0;
        for (var back = step.History.Count; back >= 1; back--)
            sum += step.History[back].X;
        return sum / step.History.Count;
    }

    // Both rows of a timestep show the same x, so each end counts twice; the initial state has one row.
    static double SubstepMean(Step step)
    {
        var (sum, rows) = (0.0, 0);
        for (var back = Math.Min(2, step.History.Count); back >= 1; back--)
        {
            var weight = step.Timestep == back ? 1 : 2;
            sum += weight * step.History[back].X;
            rows += weight;
        }

        return sum / rows;
    }

    internal record struct State
    {
        public int X { get; set; }

        public int Lag { get; set; }

        public double Mean { get; set; }

        public double SubstepMean { get; set; }
    }
}
