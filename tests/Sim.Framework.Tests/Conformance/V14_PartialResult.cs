namespace Sim.Framework.Tests.Conformance;

public sealed class V14_PartialResult
{
    [Fact, Trait("vector", "14_exception_partial")]
    public void Run_OneRunThrows_ItsFinishedTimestepsAndAllOtherRunsAreKept()
    {
        var model = Model.Define<State, Parameters>("boom")
            .Block("add one", block => block.Update(state => state.X, step => step.State.X + 1))
            .Block("add more", block => block.Update(state => state.X, step =>
                step.Timestep == 3 && step.Parameters.Bad == 1 && step.Run == 2
                    ? throw new InvalidOperationException("boom at 3")
                    : step.State.X + step.Parameters.Bad + 1))
            .Build();
        var vector = VectorFile.Read("14_exception_partial");

        var results = vector.Matches(
            Experiment.Of(model).Timesteps(6).Runs(3).Sweep(sweep => sweep.Grid(parameters => parameters.Bad, 0, 1)),
            ("x", row => row.State.X));

        // radCAD keeps a record of good runs too; we list failures, and say where each happened.
        var raised = vector.Content.GetProperty("exceptions").EnumerateArray().Single(record => record.GetProperty("exception").ValueKind == System.Text.Json.JsonValueKind.Object);
        var failure = Assert.Single(results.Outcome.Failures);
        Assert.Equal(new RunId(raised.GetProperty("simulation").GetInt32(), raised.GetProperty("subset").GetInt32(), raised.GetProperty("run").GetInt32()), failure.Id);
        Assert.Equal(raised.GetProperty("exception").GetProperty("message").GetString(), failure.Exception!.Message);
        Assert.Equal((3, 2, "add more", "update x"), (failure.Timestep, failure.Substep, failure.Block, failure.Function));
        Assert.Equal((6, 5, 1), (results.Outcome.Planned, results.Outcome.Completed, results.Outcome.Failed));
    }

    record struct State
    {
        public int X { get; set; }
    }

    sealed record Parameters
    {
        public int Bad { get; init; }
    }
}
