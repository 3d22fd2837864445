using System.Text.RegularExpressions;

namespace Sim.Experiments.Tests;

public sealed class SummarizeTests : IDisposable
{
    readonly Session _session = new() { Catalog = Samples.Catalog() };

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Summarize_PrintsTheTableOfTheRun()
    {
        var ran = _session.Run("run", "sample", "--sweep", "growth=0.1,0.3", "--set", "fail_at=2", "--seed", "7").Output;
        var output = _session.Succeed("summarize", "results/sample");
        Assert.StartsWith("sample: complete\nDoes every column survive?\n", output, StringComparison.Ordinal);
        Assert.Equal(Table(ran), Table(output));
        Assert.Matches(@"\nSeed 7, 8 runs, 4 failed; 3 Parquet files, [\d,]+ (bytes|kB)\.\n$", output);

        static string Table(string text) => Regex.Match(text, @"\n +subset[^±]*.*?\nMetrics: ", RegexOptions.Singleline).Value;
    }

    [Fact]
    public void Summarize_LeftByACrash_SaysSoAndShowsWhatIsThere()
    {
        _session.Succeed("run", "sample");
        Edit("\"status\": \"complete\"", "\"status\": \"running\"");
        Edit("\"completed\": 4", "\"completed\": null");
        var output = _session.Succeed("summarize", "results/sample");
        Assert.StartsWith("sample: running: it is being written, or its process was ended; complete parts are shown\n", output, StringComparison.Ordinal);
        Assert.Contains("4 of 4 runs", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Summarize_NoDataset_SaysWhatToGive()
    {
        var (exit, _, error) = _session.Run("summarize", "nowhere");
        Assert.Equal(ExitCode.BadUsage, exit);
        Assert.Contains("it has no manifest.json. Give the folder that an experiment was written to.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Summarize_DamagedPart_SaysWhichFile()
    {
        _session.Succeed("run", "sample");
        File.WriteAllBytes(_session.PathOf("results", "sample", "runs", "part-00000.parquet"), [1, 2, 3]);
        AssertDamaged("part-00000.parquet");
    }

    [Fact]
    public void Summarize_MissingPart_IsDamaged()
    {
        _session.Succeed("run", "sample");
        File.Delete(_session.PathOf("results", "sample", "runs", "part-00000.parquet"));
        AssertDamaged("4 runs were written, and 0 are there.");
    }

    [Theory]
    [InlineData("\"experiment\"", "\"other\"", "is not the manifest of a dataset.")]
    [InlineData("\"sweep\"", "\"other\"", "its manifest.json does not fit its runs.")]
    [InlineData("\"completed\": 4", "\"completed\": \"four\"", "its manifest.json does not fit its runs.")]
    [InlineData("{", "", "Cannot read")]
    public void Summarize_DamagedManifest_SaysSo(string old, string replacement, string expected)
    {
        _session.Succeed("run", "sample");
        Edit(old, replacement);
        AssertDamaged(expected);
    }

    void Edit(string old, string replacement)
    {
        var path = _session.PathOf("results", "sample", "manifest.json");
        var text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    void AssertDamaged(string expected)
    {
        var (exit, output, error) = _session.Run("summarize", "results/sample");
        Assert.Equal((ExitCode.BadUsage, ""), (exit, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }
}
