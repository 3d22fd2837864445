using System.Text.RegularExpressions;
using Sim.Experiments.Output;
using Sim.Framework;

namespace Sim.Experiments.Tests;

public sealed class CliTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sim-cli-");

    string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    (int Exit, string Out, string Error) Run(params string[] args) => Run(Catalog.Default, 200, args, CancellationToken.None);

    static (int Exit, string Out, string Error) Run(Catalog catalog, int width, string[] args, CancellationToken cancellationToken)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = Cli.Run(args, catalog, Terminal.Create(output, plain: true, width), error, cancellationToken);
        return (exit, output.ToString(), error.ToString());
    }

    [Fact]
    public void List_ShowsEveryExperimentWithItsQuestion()
    {
        var (exit, output, _) = Run("list");
        Assert.Equal(ExitCode.Success, exit);
        Assert.All(Catalog.Default.Names, name => Assert.Contains(name, output, StringComparison.Ordinal));
        Assert.Contains("How high do prey peak", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_ShowsParametersStateAndBlocks()
    {
        var (exit, output, _) = Run("describe", "predator-prey");
        Assert.Equal(ExitCode.Success, exit);
        Assert.Contains("6 subsets × 200 runs × 1000 timesteps, seed 42", output, StringComparison.Ordinal);
        Assert.Matches(@"weather +0.2 +ratio +number, 0 to 1 +How far the weather", output);
        Assert.Matches(@"predators +animals +number +Predators alive", output);
        Assert.Matches(@"1 +births and deaths +births +Flow, sum +prey", output);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void Describe_Diagram_IsMermaidAlone()
    {
        var (_, output, _) = Run("describe", "predator-prey", "--diagram");
        Assert.StartsWith("flowchart TD\n", output, StringComparison.Ordinal);
        Assert.Contains("b0p3([\"deaths\"]) --> b0s", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Options_ReachTheExperiment()
    {
        var (exit, output, error) = Run(
            "run", "predator-prey", "--runs", "3", "--timesteps", "40", "--seed", "9", "--set", "predator_death=0.3", "--sweep", "prey_birth=0.9,1.1", "--sweep", "weather=0,0.1",
            "--every", "15", "--threads", "1", "--out", Data);
        Assert.Equal((ExitCode.Success, ""), (exit, error));
        Assert.Contains("12 runs, 480 timesteps", output, StringComparison.Ordinal);
        Assert.Matches(@"3 +1.1 +0.1 +3 ", output);
        var dataset = Dataset.Open(Data);
        Assert.Equal(Enumerable.Repeat(new[] { 0, 15, 30, 40 }, 12).SelectMany(run => run), dataset.Column<int>("timestep"));
        Assert.Equal(9, (long)dataset.Manifest["seed"]!);
        Assert.Equal(0.3, (double)dataset.Manifest["parameters"]!["predator_death"]!["value"]!);
    }

    [Fact]
    public void Run_FinalOnlyAndCsv_WritesOneRowARunInBothForms()
    {
        var (exit, _, _) = Run("run", "predator-prey", "--runs", "2", "--timesteps", "30", "--final-only", "--csv", "--out", Data);
        Assert.Equal(ExitCode.Success, exit);
        var lines = File.ReadAllLines(Path.Combine(Data, "trajectories.csv"));
        Assert.Equal("simulation,subset,run,substep,timestep,prey_birth,predator_death,prey,predators", lines[0]);
        var prey = Dataset.Open(Data).Column<double>("prey");
        Assert.Equal(12, prey.Length);
        Assert.Equal(prey, lines.Skip(1).Select(line => double.Parse(line.Split(',')[7], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(13, File.ReadAllLines(Path.Combine(Data, "runs.csv")).Length);
        Assert.False(File.Exists(Path.Combine(Data, "failures.csv")));
    }

    [Fact]
    public void Run_DatasetThere_IsRefusedUntouchedUnlessOverwritten()
    {
        Assert.Equal(ExitCode.Success, Run("run", "predator-prey", "--runs", "1", "--timesteps", "5", "--out", Data).Exit);
        var before = File.ReadAllBytes(Path.Combine(Data, "manifest.json"));
        var (exit, _, error) = Run("run", "predator-prey", "--runs", "2", "--timesteps", "5", "--out", Data);
        Assert.Equal(ExitCode.BadUsage, exit);
        Assert.Contains("--overwrite", error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(Data, "manifest.json")));
        Assert.Equal(ExitCode.Success, Run("run", "predator-prey", "--runs", "2", "--timesteps", "5", "--out", Data, "--overwrite").Exit);
        Assert.Equal(12, Dataset.Open(Data).RunColumn<int>("run").Length);
    }

    [Theory]
    [InlineData("Did you mean predator-prey?", "run", "predater-prey")]
    [InlineData("There is no experiment 'xyz'", "describe", "xyz")]
    [InlineData("Did you mean prey_birth?", "run", "predator-prey", "--set", "prey_brith=1")]
    [InlineData("'abc' is no value of parameter prey_birth: it takes a number", "run", "predator-prey", "--set", "prey_birth=abc")]
    [InlineData("parameter Weather is 3; it must lie between 0 and 1", "run", "predator-prey", "--set", "weather=3")]
    [InlineData("write --set parameter=value", "run", "predator-prey", "--set", "weather")]
    [InlineData("write --sweep parameter=v1,v2", "run", "predator-prey", "--sweep", "weather=")]
    [InlineData("'x' is no value of --runs: it takes a whole number", "run", "predator-prey", "--runs", "x")]
    [InlineData("Runs(0) is too few", "run", "predator-prey", "--runs", "0")]
    [InlineData("Record.Every(0)", "run", "predator-prey", "--every", "0")]
    [InlineData("exclude each other", "run", "predator-prey", "--every", "2", "--final-only")]
    [InlineData("--sett", "run", "predator-prey", "--sett", "a=1")]
    [InlineData("manifest.json", "summarize", "/nowhere/at/all")]
    public void BadUsage_SaysWhatIsWrong_WithoutAStackTrace(string expected, params string[] args)
    {
        string[] all = args[0] == "run" ? [.. args, "--out", Data] : args;
        var (exit, _, error) = Run(all);
        Assert.Equal(ExitCode.BadUsage, exit);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data), "Nothing may be written for a command that is refused.");
    }

    [Fact]
    public void Run_SomeRunsFail_ExitsWithOneAndNamesThem()
    {
        var (exit, output, _) = Run(
            "run", "predator-prey", "--runs", "2", "--timesteps", "400", "--set", "days=1", "--sweep", "prey_birth=1,3", "--set", "weather=0", "--csv", "--out", Data);
        Assert.Equal(ExitCode.SomeRunsFailed, exit);
        Assert.Matches(@"timestep \d+, substep 1, invariant no negative population: The invariant 'no negative population' does not hold", output);
        Assert.Contains("none", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Data, "failures.csv")));
    }

    [Fact]
    public void Run_Cancelled_ExitsWith130AndSaysWhatIsComplete()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var (exit, output, _) = Run(Catalog.Default, 200, ["run", "predator-prey", "--out", Data], cancelled.Token);
        Assert.Equal(ExitCode.Cancelled, exit);
        Assert.Contains("Cut short: 0 of 1,200 runs are complete", output, StringComparison.Ordinal);
        Assert.Equal("cut short", Dataset.Open(Data).Status);
    }

    [Fact]
    public void Summarize_PrintsTheTableOfTheRun()
    {
        var (_, ran, _) = Run("run", "predator-prey", "--runs", "4", "--timesteps", "50", "--out", Data);
        var (exit, output, _) = Run("summarize", Data);
        Assert.Equal(ExitCode.Success, exit);
        static IEnumerable<string> Rows(string text) => Regex.Matches(text, @"^ +\d.*$", RegexOptions.Multiline).Select(row => row.Value);
        Assert.Equal(Rows(ran), Rows(output));
        Assert.Equal(6, Rows(output).Count());
        Assert.Contains("Seed 42, 24 runs, 0 failed", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Summarize_DamagedDataset_SaysWhichFile()
    {
        Run("run", "predator-prey", "--runs", "1", "--timesteps", "5", "--out", Data);
        File.WriteAllBytes(Path.Combine(Data, "runs", "part-00000.parquet"), [1, 2, 3]);
        var (exit, _, error) = Run("summarize", Data);
        Assert.Equal(ExitCode.BadUsage, exit);
        Assert.Contains("part-00000.parquet", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NarrowTerminal_SplitsMetricsOverTables()
    {
        var (_, output, _) = Run(Catalog.Default, 60, ["run", "predator-prey", "--runs", "3", "--timesteps", "50", "--out", Data], CancellationToken.None);
        Assert.True(Regex.Count(output, "^ *subset ", RegexOptions.Multiline) >= 2, output);
        Assert.Contains("mean predators", output, StringComparison.Ordinal);
        Assert.DoesNotContain('…', output);
    }
}
