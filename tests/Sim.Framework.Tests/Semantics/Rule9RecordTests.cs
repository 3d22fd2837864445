namespace Sim.Framework.Tests.Semantics;

public sealed class Rule9RecordTests
{
    static readonly Experiment<State, None> Counting = Experiment.Of(Model.Define<State, None>("counting").RememberLast(1)
        .Block("first", block => block.Update(state => state.X, step => step.State.X + 1))
        .Block("second", block => block.Update(state => state.X, step => 10 * step.History[1].X))
        .Block("third", block => block.Update(state => state.X, step => step.State.X + 1))
        .Build()).Timesteps(7);

    [Fact]
    public void Record_NothingSaid_IsEveryTimestep()
    {
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], Timesteps(Counting));
        Assert.Equal(Counting.Record(Record.EveryTimestep).Run().Rows, Counting.Run().Rows);
        Assert.Equal(Record.EveryTimestep, Record.Every(1));
    }

    [Fact]
    public void Record_EveryK_KeepsTheInitialStateEveryKthAndTheLast()
    {
        Assert.Equal([0, 3, 6, 7], Timesteps(Counting.Record(Record.Every(3))));
        Assert.Equal([0, 7], Timesteps(Counting.Record(Record.Every(7))));
        Assert.Equal([0, 7], Timesteps(Counting.Record(Record.Every(100))));
        Assert.Equal([0], Timesteps(Counting.Timesteps(0).Record(Record.Every(3))));
    }

    [Fact]
    public void Record_LastOnly_KeepsTheLastState()
    {
        Assert.Equal([7], Timesteps(Counting.Record(Record.LastOnly)));
        Assert.Equal([0], Timesteps(Counting.Timesteps(0).Record(Record.LastOnly)));
    }

    [Fact]
    public void Record_MetricsOnly_KeepsNoRows()
    {
        var results = Counting.Metric("last", run => run.Final(state => state.X)).Record(Record.MetricsOnly).Run();
        Assert.Empty(results.Rows);
        Assert.Equal(11111111 - 10000000, results.Runs[0].Metrics[0]);
    }

    [Fact]
    public void Record_EverySubstep_KeepsARowForEachBlock()
    {
        var rows = Counting.Timesteps(2).Record(Record.EverySubstep).Run().Rows;
        Assert.Equal([(0, 0), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)], rows.Select(row => (row.Timestep, row.Substep)));
        Assert.Equal([0L, 1, 0, 1, 2, 10, 11], rows.Select(row => row.State.X));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Record_EveryNothing_IsRefused(int timesteps) => Assert.Equal(
        $"Record.Every({timesteps}) records nothing: the interval is 1 or more. For no rows, use Record.MetricsOnly.",
        Assert.Throws<SimulationException>(() => Record.Every(timesteps)).Message);

    [Fact]
    public void Record_AnyChoice_KeepsTheSameStatesAndLabels()
    {
        var all = Counting.Run().Rows;
        foreach (var record in new[] { Record.Every(2), Record.Every(5), Record.LastOnly })
        {
            var rows = Counting.Record(record).Run().Rows;
            Assert.Equal(rows, all.Where(row => rows.Any(kept => kept.Timestep == row.Timestep)));
            Assert.All(rows, row => Assert.Equal(row.Timestep == 0 ? 0 : 3, row.Substep));
        }
    }

    static IEnumerable<int> Timesteps(Experiment<State, None> experiment) => experiment.Run().Rows.Select(row => row.Timestep);

    record struct State
    {
        public long X { get; set; }
    }
}
