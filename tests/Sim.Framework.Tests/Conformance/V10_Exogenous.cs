using System.Globalization;

namespace Sim.Framework.Tests.Conformance;

public sealed class V10_Exogenous
{
    [Fact, Trait("vector", "10_exogenous_portable")]
    public void Run_ExogenousDriver_IsABlockWithoutPolicies()
    {
        var model = Model.Define<Weather, None>("weather").StartFrom(_ => new Weather { Temperature = 10.0, Seed = 42 })
            // The others read t - 1 from the row before, and add one: here the timestep is the one being computed.
            .Block("season", block => block
                .Update(state => state.Temperature, step => 10.0 + (5.0 * Math.Sin(2 * Math.PI * step.Timestep / 12)))
                .Update(state => state.Seed, step => ((1103515245 * step.State.Seed) + 12345) % (1L << 31)))
            .Block<double>("heating", block => block
                .Policy("q", step => 0.5 * (20.0 - step.State.Temperature))
                .Update(state => state.Heat, (step, q) => step.State.Heat + q + (step.State.Seed % 100 / 100.0)))
            .Build();

        VectorFile.Read("10_exogenous_portable").Matches(
            Experiment.Of(model).Timesteps(24),
            ("temp", row => row.State.Temperature), ("seed", row => row.State.Seed), ("heat", row => row.State.Heat));
    }

    // cadCAD repeats an exogenous update in every block; whoever wants that writes it into every block.
    [Fact, Trait("vector", "10b_exogenous_cadcad")]
    public void Run_ExogenousInEveryBlock_IsWrittenOutInEach()
    {
        var model = Model.Define<Driven, None>("driven")
            .Block("first", block => block
                .Update(state => state.X, step => step.State.X + 1)
                .Update(state => state.E, step => step.State.E + 3))
            .Block("second", block => block
                .Update(state => state.Y, step => step.State.Y + step.State.E)
                .Update(state => state.E, step => step.State.E + 3))
            .Build();

        VectorFile.Read("10b_exogenous_cadcad").Matches(
            Experiment.Of(model).Timesteps(3), ("x", row => row.State.X), ("y", row => row.State.Y), ("e", row => row.State.E));
    }

    // cadCAD changes what the updates gave once more after each block; here that is part of the updates, where one can read it.
    [Fact, Trait("vector", "10c_env_processes_cadcad")]
    public void Run_EnvironmentProcesses_ArePartOfTheUpdates()
    {
        var model = Model.Define<Environment, None>("environment")
            .StartFrom(_ => new Environment { Clock = "2018-10-01 15:16:24" })
            .Block("first", block => block
                .Update(state => state.X, step => Scaled(step.State.X + 1))
                .Update(state => state.Y, step => step.State.Y + (step.Timestep - 1 == 1 ? 100 : 0))
                .Update(state => state.Z, _ => 7))
            .Block("second", block => block
                .Update(state => state.X, step => Scaled(step.State.X))
                .Update(state => state.Y, step => step.State.Y + 10 + (step.Timestep == 1 ? 100 : 0))
                .Update(state => state.Z, _ => 7)
                .Update(state => state.Clock, step => Later(step.State.Clock)))
            .Build();

        VectorFile.Read("10c_env_processes_cadcad").Matches(
            Experiment.Of(model).Timesteps(3),
            ("x", row => row.State.X), ("y", row => row.State.Y), ("z", row => row.State.Z), ("clock", row => row.State.Clock));
    }

    static int Scaled(int value) => (value * 2) - 1;

    static string Later(string clock)
    {
        const string Format = "yyyy-MM-dd HH:mm:ss";
        return DateTime.ParseExact(clock, Format, CultureInfo.InvariantCulture).AddSeconds(30).ToString(Format, CultureInfo.InvariantCulture);
    }

    record struct Weather
    {
        public double Temperature { get; set; }

        public long Seed { get; set; }

        public double Heat { get; set; }
    }

    record struct Driven
    {
        public int X { get; set; }

        public int Y { get; set; }

        public int E { get; set; }
    }

    record struct Environment
    {
        public int X { get; set; }

        public int Y { get; set; }

        public int Z { get; set; }

        public string Clock { get; set; }
    }
}
