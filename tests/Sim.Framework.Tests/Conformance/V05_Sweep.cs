namespace Sim.Framework.Tests.Conformance;

public sealed class V05_Sweep
{
    [Fact, Trait("vector", "05_sweep_unequal")]
    public void Sweep_UnequalLists_RepeatTheirLastValue() => Matches(
        "05_sweep_unequal",
        Three().Runs(2).Sweep(sweep => sweep.ZipRepeatLast(zip => zip.Set(p => p.A, 1, 2, 3).Set(p => p.B, 10, 20).Set(p => p.C, 7))));

    [Fact, Trait("vector", "05b_sweep_scalar_mix")]
    public void Sweep_ABareValue_IsTheBaseCase() => Matches(
        "05b_sweep_scalar_mix",
        Three().Parameters(new Parameters { B = 10, C = 7 }).Sweep(sweep => sweep.Grid(p => p.A, 1, 2)));

    [Fact, Trait("vector", "05c_sweep_one_run")]
    public void Sweep_OneRun_IsRunOneInEverySubset() => Matches(
        "05c_sweep_one_run",
        Three().Sweep(sweep => sweep.ZipRepeatLast(zip => zip.Set(p => p.A, 1, 2, 3).Set(p => p.B, 10).Set(p => p.C, 7))));

    static Experiment<State, Parameters> Three() => Experiment.Of(Model.Define<State, Parameters>("three parameters")
        .Block<int>("block", block => block
            .Policy("d", step => step.Parameters.A * step.Parameters.B)
            .Update(state => state.X, (step, d) => step.State.X + d + step.Parameters.C))
        .Build()).Timesteps(2);

    static void Matches(string name, Experiment<State, Parameters> experiment) =>
        VectorFile.Read(name).Matches(experiment, ("x", row => row.State.X));

    record struct State
    {
        public int X { get; set; }
    }

    sealed record Parameters
    {
        public int A { get; init; }

        public int B { get; init; }

        public int C { get; init; }
    }
}
