using Sim.Models.Cdp.Probability;

namespace Sim.Models.Cdp.Tests.Probability;

public sealed class NormalLawTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(-1, 0.158655253931457051414767454367962)]
    [InlineData(-2, 0.0227501319481792072002826371664)]
    [InlineData(-5, 2.86651571879193911673752333286e-7)]
    [InlineData(-10, 7.61985302416052606597337298436e-24)]
    [InlineData(-20, 2.75362411860623312469510271563e-89)]
    [InlineData(1, 0.841344746068542948585232545632)]
    [InlineData(3, 0.998650101968369905473348185233)]
    public void Cumulative_KnownScore_IsExact(double score, double probability)
    {
        // The square of the score carries its rounding into the exponent.
        Vectors.Near("probability", probability, NormalLaw.Cumulative(score), 1e-15 * (4 + (score * score)));
        Vectors.Near("logarithm", Math.Log(probability), NormalLaw.LogCumulative(score), 1e-14);
    }

    [Fact]
    public void ScaledErfc_AcrossAllPieces_KeepsItsDifferentialEquation()
    {
        // erfcx' = 2 x erfcx - 2/sqrt(pi), by a central difference.
        for (var x = 1e-3; x < 50; x *= 1.013)
        {
            var step = 1e-4 * x;
            var slope = (NormalLaw.ScaledErfc(x + step) - NormalLaw.ScaledErfc(x - step)) / (2 * step);
            var expected = (2 * x * NormalLaw.ScaledErfc(x)) - (2 / Math.Sqrt(Math.PI));
            Vectors.Within($"slope at {x}", expected, slope, (1e-6 * Math.Abs(expected)) + (1e-14 / step));
        }

        // Far out erfcx(x) = 1/(x sqrt(pi)) (1 - 1/(2x^2) + 3/(4x^4) - ...).
        foreach (var x in (double[])[1e3, 1e5, 1e8, 1e100])
            Vectors.Near($"tail at {x}", (1 - (0.5 / x / x)) / (x * Math.Sqrt(Math.PI)), NormalLaw.ScaledErfc(x), 1e-11);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9999)]
    [InlineData(1e-12)]
    [InlineData(1e-300)]
    public void Quantile_OfAProbability_IsItsInverse(double probability) =>
        Vectors.Near("probability", probability, NormalLaw.Cumulative(NormalLaw.Quantile(probability)), 1e-12);

    [Fact]
    public void QuantileOfLog_BeyondTheSmallestNumber_IsItsInverse()
    {
        foreach (var score in (double[])[-100, -40, -8, -3, -0.1, 0.5, 2])
            Vectors.Near("score", score, NormalLaw.QuantileOfLog(NormalLaw.LogCumulative(score)), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Quantile_NoProbability_IsRefused(double probability) => Assert.Throws<ArgumentOutOfRangeException>(() => NormalLaw.Quantile(probability));

    [Fact]
    public void LogSlope_IsTheSlopeOfTheLogarithm()
    {
        foreach (var score in (double[])[-30, -5, -1, -1e-9, 0, 1, 4])
        {
            const double Step = 1e-5;
            var slope = (NormalLaw.LogCumulative(score + Step) - NormalLaw.LogCumulative(score - Step)) / (2 * Step);
            Vectors.Near($"at {score}", slope, NormalLaw.LogSlope(score), 1e-6);
        }
    }
}
