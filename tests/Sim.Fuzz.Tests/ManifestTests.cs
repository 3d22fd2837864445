using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sim.Experiments;
using Sim.Framework;

namespace Sim.Fuzz.Tests;

/// <summary>Manifests that chance or malice has written: every reader of a dataset works, or says that its manifest is damaged.</summary>
public sealed class ManifestTests : IDisposable
{
    static readonly IExperiment Experiment = Catalog.Default.Find("predator-prey");

    readonly TemporaryFolder _folder = new();
    readonly string _good;
    readonly string _other;

    public ManifestTests()
    {
        Write("predator-prey", "good");
        Write("fei-capital-allocation", "other");
        _good = File.ReadAllText(ManifestOf("good"));
        _other = File.ReadAllText(ManifestOf("other"));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Values that a place of a manifest is given.</summary>
    public static TheoryData<string> Hostile =>
    [
        "null", "true", "0", "-1", "1", "7", "2147483647", "2147483648", "-2147483648", "1000000000000000000", "9223372036854775807", "9223372036854775808", "1e308", "1e999", "0.5", "\"NaN\"", "\"\"",
        "\"../../../etc/passwd\"", "\"/etc/passwd\"", "\"\\u0000\\u001b[31m\\u0007\"", "\"\\ud800\"", "[]", "{}", "[[]]", "[null]", "[0]", "[-1, -2]", "[5, 3]", "{\"\": {}}",
        "[9223372036854775807]", "[1, 9223372036854775807]", "LONG", "LONG_LIST",
    ];

    [Fact]
    public void Open_DamagedManifest_WorksOrIsRefused() =>
        Fuzzing.Run(81, 1_000, chance => new Mutator(chance).Text(_good, _other), Use, "good");

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Open_HostileValueAnywhere_WorksOrIsRefused(string value)
    {
        var hostile = value switch
        {
            "LONG" => $"\"{new string('x', 10_000)}\"",
            "LONG_LIST" => $"[{string.Join(',', Enumerable.Repeat("1", 10_000))}]",
            _ => value,
        };
        foreach (var place in Places(JsonNode.Parse(_good)!, ""))
        {
            var fault = Xunit.Record.Exception(() => Fuzzing.Survived(() => Use(With(place, hostile)), "good"));
            Assert.True(fault is null, $"{value} at {place}: {fault?.Message}");
        }
    }

    [Fact]
    public void Open_EveryPlaceTakenOut_WorksOrIsRefused()
    {
        foreach (var place in Places(JsonNode.Parse(_good)!, "").Where(place => place.Length > 0))
        {
            var fault = Xunit.Record.Exception(() => Fuzzing.Survived(() => Use(With(place, null)), "good"));
            Assert.True(fault is null, $"{place} taken out: {fault?.Message}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"experiment\": \"a\", \"experiment\": \"b\", \"status\": \"complete\", \"simulations\": [], \"metrics\": []}")]
    [InlineData("{\"experiment\": NaN, \"status\": \"complete\", \"simulations\": [], \"metrics\": []}")]
    [InlineData("{\"experiment\": 7, \"status\": [], \"simulations\": [], \"metrics\": []}")]
    public void Open_NoManifest_IsRefused(string text) => Fuzzing.Refused(() => Use(text), "good");

    /// <summary>A plan that agrees with itself and is vast: what is missing is said in a line, found in little time and memory.</summary>
    [Theory]
    [InlineData(10_000_000, "[1]", "parts 00001 to 9999999 are missing")]
    [InlineData(2_000_000_000, "[200, 1000]", "parts 00001 to 3999999 are missing")]
    public void Verify_VastPlan_SaysWhatIsMissingInALine(int runs, string cuts, string expected)
    {
        IReadOnlyList<string> problems = [];
        var periods = runs / (cuts.Length > 3 ? 1_000 : 1);
        Fuzzing.Survived(() => problems = Opened(Planned(runs, periods, cuts)).Verify(), "good");
        Assert.Equal(2, problems.Count);
        Assert.Equal(expected, problems[0]);
        Assert.StartsWith("part 00000: it has ", problems[1], StringComparison.Ordinal);
    }

    /// <summary>Layouts that leave runs out, hold them twice, never end or are beyond all files.</summary>
    [Theory]
    [InlineData(4, 1, "[0]")]
    [InlineData(4, 1, "[-4]")]
    [InlineData(4, 1, "[]")]
    [InlineData(4, 1, "[3]")]
    [InlineData(4, 1, "[4, 4]")]
    [InlineData(4, 1, "[5, 4]")]
    [InlineData(4, 0, "[4]")]
    [InlineData(4, -1, "[-4]")]
    [InlineData(0, 1, "[1]")]
    [InlineData(-4, 1, "[4]")]
    [InlineData(2_000_000_000, 2_000_000_000, "[1]")]
    [InlineData(4, 1_000_000_000_000_000_000, "[1000000000000000000]")]
    public void Verify_LayoutThatIsNone_IsRefused(int runs, long periods, string cuts)
    {
        var message = Fuzzing.Refused(() => Opened(Planned(runs, periods, cuts)).Verify(), "good");
        Assert.Contains("is damaged: its manifest.json does not fit its runs.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_OfMoreTimestepsThanMemoryHolds_IsRefused()
    {
        var message = Fuzzing.Refused(() => Experiment.Replay(Opened(With("/simulations/0/timesteps", "2147483647")), new RunId(0, 0, 1)), "good");
        Assert.Contains("have 2147483647 timesteps of ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Open_NestedAHundredThousandDeep_IsRefused(string open, string close)
    {
        const int Levels = 100_000;
        var deep = string.Concat(Enumerable.Repeat(open, Levels)) + "1" + string.Concat(Enumerable.Repeat(close, Levels));
        Fuzzing.Refused(() => Use(deep), "good");
        Fuzzing.Refused(() => Use("{\"experiment\": " + deep + ", " + _good[(_good.IndexOf('{', StringComparison.Ordinal) + 1)..]), "good");
    }

    void Use(string manifest)
    {
        var dataset = Opened(manifest);
        Answers(
            () => _ = (dataset.Experiment, dataset.Status, dataset.Manifest),
            () => Lines(dataset.Verify()),
            () => dataset.Summarize(),
            () => dataset.RunColumn<int>("run"),
            () => Experiment.Replay(dataset, new RunId(0, 0, 1)));
    }

    Dataset Opened(string manifest)
    {
        File.WriteAllText(ManifestOf("good"), manifest);
        return Dataset.Open(Path.Combine(_folder.Path, "good"));
    }

    /// <summary>The manifest with another plan of one simulation and one subset.</summary>
    string Planned(int runs, long periods, string cuts)
    {
        var manifest = JsonNode.Parse(_good)!;
        manifest["simulations"]![0]!["subsets"] = 1;
        manifest["simulations"]![0]!["runs"] = runs;
        manifest["parts"]!["layout"] = new JsonArray(new JsonObject { ["first_run"] = 0, ["periods"] = periods, ["cuts"] = JsonNode.Parse(cuts) });
        return manifest.ToJsonString();
    }

    /// <summary>All of it is tried; the first refusal is what is judged, and every other too.</summary>
    static void Answers(params Action[] actions)
    {
        var refusals = actions.Select(action => Xunit.Record.Exception(action)).OfType<Exception>().ToList();
        if (refusals.Find(refusal => refusal is not SimulationException) is { } wrong)
            throw wrong;
        if (refusals.Count > 0)
            throw new SimulationException(string.Join('\n', refusals.Select(refusal => refusal.Message)));
    }

    static void Lines(IReadOnlyList<string> problems) => Assert.True(problems.Count < 1000, $"{problems.Count} problems.");

    void Write(string experiment, string name) => Catalog.Default.Find(experiment).WithRuns(2).WithTimesteps(2)
        .WriteAsync(Path.Combine(_folder.Path, name), cancellationToken: TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    string ManifestOf(string name) => Path.Combine(_folder.Path, name, "manifest.json");

    string With(string place, string? value)
    {
        var node = JsonNode.Parse(_good)!;
        if (place.Length == 0)
            return value!;
        var steps = place.Split('/')[1..];
        var holder = steps[..^1].Aggregate(node, (at, step) => at is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : at[step]!);
        const string Mark = "\"<<hostile>>\"";
        var mark = value is null ? null : JsonNode.Parse(Mark);
        if (holder is JsonArray array)
            array[int.Parse(steps[^1], CultureInfo.InvariantCulture)] = mark;
        else if (value is null)
            holder.AsObject().Remove(steps[^1]);
        else
            holder[steps[^1]] = mark;
        return new StringBuilder(node.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })).Replace(Mark, value).ToString();
    }

    /// <summary>Every place of a tree, as /name/0/name; of lists the first and the last item, and of objects that hold objects alone the first.</summary>
    static IEnumerable<string> Places(JsonNode? node, string place) => node switch
    {
        JsonObject named => named.Take(named.All(entry => entry.Value is JsonObject) ? 1 : named.Count).SelectMany(entry => Places(entry.Value, $"{place}/{entry.Key}")).Prepend(place),
        JsonArray { Count: > 0 } list => new[] { 0, list.Count - 1 }.Distinct().SelectMany(item => Places(list[item], FormattableString.Invariant($"{place}/{item}"))).Prepend(place),
        _ => [place],
    };
}
