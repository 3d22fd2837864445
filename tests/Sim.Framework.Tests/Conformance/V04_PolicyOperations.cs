namespace Sim.Framework.Tests.Conformance;

// cadCAD's first operation folds the signals: our aggregator. Its further ones work on the folded signal: our updates.
public sealed class V04_PolicyOperations
{
    [Fact, Trait("vector", "04_policy_ops_add_double")]
    public void Run_SumThenDouble_MatchesCadcad() =>
        Matches("04_policy_ops_add_double", block => block.Aggregate(Aggregator.Sum), folded => 2 * folded);

    [Fact, Trait("vector", "04b_policy_ops_subtract")]
    public void Run_Subtract_FoldsFromTheLeft() =>
        Matches("04b_policy_ops_subtract", block => block.Aggregate(Each((first, second) => first - second)), folded => folded);

    [Fact, Trait("vector", "04c_policy_ops_max")]
    public void Run_Max_TakesTheLargestOfEachMember() =>
        Matches("04c_policy_ops_max", block => block.Aggregate(Aggregator.Max), folded => folded);

    [Fact, Trait("vector", "04d_policy_ops_three_stages")]
    public void Run_ProductThenAddThenSquare_MatchesCadcad() =>
        Matches("04d_policy_ops_three_stages", block => block.Aggregate(Each((first, second) => first * second)), folded => (folded + 1) * (folded + 1));

    static void Matches(string name, Action<SignalBlockBuilder<State, None, Signal>> aggregate, Func<int, int> then)
    {
        var model = Model.Define<State, None>("operations")
            .Block<Signal>("block", block =>
            {
                aggregate(block);
                block
                    .Policy("q1", step => new Signal(step.State.N + 1, 2))
                    .Policy("q2", _ => new Signal(10))
                    .Policy("q3", _ => new Signal(100))
                    .Update(state => state.A, (_, signal) => then(signal.A!.Value))
                    .Update(state => state.B, (_, signal) => then(signal.B!.Value))
                    .Update(state => state.N, step => step.State.N + 1);
            })
            .Build();

        VectorFile.Read(name).Matches(
            Experiment.Of(model).Timesteps(3), ("a", row => row.State.A), ("b", row => row.State.B), ("n", row => row.State.N));
    }

    static Func<Signal, Signal, Signal> Each(Func<int, int, int> fold) =>
        (first, second) => new Signal(Fold(first.A, second.A, fold), Fold(first.B, second.B, fold));

    static int? Fold(int? first, int? second, Func<int, int, int> fold) =>
        first is { } left && second is { } right ? fold(left, right) : first ?? second;

    record struct State
    {
        public int A { get; set; }

        public int B { get; set; }

        public int N { get; set; }
    }

    readonly record struct Signal(int? A = null, int? B = null);
}
