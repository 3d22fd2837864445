using Sim.Framework.Randomness;
using Sim.Models.Bridge.Paths;
using Sim.Models.Bridge.Prices;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Paths;

/// <summary>Likelihoods, forecasts and fits of GARCH(1,1) against a reference implementation.</summary>
public sealed class GarchVectorTests
{
    const string File = "h_helper_references.json";

    static readonly Tolerance Tight = Tolerance.Relative(1e-11);

    public static TheoryData<int, string> Likelihoods() => VectorFile.Cases(File, "garch", item => $"{item.Text("series")}, {item.Text("alpha")}, {item.Text("nu")}", item => item.TryGetProperty("backcast", out _));

    public static TheoryData<int, string> Fits() => VectorFile.Cases(File, "garch", item => item.Text("series"), item => item.TryGetProperty("mle_normal_mean_fixed", out _));

    [Theory, MemberData(nameof(Likelihoods))]
    public void Likelihood_RecordedParameters_IsTheReferences(int index, string name)
    {
        using var document = Golden.Read(File);
        var item = document.RootElement.GetProperty("garch")[index];
        var surprises = Percent(item.Text("series"), item.Number("mean"));
        double? degrees = item.Number("nu") is > 0 and var nu ? nu : null;
        var model = new GarchModel(item.Number("omega"), item.Number("alpha"), item.Number("beta"), degrees);
        var backcast = GarchModel.Backcast(surprises);
        var variances = new double[surprises.Length];
        var next = model.Filter(surprises, backcast, variances);
        var forecast = new double[21];
        model.Forecast(next, forecast);
        Golden.Compare(
            [item.Number("backcast"), item.Number("h_first"), item.Number("h_last"), item.Number("loglik"), item.Number("sum_21")],
            [backcast, variances[0], variances[^1], model.LogLikelihood(surprises, variances), forecast.Sum()],
            Tight,
            name);
        Golden.Compare(VectorFile.Numbers(item.GetProperty("forecast_variance_1_to_21")), forecast, Tight, $"{name}, forecast");
        Assert.All(Enumerable.Range(1, 21), day => Assert.Equal(model.LongRunVariance + (Math.Pow(model.Persistence, day - 1) * (next - model.LongRunVariance)), forecast[day - 1], 1e-9));
    }

    [Theory, MemberData(nameof(Fits))]
    public void Of_IndependentSeries_ReachesTheReferencesMaximumAndFallsBack(int index, string name)
    {
        using var document = Golden.Read(File);
        var item = document.RootElement.GetProperty("garch")[index];
        var fit = GarchFit.Of(Returns.Simple(VectorFile.Prices(item.Text("series"), "usd")!), hasStudentT: false);
        Assert.Equal(100, fit.Scale);
        Assert.True(fit.LogLikelihood >= item.Number("loglik") - 1e-5, $"{name}: {fit.LogLikelihood:R} is below {item.Text("loglik")}");
        Assert.Equal(fit.LikelihoodRatio < 5.99, fit.IsConstant);
        if (name == "polkadot")
        {
            Assert.True(fit.IsConstant);
            Assert.Equal((0.0, 0.0), (fit.Model.Alpha, fit.Model.Beta));
            Assert.Equal(fit.Model.Omega, fit.NextVariance);
        }
    }

    [Theory]
    [InlineData(false, "normal")]
    [InlineData(true, "student-t")]
    public void Of_SimulatedGarch_FindsTheReferencesMaximum(bool hasStudentT, string law)
    {
        using var document = Golden.Read(File);
        var items = document.RootElement.GetProperty("garch").EnumerateArray().Where(item => item.TryGetProperty("dist", out _)).ToList();
        var returns = VectorFile.Numbers(items[0].GetProperty("returns_percent")).Select(value => value / 100).ToArray();
        var expected = items.Single(item => item.Text("dist") == law);
        var fit = GarchFit.Of(returns, hasStudentT);
        Assert.False(fit.IsConstant);
        Assert.Equal(100, fit.Scale);
        Assert.Equal(expected.Number("mean"), fit.Mean * 100, 1e-12);
        Assert.InRange(fit.LogLikelihood - expected.Number("loglik"), -1e-6, 1e-3);
        // Near its summit the likelihood is flat: parameters agree to the third digit where it agrees to the ninth.
        var mle = VectorFile.Numbers(expected.GetProperty("mle"));
        Assert.Equal(mle[0], fit.Model.Omega * 1e4, 5e-3);
        Assert.Equal(mle[1], fit.Model.Alpha, 1e-3);
        Assert.Equal(mle[2], fit.Model.Beta, 1e-3);
        if (hasStudentT)
            Assert.Equal(mle[3], fit.Model.DegreesOfFreedom!.Value, 1e-2);
    }

    [Theory]
    [InlineData(1e-4)]
    [InlineData(10)]
    public void Of_OtherUnit_GivesTheSameModel(double unit)
    {
        using var document = Golden.Read(File);
        var returns = VectorFile.Numbers(document.RootElement.GetProperty("garch").EnumerateArray().First(item => item.TryGetProperty("dist", out _)).GetProperty("returns_percent"));
        var (fit, scaled) = (GarchFit.Of([.. returns.Select(value => value / 100)], false), GarchFit.Of([.. returns.Select(value => value * unit / 100)], false));
        Assert.Equal(fit.Model.Alpha, scaled.Model.Alpha, 1e-3);
        Assert.Equal(fit.Model.Omega, scaled.Model.Omega / (unit * unit), 1e-6);
        Assert.Equal(fit.NextVariance, scaled.NextVariance / (unit * unit), 1e-5);
    }

    [Fact]
    public void Of_SimulatedByOurProcess_FindsItsParameters()
    {
        var model = new GarchModel(8e-5, 0.14, 0.82);
        var process = new GarchProcess(0, model, model.LongRunVariance);
        var (random, state, returns) = (new RandomStream(9), new[] { process.InitialState }, new double[4_000]);
        for (var day = 0; day < returns.Length; day++)
            process.Next(random, state, returns.AsSpan(day, 1));
        var fit = GarchFit.Of(returns, hasStudentT: false);
        // Standard errors at 4,000 returns are near 0.012 for alpha and 0.016 for beta (measured over other seeds); five of them.
        Assert.Equal(0.14, fit.Model.Alpha, 0.06);
        Assert.Equal(0.82, fit.Model.Beta, 0.08);
        Assert.Equal(0, fit.Innovations.Average(), 1e-12);
        Assert.Equal(1, fit.Innovations.Sum(value => value * value) / fit.Innovations.Length, 1e-12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_ManySamplesOfEveryKind_AlwaysFindsAModel(bool hasStudentT)
    {
        // Normal samples leave the degrees of freedom without a bound, pegged ones the variance without memory.
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new RandomStream(seed);
            var (returns, previous) = (new double[120 + (seed * 7)], 0.0);
            foreach (ref var value in returns.AsSpan())
            {
                var draw = seed % 4 == 0 ? random.StudentT(3) : random.Normal();
                value = 0.002 * (seed % 2 == 0 ? draw : draw - previous);
                previous = draw;
            }

            var fit = GarchFit.Of(returns, hasStudentT);
            Assert.True(fit.Model.Omega > 0 && fit.Model.Persistence < 1 && fit.NextVariance > 0, $"seed {seed}: {fit.Model}");
            Assert.True(double.IsFinite(fit.LogLikelihood) && fit.LogLikelihood >= fit.ConstantLogLikelihood - 0.1, $"seed {seed}: {fit.LogLikelihood} against {fit.ConstantLogLikelihood}");
        }
    }

    [Fact]
    public void Of_TooFewOrEqualReturns_SaysSo()
    {
        Assert.Contains("29 returns are too few", Assert.Throws<ArgumentException>(() => GarchFit.Of(new double[29], false)).Message, StringComparison.Ordinal);
        Assert.Contains("do not vary", Assert.Throws<ArgumentException>(() => GarchFit.Of(new double[50], false)).Message, StringComparison.Ordinal);
    }

    static double[] Percent(string series, double mean) => [.. Returns.Simple(VectorFile.Prices(series, "usd")!).Select(value => (100 * value) - mean)];
}
