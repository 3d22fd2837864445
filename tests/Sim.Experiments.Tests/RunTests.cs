using System.Text.RegularExpressions;

namespace Sim.Experiments.Tests;

public sealed class RunTests : IDisposable
{
    readonly Session _session = new() { Catalog = new(("predator-prey", PredatorPreyExperiment.Create), ("sample", Samples.Create)) };

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Run_Default_WritesToResultsAndSumsUp()
    {
        var output = _session.Succeed("run", "predator-prey", "--runs", "3", "--timesteps", "40");
        Assert.Matches(@"(?m)^ +subset +prey_birth +predator_death +runs +peak prey +mean predators +first scarcity$", output);
        Assert.Matches(@"(?m)^ +5 +1.2 +0.5 +3 +\d+\.\d+ ± \d+\.\d+ +\d+\.\d+ ± \d+\.\d+ +none$", output);
        Assert.Matches(@"(?m)^18 runs, 720 timesteps in \d+\.\d\d s: [\d,.]+ (million )?timesteps/s; 0 failed\.$", output);
        Assert.EndsWith("Dataset: results/predator-prey\nIn DuckDB: SELECT * FROM read_parquet('results/predator-prey/trajectories/*.parquet', hive_partitioning = false);\n", output, StringComparison.Ordinal);
        Assert.Equal("complete", _session.Open("results", "predator-prey").Status);
    }

    [Fact]
    public void Run_Options_ReachTheExperiment()
    {
        var output = _session.Succeed(
            "run", "predator-prey", "--runs", "3", "--timesteps", "40", "--seed", "-9", "--set", "predator-death=0.3", "--sweep", "prey_birth=0.9, 1.1", "--sweep", "weather=0,0.1",
            "--every", "15", "--threads", "1", "--out", "data");
        Assert.Contains("12 runs, 480 timesteps", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^ +3 +1.1 +0.1 +3 ", output);
        var dataset = _session.Open("data");
        Assert.Equal(Enumerable.Repeat(new[] { 0, 15, 30, 40 }, 12).SelectMany(run => run), dataset.Column<int>("timestep"));
        Assert.Equal(-9, (long)dataset.Manifest["seed"]!);
        Assert.Equal(0.3, (double)dataset.Manifest["parameters"]!["predator_death"]!["value"]!);
    }

    [Fact]
    public void Run_AFolderThatBeginsWithAt_IsAFolderAndNoFileOfOptions()
    {
        _session.Succeed("run", "sample", "--out", "@more");
        Assert.Equal("complete", _session.Open("@more").Status);
    }

    [Fact]
    public void Run_SetByAnyName_TakesNestedParametersVectorsAndEnums()
    {
        _session.Succeed("run", "sample", "--set", "market.kink=0.5", "--set", "start=3;4.5", "--set", "mood=restless", "--timesteps", "0");
        var dataset = _session.Open("results", "sample");
        Assert.Equal(0.5, (double)dataset.Manifest["parameters"]!["market_kink"]!["value"]!);
        Assert.All(dataset.Column<double[]>("list"), list => Assert.Equal([3, 4.5], list));
        Assert.All(dataset.Column<string>("mood"), mood => Assert.Equal("Restless", mood));
    }

    [Fact]
    public void Run_SweepOfVectors_SumsUpAlikeFromMemoryAndDisk()
    {
        var ran = _session.Succeed("run", "sample", "--sweep", "start=1;2,3;4", "--sweep", "mood=calm,restless");
        Assert.Matches(@"(?m)^ +3 +\[3,4\] +Restless +4 ", ran);
        Assert.Equal(Rows(ran), Rows(_session.Succeed("summarize", "results/sample")));
    }

    [Fact]
    public void Run_FinalOnly_RecordsTheLastState()
    {
        _session.Succeed("run", "sample", "--final-only");
        Assert.Equal([3, 3, 3, 3], _session.Open("results", "sample").Column<int>("timestep"));
    }

    [Fact]
    public void Run_AnyNumberOfThreads_WritesTheSameBytes()
    {
        _session.Succeed("run", "predator-prey", "--runs", "40", "--threads", "1", "--out", "one");
        _session.Succeed("run", "predator-prey", "--runs", "40", "--threads", "3", "--out", "three");
        var files = Directory.EnumerateFiles(_session.PathOf("one"), "*.parquet", SearchOption.AllDirectories).ToList();
        Assert.True(files.Count >= 4);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(file.Replace(_session.PathOf("one"), _session.PathOf("three"), StringComparison.Ordinal))));
    }

    [Fact]
    public void Run_DatasetThere_IsRefusedWithTheCommandThatReplacesIt()
    {
        _session.Succeed("run", "sample", "--out", "my data");
        var before = Contents();
        var (exit, output, error) = _session.Run("run", "sample", "--runs", "2", "--out", "my data");
        Assert.Equal((ExitCode.BadUsage, ""), (exit, output));
        Assert.Equal(
            "There is a dataset in my data already, and nothing was run. To replace it:\n"
            + "  dotnet run -c Release --project experiments -- run sample --runs 2 --out 'my data' --overwrite\n"
            + "To go on with it, where it was cut short:\n"
            + "  dotnet run -c Release --project experiments -- run sample --runs 2 --out 'my data' --resume\n"
            + "To keep it, give another folder with --out.\n",
            error);
        Assert.Equal(before, Contents());
        _session.Succeed("run", "sample", "--runs", "2", "--out", "my data", "--overwrite");
        Assert.Equal([1, 2], _session.Open("my data").RunColumn<int>("run"));

        Dictionary<string, string> Contents() => Directory.EnumerateFiles(_session.Folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file)));
    }

    [Fact]
    public void Run_Overwrite_DeletesNothingThatIsNotADatasets()
    {
        Directory.CreateDirectory(_session.PathOf("work", "runs"));
        File.WriteAllText(_session.PathOf("work", "runs", "notes.txt"), "precious");
        File.WriteAllText(_session.PathOf("manifest.json"), """{ "name": "an app" }""");
        foreach (var folder in new[] { "work", "." })
        {
            var (exit, _, error) = _session.Run("run", "sample", "--out", folder, "--overwrite");
            Assert.Equal(ExitCode.BadUsage, exit);
            Assert.Contains("there are files of the same names that no experiment wrote", error, StringComparison.Ordinal);
        }

        Assert.Equal("precious", File.ReadAllText(_session.PathOf("work", "runs", "notes.txt")));
        Assert.Contains("an app", File.ReadAllText(_session.PathOf("manifest.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OutIsAFile_IsRefused()
    {
        File.WriteAllText(_session.PathOf("taken"), "");
        var (exit, _, error) = _session.Run("run", "sample", "--out", "taken");
        Assert.Equal(ExitCode.BadUsage, exit);
        Assert.Contains("it is a file. Choose a folder.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SomeRunsFail_ExitsWithOneAndNamesThem()
    {
        var (exit, output, error) = _session.Run("run", "sample", "--runs", "14", "--set", "fail_at=2");
        Assert.Equal((ExitCode.SomeRunsFailed, ""), (exit, error));
        Assert.Matches(@"(?m)^ +0 +14 +7 +\S+ +none$", output);
        Assert.Contains("; 7 failed.\n  simulation 0, subset 0, run 2, timestep 2, substep 1, block 'grow', update number: InvalidOperationException: Meant to fail.\n", output, StringComparison.Ordinal);
        Assert.Contains("run 10, timestep 2", output, StringComparison.Ordinal);
        Assert.Contains("\n  … and 2 more in failures/.\n", output, StringComparison.Ordinal);
        Assert.Equal([2, 4, 6, 8, 10, 12, 14], _session.Open("results", "sample").Failures<Failed>().Select(failed => failed.Run));
    }

    [Fact]
    public void Run_StopsAtAFailure_ExitsWithOneNotAsCancelled()
    {
        using var session = new Session { Catalog = Samples.Catalog(() => Samples.Create().StopOnFailure().Threads(1)) };
        var (exit, output, _) = session.Run("run", "sample", "--set", "fail_at=1");
        Assert.Equal(ExitCode.SomeRunsFailed, exit);
        Assert.Contains("Stopped at a failure: 2 of 4 runs are complete, in 1 parts; the others were not run.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_MetricsOnly_PointsToTheRuns()
    {
        using var session = new Session { Catalog = Samples.Catalog(() => Samples.Create().Record(Framework.Record.MetricsOnly)) };
        Assert.Contains("In DuckDB: SELECT * FROM read_parquet('results/sample/runs/*.parquet', hive_partitioning = false);", session.Succeed("run", "sample"), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NarrowTerminal_SpreadsMetricsOverTables()
    {
        using var session = new Session { Width = 60 };
        var output = session.Succeed("run", "predator-prey", "--runs", "3", "--timesteps", "50");
        Assert.True(Regex.Count(output, "^ *subset ", RegexOptions.Multiline) >= 2, output);
        Assert.Contains("mean predators", output, StringComparison.Ordinal);
        var table = output.Split('\n').TakeWhile(line => !line.StartsWith("Metrics", StringComparison.Ordinal));
        Assert.All(table, line => Assert.True(line.Length <= 60, line));
    }

    [Fact]
    public void Run_ManySubsets_ShowsFortyAndCountsTheOthers()
    {
        var values = string.Join(',', Enumerable.Range(1, 43));
        var output = _session.Succeed("run", "sample", "--sweep", $"fail_at={values}", "--runs", "1", "--timesteps", "0");
        Assert.Equal(40, Rows(output).Count());
        Assert.Contains("… and 3 more subsets in the dataset.", output, StringComparison.Ordinal);
    }

    static IEnumerable<string> Rows(string output) => Regex.Matches(output, @"^ +\d.*$", RegexOptions.Multiline).Select(row => row.Value);

    sealed record Failed(int Run);
}
