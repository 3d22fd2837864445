namespace Sim.Framework.Tests.Conformance;

// cadCAD's functions read the labels of the row before the block; ours are told the timestep and the substep that they compute.
public sealed class V03_Visibility
{
    [Fact, Trait("vector", "03_visibility_three_blocks")]
    public void Run_ThreeBlocks_EachSeesItsOwnTimestepAndSubstep()
    {
        var model = Model.Define<State, None>("three blocks").StartFrom(_ => State.Unseen).RememberLast(3)
            .Block<Seen>("first", Look).Block<Seen>("second", Look).Block<Seen>("third", Look)
            .Build();
        var experiment = Experiment.Of(model).Timesteps(3);

        AssertOwnLabels(experiment.Record(Record.EverySubstep).Run());
        Matches("03_visibility_three_blocks", experiment, blocks: 3);
    }

    [Fact, Trait("vector", "03b_visibility_one_block")]
    public void Run_OneBlock_SeesItsOwnTimestepAndSubstep()
    {
        var model = Model.Define<State, None>("one block").StartFrom(_ => State.Unseen).RememberLast(3).Block<Seen>("only", Look).Build();
        var experiment = Experiment.Of(model).Timesteps(3);

        AssertOwnLabels(experiment.Record(Record.EverySubstep).Run());
        Matches("03b_visibility_one_block", experiment, blocks: 1);
    }

    static void Look(SignalBlockBuilder<State, None, Seen> block) => block
        .Policy("look", step => new Seen(step.Timestep, step.Substep))
        .Update(state => state.ByPolicy, (_, seen) => seen)
        .Update(state => state.ByUpdate, (step, _) => new Seen(step.Timestep, step.Substep))
        .Update(state => state.HistoryCount, (step, _) => step.History.Count);

    static void AssertOwnLabels(Results<State, None> results)
    {
        foreach (var row in results.Rows.Where(row => row.Timestep > 0))
        {
            Assert.Equal(new Seen(row.Timestep, row.Substep), row.State.ByUpdate);
            Assert.Equal(new Seen(row.Timestep, row.Substep), row.State.ByPolicy);
        }
    }

    static void Matches(string name, Experiment<State, None> experiment, int blocks) => VectorFile.Read(name).Matches(
        experiment,
        ("seen_t", row => LabelBefore(row.State.ByUpdate, blocks).Timestep),
        ("seen_s", row => LabelBefore(row.State.ByUpdate, blocks).Substep),
        ("pol_t", row => LabelBefore(row.State.ByPolicy, blocks).Timestep),
        ("pol_s", row => LabelBefore(row.State.ByPolicy, blocks).Substep),
        ("hist_len", row => row.State.HistoryCount),
        // Our history keeps the end of each timestep, so how many rows the last one had follows from the labels alone.
        ("hist_last", row => row.Timestep switch { 0 => -1, 1 => 1, _ => blocks }));

    // The label of the row before the one that is computed, which is what the other engines show.
    static Seen LabelBefore(Seen own, int blocks) => own switch
    {
        { Timestep: -1 } => own,
        { Substep: > 1 } => own with { Substep = own.Substep - 1 },
        { Timestep: 1 } => new Seen(0, 0),
        _ => new Seen(own.Timestep - 1, blocks),
    };

    readonly record struct Seen(int Timestep, int Substep);

    record struct State
    {
        public static State Unseen => new() { ByPolicy = new Seen(-1, -1), ByUpdate = new Seen(-1, -1), HistoryCount = -1 };

        public Seen ByPolicy { get; set; }

        public Seen ByUpdate { get; set; }

        public int HistoryCount { get; set; }
    }
}
