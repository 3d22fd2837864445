using System.Text.Json;
using MathNet.Numerics.Distributions;
using Sim.Models.Bridge.Paths;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Paths;

/// <summary>The original's paths: generator, inverse normal and Euler scheme.</summary>
public sealed class EulerSchemeTests
{
    const string File = "f_gbm.json";

    public static TheoryData<int, string> Bitwise() => VectorFile.Cases(File, "bit_level", item => $"seed {item.Text("seed")}, {item.Text("steps")} steps");

    public static TheoryData<int, string> Moments() => VectorFile.Cases(File, "moments", item => $"mu {item.Text("mu")}, sigma {item.Text("sigma")}, {item.Text("maturity")} days");

    [Theory, MemberData(nameof(Bitwise))]
    public void Draws_RecordedSeed_AreTheOriginals(int index, string name)
    {
        using var document = Golden.Read(File);
        var item = document.RootElement.GetProperty("bit_level")[index];
        var uniforms = new MersenneTwister(item.GetProperty("seed").GetUInt32());
        var normals = new MersenneTwister(item.GetProperty("seed").GetUInt32());
        Golden.Compare(VectorFile.Numbers(item.GetProperty("first_uniforms")), [.. Repeated(25, uniforms.NextUniform)], Tolerance.Exact, $"{name}, uniforms");
        Golden.Compare(VectorFile.Numbers(item.GetProperty("first_normals")), [.. Repeated(25, () => AcklamNormal.Quantile(normals.NextUniform()))], Tolerance.Exact, $"{name}, normals");
    }

    [Theory, MemberData(nameof(Bitwise))]
    public void Paths_RecordedSeed_AreTheOriginals(int index, string name)
    {
        using var document = Golden.Read(File);
        var item = document.RootElement.GetProperty("bit_level")[index];
        var steps = item.GetProperty("steps").GetInt32();
        var scheme = new EulerScheme(item.Number("mu"), item.Number("sigma"), steps);
        var random = new MersenneTwister(item.GetProperty("seed").GetUInt32());
        var path = new double[(item.GetProperty("maturity").GetInt32() * steps) + 1];
        foreach (var (number, expected) in item.GetProperty("paths").EnumerateArray().Index())
        {
            scheme.NextPath(random, 1, path);
            // The file states that an independent replica agrees to 5e-15.
            Golden.Compare(VectorFile.Numbers(expected), path, Tolerance.Exact, $"{name}, path {number}");
        }
    }

    [Fact]
    public void OfArguments_MissingOrZero_TakesTheSamples()
    {
        using var document = Golden.Read(File);
        var cases = document.RootElement.GetProperty("falsy_arguments").EnumerateArray().ToList();
        Assert.Equal(3, cases.Count);
        foreach (var item in cases)
        {
            double? Passed(string name) => item.GetProperty("passed").GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
            var scheme = EulerScheme.OfArguments(Passed("mu"), Passed("sigma"), sampleMean: 0.0007919863091319675, sampleDeviation: 0.039521086553426024);
            Assert.Equal((item.Number("used_mu"), item.Number("used_sigma")), (scheme.Drift, scheme.Volatility));
        }
    }

    [Theory, MemberData(nameof(Moments))]
    public void Paths_MomentsOverTenSeeds_AreTheOriginals(int index, string name)
    {
        using var document = Golden.Read(File);
        var item = document.RootElement.GetProperty("moments")[index];
        var scheme = new EulerScheme(item.Number("mu"), item.Number("sigma"));
        var (days, count) = (item.GetProperty("maturity").GetInt32(), item.GetProperty("n").GetInt32());
        var (random, path, ends) = (new MersenneTwister(2_024), new double[days + 1], new double[count]);
        foreach (ref var end in ends.AsSpan())
        {
            scheme.NextPath(random, 1, path);
            end = path[^1];
        }

        var theory = item.GetProperty("theory_euler");
        var mean = Math.Pow(1 + scheme.Drift, days);
        var variance = Math.Pow(Math.Pow(1 + scheme.Drift, 2) + Math.Pow(scheme.Volatility, 2), days) - (mean * mean);
        Golden.Compare([theory.Number("mean"), theory.Number("variance")], [mean, variance], Tolerance.Relative(1e-12), $"{name}, theory");
        // The bound of the suggestion: four times the recorded spread of one run.
        var spread = item.GetProperty("sd_between_seeds");
        var (sampleMean, average) = (ends.Average(), item.GetProperty("average"));
        Assert.InRange(sampleMean - average.Number("mean"), -4 * spread.Number("mean"), 4 * spread.Number("mean"));
        Assert.InRange(ends.Sum(end => Math.Pow(end - sampleMean, 2)) / (count - 1) - average.Number("variance"), -4 * spread.Number("variance"), 4 * spread.Number("variance"));
    }

    [Fact]
    public void AcklamNormal_AllParts_StaysWithinItsStatedError()
    {
        foreach (var probability in Enumerable.Range(1, 9_999).Select(part => part / 10_000.0).Concat([1e-9, 1e-6, 0.02425, 1 - 0.02425, 1 - 1e-6]))
        {
            var exact = Normal.InvCDF(0, 1, probability);
            Assert.True(Math.Abs(AcklamNormal.Quantile(probability) - exact) <= 1.15e-9 * Math.Max(1, Math.Abs(exact)), $"{probability:R}");
        }
    }

    [Fact]
    public void RunningMinima_MoreMovesThanThePathHas_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EulerScheme(0, 0.04).RunningMinima(seed: 1, [22], length: 21, [new double[2]]));

    static IEnumerable<double> Repeated(int count, Func<double> draw) => Enumerable.Range(0, count).Select(_ => draw());
}
