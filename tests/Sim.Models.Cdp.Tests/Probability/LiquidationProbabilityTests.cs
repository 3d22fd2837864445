using System.Text.Json;
using Sim.Models.Cdp.Probability;

namespace Sim.Models.Cdp.Tests.Probability;

public sealed class LiquidationProbabilityTests
{
    const double Tolerance = 1e-12;

    public static TheoryData<int, string> Terminal() => Vectors.Names("a_liquidation_probability.json");

    public static TheoryData<int, string> Passages() => Vectors.Names("d_first_passage.json");

    [Theory]
    [MemberData(nameof(Terminal))]
    public void TerminalNormal_Vector_IsExact(int index, string name)
    {
        var item = Vectors.At("a_liquidation_probability.json", index);
        var (sigma, hit) = (item.Number("sigma"), LiquidationProbability.Hit(item.Number("ink"), item.Number("tag"), item.Number("tab"), item.Number("mat")));
        Vectors.Within($"{name} hit", item.Number("hit"), hit, 1e-15 * (1 + Math.Abs(item.Number("hit"))));
        var probability = LiquidationProbability.TerminalNormal(hit, sigma);
        if (!item.GetProperty("underflows").GetBoolean() && !item.GetProperty("subnormal").GetBoolean())
            Vectors.Near(name, item.Number("p"), probability, Math.Max(item.Number("rtol_p"), Tolerance));
        else
            Assert.InRange(probability, 0, 2.3e-308);
        // The score's own rounding moves the logarithm by its square; the vectors ask for 1e-13.
        Vectors.Within($"{name} logarithm", item.Number("ln_p"), LiquidationProbability.LogTerminalNormal(hit, sigma), Math.Max(1e-13 * Math.Abs(item.Number("ln_p")), item.Number("rtol_p")));
    }

    [Theory]
    [MemberData(nameof(Passages))]
    public void FirstPassage_Vector_IsExact(int index, string name)
    {
        var item = Vectors.At("d_first_passage.json", index);
        var (sigma, years) = (item.Number("sigma"), item.Number("T_years"));
        var distance = LiquidationProbability.Distance(item.Number("ink"), item.Number("tag"), item.Number("tab"), item.Number("mat"));
        var logDrift = LiquidationProbability.LogDrift(item.Number("mu"), sigma, item.Number("stability_fee"));
        if (item.Number("p_first_passage") > 1e-300)
        {
            Vectors.Near(name, item.Number("p_first_passage"), LiquidationProbability.FirstPassage(distance, sigma, logDrift, years), Tolerance);
            Vectors.Near($"{name} terminal", item.Number("p_terminal"), LiquidationProbability.TerminalLognormal(distance, sigma, logDrift, years), Tolerance);
        }

        Vectors.Within($"{name} logarithm", item.Number("ln_p"), LiquidationProbability.LogFirstPassage(distance, sigma, logDrift, years), Tolerance * Math.Max(1, Math.Abs(item.Number("ln_p"))));
        if (item.TryGetProperty("discrete", out var discrete) && discrete.ValueKind == JsonValueKind.Object && discrete.GetProperty("p_bgk").ValueKind != JsonValueKind.Null)
            Vectors.Near($"{name} discrete", discrete.Number("p_bgk"), LiquidationProbability.DiscreteFirstPassage(distance, sigma, logDrift, years, discrete.GetProperty("steps").GetInt32()), Tolerance);
    }

    [Fact]
    public void LogFirstPassage_Slope_IsThatOfItsValues()
    {
        foreach (var (distance, sigma, logDrift) in ((double, double, double)[])[(-0.3, 0.8, -0.32), (-0.01, 0.5, 0.4), (-1.5, 0.9, -0.4), (-0.5, 0.2, -0.5), (-3, 0.3, 0)])
        {
            const double Step = 1e-6;
            LiquidationProbability.LogFirstPassage(distance, sigma, logDrift, 0.5, out var slope);
            var expected = (LiquidationProbability.LogFirstPassage(distance + Step, sigma, logDrift, 0.5) - LiquidationProbability.LogFirstPassage(distance - Step, sigma, logDrift, 0.5)) / (2 * Step);
            Vectors.Near($"{distance}, {sigma}, {logDrift}", expected, slope, 1e-6);
        }
    }

    [Fact]
    public void TouchedBetween_NoNoiseOrATouch_IsPlain()
    {
        Assert.Equal(1, LiquidationProbability.TouchedBetween(-0.1, 0.2, 0.5, 1));
        Assert.Equal(Math.Exp(-2 * 0.1 * 0.2 / 0.25), LiquidationProbability.TouchedBetween(0.1, 0.2, 0.5, 1), 1e-15);
        Assert.Equal(0, LiquidationProbability.TouchedBetween(1, 1, 1e-3, 1e-3));
    }
}
