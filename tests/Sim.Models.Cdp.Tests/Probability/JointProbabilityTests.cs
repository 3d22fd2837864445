using Sim.Models.Cdp.Probability;

namespace Sim.Models.Cdp.Tests.Probability;

public sealed class JointProbabilityTests
{
    /// <summary>Absolute, as the vectors state.</summary>
    const double Tolerance = 1e-12;

    public static TheoryData<int, string> Pairs() => Vectors.Names("e_joint_two_assets.json");

    public static TheoryData<int, string> Passages() => Vectors.Names("e_joint_two_assets.json", "joint_first_passage");

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Both_Vector_IsExact(int index, string name)
    {
        var item = Vectors.At("e_joint_two_assets.json", index);
        var (first, second, correlation) = (item.Number("z1"), item.Number("z2"), item.Number("rho"));
        Vectors.Within(name, item.Number("p_both"), JointProbability.Both(first, second, correlation), Tolerance);
        Vectors.Within($"{name} turned round", item.Number("p_both"), JointProbability.Both(second, first, correlation), Tolerance);
        Vectors.Within($"{name} any", item.Number("p_any"), JointProbability.Any(first, second, correlation), Tolerance);
        // Two values of one factor with equal loadings have the square of the loading for a correlation.
        if (correlation is >= 0 and < 0.96)
            Vectors.Within($"{name} one factor", item.Number("p_any"), JointProbability.AnyOfOneFactor([first, second], [Math.Sqrt(correlation), Math.Sqrt(correlation)]), Tolerance);
    }

    [Theory]
    [MemberData(nameof(Passages))]
    public void AnyFirstPassage_Vector_IsExact(int index, string name)
    {
        var item = Vectors.At("e_joint_two_assets.json", index, "joint_first_passage");
        var any = JointProbability.AnyFirstPassage((item.Number("b1"), item.Number("sigma1")), (item.Number("b2"), item.Number("sigma2")), item.Number("rho"), item.Number("T"));
        Vectors.Within($"{index} {name}", item.Number("p_any"), any, Tolerance);
    }

    [Fact]
    public void AnyOfOneFactor_WithoutLoadings_IsIndependent()
    {
        double[] scores = [-2, -3, -1.5, -4];
        var none = scores.Aggregate(1.0, (product, score) => product * (1 - NormalLaw.Cumulative(score)));
        Vectors.Within("any", 1 - none, JointProbability.AnyOfOneFactor(scores, [0, 0, 0, 0]), Tolerance);
        Vectors.Near("tail", NormalLaw.Cumulative(-9), JointProbability.AnyOfOneFactor([-9, -25], [0.3, 0.3]), 1e-9);
    }

    [Fact]
    public void Joint_ImpossibleArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => JointProbability.Both(0, 0, 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => JointProbability.AnyFirstPassage((0.1, 1), (-1, 1), 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => JointProbability.AnyFirstPassage((-1, 1), (-1, 1), 1, 1));
        Assert.Contains("give one loading for each", Assert.Throws<ArgumentException>(() => JointProbability.AnyOfOneFactor([1], [1])).Message, StringComparison.Ordinal);
    }
}
