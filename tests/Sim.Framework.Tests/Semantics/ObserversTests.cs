using static Sim.Framework.ExperimentEventKind;

namespace Sim.Framework.Tests.Semantics;

public sealed class ObserversTests
{
    [Fact]
    public void Observe_ARun_IsToldWhenItStartsAndEnds()
    {
        var log = new List<string>();
        var model = Model.Define<State, Parameters>("logged")
            .StartFrom(_ =>
            {
                log.Add("start");
                return default;
            })
            .Block("count", block => block.Update(state => state.X, step =>
            {
                log.Add($"timestep {step.Timestep}");
                return step.State.X + 1;
            }))
            .Build();

        Experiment.Of(model).Timesteps(2).Threads(1).Observe(happened => log.Add(happened.Kind.ToString())).Run();

        Assert.Equal(
            ["ExperimentStarted", "SimulationStarted", "SubsetStarted", "RunStarted", "start", "timestep 1", "timestep 2", "RunEnded", "SubsetEnded", "SimulationEnded", "ExperimentEnded"],
            log);
    }

    [Fact]
    public void Observe_AFailedRun_SaysHowItEnded()
    {
        var statuses = new List<RunStatus?>();
        Experiment.Of(FailingInRun(2)).Timesteps(3).Runs(3).Threads(1).Observe(happened => statuses.Add(happened.Status)).Run();
        Assert.Equal([RunStatus.Completed, RunStatus.NotFinite, RunStatus.Completed], statuses.Where(status => status is not null).Select(status => status!.Value));
    }

    [Fact]
    public void Observe_SeveralObservers_AreToldInTheOrderInWhichTheyJoined()
    {
        var log = new List<string>();
        Experiment.Of(FailingInRun(0)).Timesteps(1).Threads(1)
            .Observe(happened => log.Add($"first {happened.Kind}")).Observe(happened => log.Add($"second {happened.Kind}")).Run();
        Assert.Equal(16, log.Count);
        Assert.All(log.Chunk(2), pair => Assert.Equal(pair[0].Replace("first", "second", StringComparison.Ordinal), pair[1]));
    }

    [Fact]
    public void Observe_ManyThreads_EventsComeOneAtATimeAndEncloseEachOther()
    {
        var inside = 0;
        var events = new List<ExperimentEvent>();
        var experiment = Experiment.Of(FailingInRun(0)).Timesteps(5_000).Runs(30).Threads(4).Record(Record.MetricsOnly)
            .Sweep(sweep => sweep.Grid(parameters => parameters.A, 1, 2))
            .Observe(happened =>
            {
                Assert.Equal(1, Interlocked.Increment(ref inside));
                events.Add(happened);
                Interlocked.Decrement(ref inside);
            });
        Assert.True(experiment.Settings.Plan().Layout.Count >= 4, "the experiment must have parts for several threads");
        experiment.Run();

        Assert.Equal(ExperimentStarted, events[0].Kind);
        Assert.Equal(ExperimentEnded, events[^1].Kind);
        Assert.Equal(60, events.Count(happened => happened.Kind == RunEnded));
        foreach (var subset in new[] { 0, 1 })
        {
            var started = events.FindIndex(happened => happened.Kind == SubsetStarted && happened.Subset == subset);
            var ended = events.FindIndex(happened => happened.Kind == SubsetEnded && happened.Subset == subset);
            var runs = Enumerable.Range(0, events.Count).Where(place => events[place].Subset == subset && events[place].Run is not null).ToList();
            Assert.True(started < runs[0] && runs[^1] < ended, "a subset's events enclose those of its runs");
        }
    }

    [Fact]
    public void Observe_AnObserverThatThrows_EndsTheExperiment()
    {
        var experiment = Experiment.Of(FailingInRun(0)).Timesteps(1).Observe(happened =>
            _ = happened.Kind == RunEnded ? throw new InvalidOperationException("observer") : 0);
        Assert.Equal("observer", Assert.Throws<InvalidOperationException>(() => experiment.Run()).Message);
    }

    static Model<State, Parameters> FailingInRun(int run) => Model.Define<State, Parameters>("failing")
        .Block("count", block => block.Update(state => state.X, step => step.Run == run ? double.NaN : step.State.X + 1))
        .Build();

    record struct State
    {
        public double X { get; set; }
    }

    sealed record Parameters
    {
        public int A { get; init; }
    }
}
