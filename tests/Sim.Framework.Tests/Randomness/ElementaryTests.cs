using CsCheck;
using Sim.Framework.Randomness;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Randomness;

public sealed class ElementaryTests
{
    // Ours is stated to be within 2 units in the last place, the platform's within 1.
    const long Allowed = 3;

    static readonly Gen<double> Powers = Gen.Double[-700, 700];

    [Fact]
    public void Exp_AnyArgument_IsThePlatformsWithinThreeUnits() => Powers.ForAll(seed: 2, count: 500, x =>
    {
        AssertClose(Math.Exp(x), Elementary.Exp(x));
        AssertClose(Math.Exp(x / 1000), Elementary.Exp(x / 1000));
    });

    [Fact]
    public void Log_AnyArgument_IsThePlatformsWithinThreeUnits() => Powers.ForAll(seed: 2, count: 500, power =>
    {
        double x = Math.Exp(power);
        AssertClose(Math.Log(x), Elementary.Log(x));
        double nearOne = 1 + (power / 10_000);
        AssertClose(Math.Log(nearOne), Elementary.Log(nearOne));
    });

    [Fact]
    public void LogAndExp_ADenseGrid_StayWithinThreeUnits()
    {
        for (double x = 0.25; x < 4; x += 0.000_1)
        {
            AssertClose(Math.Log(x), Elementary.Log(x));
            AssertClose(Math.Exp(-x), Elementary.Exp(-x));
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(-1, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.Epsilon, -744.4400719213812)]
    [InlineData(double.MaxValue, 709.782712893384)]
    public void Log_Extremes_AreRight(double x, double expected) => Assert.Equal(expected, Elementary.Log(x));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(-746, 0)]
    [InlineData(-744.4400719213812, double.Epsilon)]
    [InlineData(710, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void Exp_Extremes_AreRight(double x, double expected) => Assert.Equal(expected, Elementary.Exp(x));

    static void AssertClose(double expected, double actual) =>
        Assert.InRange(BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual), -Allowed, Allowed);
}
