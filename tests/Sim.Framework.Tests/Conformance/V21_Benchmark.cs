namespace Sim.Framework.Tests.Conformance;

public sealed class V21_Benchmark
{
    [Fact, Trait("vector", "21_radcad_benchmark")]
    public void Run_RadcadsBenchmarkModel_MatchesWithinTheCosine()
    {
        var model = Model.Define<State, Parameters>("benchmark").StartFrom(_ => new State { A = 1.0, B = 2.0 })
            .Block("a", block => block.Update(state => state.A, step => step.State.A * Math.Abs(Math.Cos(step.State.A))))
            .Block<int>("b", block => block
                .Policy("p1", _ => 1)
                .Policy("p2", _ => 1)
                .Policy("p3", _ => 1)
                .Policy("p4", _ => 1)
                .Policy("p5", _ => 1)
                .Update(state => state.B, (step, stepSize) => step.State.B + (stepSize * step.Parameters.A)))
            .Build();

        VectorFile.Read("21_radcad_benchmark").Matches(
            Experiment.Of(model).Timesteps(50).Runs(2).Sweep(sweep => sweep.ZipRepeatLast(zip => zip.Set(p => p.A, 1, 2).Set(p => p.B, 1))),
            ("a", row => row.State.A), ("b", row => row.State.B));
    }

    record struct State
    {
        public double A { get; set; }

        public double B { get; set; }
    }

    sealed record Parameters
    {
        public double A { get; init; }

        public double B { get; init; }
    }
}
