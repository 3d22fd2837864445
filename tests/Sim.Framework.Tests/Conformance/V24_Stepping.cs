namespace Sim.Framework.Tests.Conformance;

public sealed class V24_Stepping
{
    static readonly Model<State, Parameters> Stepped = Model.Define<State, Parameters>("stepped").RememberLast(1)
        .Block("add", block => block
            .Update(state => state.X, step => step.State.X + step.Parameters.A)
            .Update(state => state.K, step => step.History.Count))
        .Block("scale", block => block.Update(state => state.X, step => 1.5 * step.State.X))
        .Build();

    [Fact, Trait("vector", "24_iterable_model")]
    public void Advance_AStateSetByHand_TakesEffect()
    {
        var stepper = Stepped.Simulate(new Parameters { A = 1.0 });
        List<Row<State>> rows = [new(0, 0, 1, 0, 0, stepper.State)];
        while (stepper.Timestep < 8)
        {
            if (stepper.Timestep == 3)
                stepper.State = stepper.State with { X = 100.0 };
            stepper.Advance();
            rows.AddRange(stepper.Substeps.Select(substep => new Row<State>(0, 0, 1, substep.Number, stepper.Timestep, substep.State)));
        }

        VectorFile.Read("24_iterable_model").Matches(rows, ("x", row => row.State.X), ("k", row => row.State.K));
    }

    // radCAD ignores parameters that are changed between steps, though its own notebook changes them.
    [Fact]
    public void Advance_ParametersSetByHand_TakeEffect()
    {
        var stepper = Stepped.Simulate(new Parameters { A = 1.0 });
        stepper.Advance();
        stepper.Parameters = new Parameters { A = 50.0 };
        Assert.Equal(1.5 * (1.5 + 50.0), stepper.Advance().X);
    }

    record struct State
    {
        public double X { get; set; }

        public int K { get; set; }
    }

    sealed record Parameters
    {
        public double A { get; init; }
    }
}
