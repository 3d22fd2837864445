namespace Sim.Framework.Tests.Conformance;

// The other engines count the rows of their history; ours holds one state a timestep, so a model multiplies by what it wants to count.
public sealed class V08_Substeps
{
    [Fact, Trait("vector", "08_keep_substeps")]
    public void Record_EverySubstep_KeepsARowForEachBlock() => VectorFile.Read("08_keep_substeps").Matches(
        Counting(step => 1 + (3 * (step.History.Count - 1))),
        ("x", row => row.State.X), ("rows_seen", row => row.State.RowsSeen));

    [Fact, Trait("vector", "08b_drop_substeps")]
    public void Record_EveryTimestep_KeepsRowsLabelledWithTheLastSubstep() => VectorFile.Read("08b_drop_substeps").Matches(
        Counting(step => step.History.Count), Record.EveryTimestep,
        ("x", row => row.State.X), ("rows_seen", row => row.State.RowsSeen));

    static Experiment<State, None> Counting(Func<Step<State, None>, int> rowsSeen) => Experiment.Of(Model.Define<State, None>("substeps")
        .RememberLast(4)
        .Block("add", block => block.Update(state => state.X, step => step.State.X + 1))
        .Block("double", block => block.Update(state => state.X, step => 2 * step.State.X))
        .Block("count", block => block.Update(state => state.RowsSeen, rowsSeen))
        .Build()).Timesteps(4);

    record struct State
    {
        public int X { get; set; }

        public int RowsSeen { get; set; }
    }
}
