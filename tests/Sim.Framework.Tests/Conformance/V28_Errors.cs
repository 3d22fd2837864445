namespace Sim.Framework.Tests.Conformance;

// Each wrong model of the vector: the compiler refuses it, Build or the experiment refuses it with a message, or it is no error here.
public sealed class V28_Errors
{
    // An update returns a value and not a name, a policy returns a signal, and a variable is a property: these do not compile.
    static readonly string[] NotCompiling =
    [
        "an update registered for x returns (y, 9)",
        "a block updates z, which the initial state lacks",
        "a second block updates z, which the initial state lacks",
        "an update returns nothing",
        "a policy reads a state variable that does not exist",
        "the only policy of a block returns nothing",
        "one of two policies returns nothing",
    ];

    static readonly Dictionary<string, Action> Cases = new()
    {
        ["a block has no policies entry"] = () => Assert.Equal([0, 1], Xs(Simple())),
        ["a block has no variables entry"] = PoliciesOnly,
        ["blocks have policies but no block has an update"] = PoliciesOnly,
        ["an update raises TypeError (0 + text)"] = AnUpdateThrows,
        ["two policies give None and 1 for one key, in that order"] = () => Assert.Equal([0, 1], Xs(TwoPolicies(null, 1))),
        ["two policies give 1 and None for one key, in that order"] = () => Assert.Equal([0, 1], Xs(TwoPolicies(1, null))),
        ["an update reads a signal that no policy gave"] = () => AnUpdateFails(TwoPolicies(null, null), "InvalidOperationException: Nullable object must have a value."),
        ["0 runs"] = () => Refused(() => Experiment.Of(Simple()).Runs(0), "Runs(0) is too few: give 1 or more."),
        ["-1 runs"] = () => Refused(() => Experiment.Of(Simple()).Runs(-1), "Runs(-1) is too few: give 1 or more."),
        ["0 timesteps"] = () => Assert.Single(Experiment.Of(Simple()).Timesteps(0).Run().Rows),
        ["initial timestep -1"] = () => Refused(() => Experiment.Of(Simple()).Timesteps(-1), "Timesteps(-1) is too few: give 0 or more."),
        ["empty initial state"] = EmptyState,
        ["parameter with an empty list"] = () => Refused(() => Experiment.Of(Simple()).Sweep(sweep => sweep.Grid(p => p.A)), "The sweep of A has no values."),
        ["parameter lists of 3 and 2 values"] = () => Refused(
            () => Experiment.Of(Simple()).Sweep(sweep => sweep.Zip(zip => zip.Set(p => p.A, 1, 2, 3).Set(p => p.B, 1, 2))),
            "Zip takes lists of equal length, but A has 3, B has 2 values. Make them equal, or use ZipRepeatLast to repeat the last value of shorter lists."),
        ["parameter list of 2 and a bare value"] = ABareValue,
    };

    [Fact, Trait("vector", "28_errors")]
    public void Vector_ItsCases_AreTestedOrDoNotCompile() => Assert.Equal(
        VectorFile.Read("28_errors").Content.GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("case").GetString()).Order(),
        Cases.Keys.Concat(NotCompiling).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Model_EachWrongOne_IsRefusedOrHarmless(string name) => Cases[name]();

    public static TheoryData<string> Names => [.. Cases.Keys];

    static Model<State, Parameters> Simple() => Model.Define<State, Parameters>("simple").StartFrom(_ => new State { Y = 5 })
        .Block("block", block => block.Update(state => state.X, step => step.State.X + 1))
        .Build();

    static Model<State, Parameters> TwoPolicies(int? first, int? second) => Model.Define<State, Parameters>("two policies")
        .Block<Signal>("block", block => block
            .Policy("first", _ => new Signal(first))
            .Policy("second", _ => new Signal(second))
            .Update(state => state.X, (step, signal) => step.State.X + signal.Given!.Value))
        .Build();

    static int[] Xs(Model<State, Parameters> model) => Experiment.Of(model).Timesteps(1).Run().Column(state => state.X);

    static void PoliciesOnly()
    {
        var model = Model.Define<State, Parameters>("policies only").Block<int>("block", block => block.Policy("p", _ => 1)).Build();
        Assert.Equal([0, 0], Xs(model));
    }

    static void AnUpdateThrows() => AnUpdateFails(
        Model.Define<State, Parameters>("text").Block("block", block => block.Update(state => state.X, _ => int.Parse("a", null))).Build(),
        "FormatException: The input string 'a' was not in a correct format.");

    static void AnUpdateFails(Model<State, Parameters> model, string message)
    {
        var failure = Assert.Single(Experiment.Of(model).Timesteps(1).Run().Outcome.Failures);
        Assert.Equal((message, "update x"), (failure.Message, failure.Function));
    }

    static void ABareValue()
    {
        var runs = Experiment.Of(Simple()).Parameters(new Parameters { B = 7 }).Sweep(sweep => sweep.Grid(p => p.A, 1, 2)).Run().Runs;
        Assert.Equal([(1, 7), (2, 7)], runs.Select(run => (run.Parameters.A, run.Parameters.B)));
    }

    static void EmptyState() => Refused(
        () => Model.Define<Nothing, Parameters>("empty").Block<int>("block", block => block.Policy("p", _ => 1)).Build(),
        "Model 'empty': Nothing has no state variable: give it public properties with a setter.");

    static void Refused(Func<object> declare, string message) => Assert.Equal(message, Assert.Throws<SimulationException>(declare).Message);

    record struct State
    {
        public int X { get; set; }

        public int Y { get; set; }
    }

    record struct Nothing;

    readonly record struct Signal(int? Given);

    sealed record Parameters
    {
        public int A { get; init; }

        public int B { get; init; }
    }
}
