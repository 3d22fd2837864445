using Sim.Framework;

namespace Sim.Experiments.Tests;

/// <summary>What a user of <c>--resume</c>, <c>--shard</c>, <c>--finish</c>, <c>verify</c>, <c>replay</c> and <c>--until-ci</c> types and sees.</summary>
public sealed class SurvivalTests : IDisposable
{
    readonly Session _session = new() { Catalog = Samples.Catalog() };

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Resume_OfAWholeDataset_SaysThatAllWasThere()
    {
        _session.Succeed("run", "sample");
        Assert.Contains("\n4 of these runs were in the dataset already.\n", _session.Succeed("run", "sample", "--resume"), StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_OfAnotherPlan_ListsTheDifferences()
    {
        _session.Succeed("run", "sample");
        var said = _session.Run("run", "sample", "--resume", "--seed", "9", "--set", "growth=0.2");
        Assert.Equal(ExitCode.BadUsage, said.Exit);
        Assert.Contains("  seed: 0 in the dataset, 9 asked for\n  parameters.growth.value: 0.1 in the dataset, 0.2 asked for\n", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Shards_ThenFinish_LeaveAWholeDataset()
    {
        Assert.Contains("Shard 2/2 is done.", _session.Succeed("run", "sample", "--shard", "2/2"), StringComparison.Ordinal);
        var early = _session.Run("run", "sample", "--finish");
        Assert.Equal(ExitCode.NotComplete, early.Exit);
        Assert.Contains("part 00000 is missing", early.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotComplete, _session.Run("verify", "results/sample").Exit);
        _session.Succeed("run", "sample", "--shard", "1/2");
        Assert.Contains("4 of these runs were in the dataset already.", _session.Succeed("run", "sample", "--finish"), StringComparison.Ordinal);
        Assert.Equal("sample: whole. 4 runs completed and 0 failed, in 1 planned parts; every checksum is right.\n", _session.Succeed("verify", "results/sample"));
        Assert.Equal("complete", _session.Open("results", "sample").Status);
    }

    [Fact]
    public void Shard_OfWhichRunsFail_IsDoneAndTheFinishTells()
    {
        Assert.Equal(ExitCode.Success, _session.Run("run", "sample", "--set", "fail_at=2", "--shard", "1/1").Exit);
        var finish = _session.Run("run", "sample", "--set", "fail_at=2", "--finish");
        Assert.Equal(ExitCode.SomeRunsFailed, finish.Exit);
        Assert.Contains("2 failed.", finish.Output, StringComparison.Ordinal);
        Assert.Equal("complete", _session.Open("results", "sample").Status);
    }

    [Fact]
    public void Shard_Cancelled_SaysHowToGoOn()
    {
        using var session = new Session { Catalog = Samples.Catalog(), CancellationToken = new CancellationToken(canceled: true) };
        var (exit, output, _) = session.Run("run", "sample", "--shard", "1/2");
        Assert.Equal(ExitCode.Cancelled, exit);
        Assert.Contains("Cancelled: 0 runs of shard 1/2 are complete; the others were not run. To go on, give the same command again.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--shard 0/2", "There is no shard 0 of 2")]
    [InlineData("--shard two", "'two' is no shard: write 3/8")]
    [InlineData("--shard", "--shard has no value and SLURM_ARRAY_TASK_ID is not set")]
    [InlineData("--shard /4", "--shard has no value and JOB_COMPLETION_INDEX is not set")]
    [InlineData("--shard 1/2 --overwrite", "--overwrite and --shard exclude each other")]
    [InlineData("--resume --finish", "--resume and --finish exclude each other")]
    [InlineData("--until-ci nothing=1", "has no metric 'nothing'. There are: final number, first restless.")]
    [InlineData("--until-ci final_number", "is not understood: write --until-ci metric=0.01")]
    [InlineData("--until-ci final_number=wide", "is not understood")]
    [InlineData("--until-ci final_number=-1", "cannot be -1 wide")]
    [InlineData("--run-seconds 0", "it takes a number above 0")]
    [InlineData("--run-memory 0", "it takes a whole number from 1")]
    public void Options_ThatMakeNoSense_AreRefusedWithASentence(string options, string expected)
    {
        var said = _session.Run(["run", "sample", .. options.Split(' ')]);
        Assert.Equal((ExitCode.BadUsage, ""), (said.Exit, said.Output));
        Assert.Contains(expected, said.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_session.Folder));
    }

    [Theory]
    [InlineData("SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_COUNT=8", "", "3/8")]
    [InlineData("SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_COUNT=8 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_STEP=1", "", "4/8")]
    [InlineData("JOB_COMPLETION_INDEX=0", "/5", "1/5")]
    [InlineData("SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_COUNT=8", "2/2", "2/2")]
    public void Shard_ComesFromTheScheduler(string environment, string value, string expected)
    {
        var variables = environment.Split(' ').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var options = new Commands.DatasetOptions(variables.GetValueOrDefault);
        var command = new System.CommandLine.RootCommand();
        foreach (var option in options.All)
            command.Add(option);
        Assert.Equal(Shard.Parse(expected), options.ShardOf(command.Parse(value.Length == 0 ? ["--shard"] : ["--shard", value])));
    }

    [Fact]
    public void Verify_Damage_NamesItAndSaysWhatToDo()
    {
        _session.Succeed("run", "sample");
        var path = _session.PathOf("results", "sample", "runs", "part-00000.parquet");
        var bytes = File.ReadAllBytes(path);
        bytes[40] ^= 1;
        File.WriteAllBytes(path, bytes);
        var said = _session.Run("verify", "results/sample");
        Assert.Equal((ExitCode.NotComplete, ""), (said.Exit, said.Error));
        Assert.Contains("  part 00000: ", said.Output, StringComparison.Ordinal);
        Assert.Contains("damaged", said.Output, StringComparison.Ordinal);
        Assert.Contains("with --resume, keeps what is whole and computes the rest", said.Output, StringComparison.Ordinal);
        _session.Succeed("run", "sample", "--resume");
        _session.Succeed("verify", "results/sample");
    }

    [Fact]
    public void Replay_AFailedRun_ShowsWhatLedToIt()
    {
        Assert.Equal(ExitCode.SomeRunsFailed, _session.Run("run", "sample", "--set", "fail_at=2", "--sweep", "growth=0.5,0.25", "--set", "start=3;4", "--seed", "11", "--set", "market_kink=0.7").Exit);
        var said = _session.Run("replay", "results/sample", "--run", "2", "--subset", "1");
        Assert.Equal((ExitCode.SomeRunsFailed, ""), (said.Exit, said.Error));
        Assert.StartsWith("sample, simulation 0, subset 1, run 2, seed 11\nParameters: growth = 0.25, fail_at = 2, start = [3,4], mood = Calm, market_kink = 0.7\nTimestep 1:\n  1 grow\n", said.Output, StringComparison.Ordinal);
        Assert.Contains("      number: 0 → 0.08333333333333333\n", said.Output, StringComparison.Ordinal);
        Assert.EndsWith("The run ends early: simulation 0, subset 1, run 2, timestep 2, substep 1, block 'grow', update number: InvalidOperationException: Meant to fail.\n", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_ACompletedRun_EndsInTheStateOfTheDataset()
    {
        _session.Succeed("run", "sample", "--runs", "2", "--timesteps", "30");
        var output = _session.Succeed("replay", "results/sample", "--run", "2");
        Assert.Contains("Timestep 30:", output, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($" → {_session.Open("results", "sample").Column<double>("number")[^1]:R}\n"), output, StringComparison.Ordinal);
        Assert.EndsWith("The run completes.\n", output, StringComparison.Ordinal);
        Assert.Contains("Timestep 0:\n  0 start\n", _session.Succeed("replay", "results/sample", "--run", "2", "--timestep", "0"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no run 5: they are numbered 1 to 4 in ", "--run", "5")]
    [InlineData("There is no subset 1: they are numbered 0 to 0 in ", "--subset", "1")]
    [InlineData("There is no simulation 2: they are numbered 0 to 0 in ", "--simulation", "2")]
    [InlineData("The run has no timestep 99: it comes to 3.", "--timestep", "99")]
    public void Replay_NoSuchRun_SaysWhichThereAre(string expected, params string[] options)
    {
        _session.Succeed("run", "sample");
        var said = _session.Run(["replay", "results/sample", .. options]);
        Assert.Equal(ExitCode.BadUsage, said.Exit);
        Assert.Contains(expected, said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_EveryShippedExperiment_AgreesWithItsDataset()
    {
        using var session = new Session();
        foreach (var name in Catalog.Default.Names)
        {
            session.Run("run", name, "--runs", "2", "--timesteps", "4", "--out", name);
            var dataset = session.Open(name);
            var subset = dataset.RunColumn<int>("subset")[^1];
            var simulation = dataset.RunColumn<int>("simulation")[^1];
            var replay = Catalog.Default.Find(name).Replay(dataset, new RunId(simulation, subset, 2));
            Assert.Empty(replay.Differences);
            Assert.Equal(dataset.RunColumn<string>("status")[^1], (replay.Failure?.Status ?? RunStatus.Completed).ToString());
            if (!Directory.Exists(session.PathOf(name, "trajectories")))
                continue;
            var column = dataset.Manifest["columns"]!.AsArray().Select(entry => (Name: (string)entry!["name"]!, Type: (string)entry["type"]!, Nullable: (bool)entry["nullable"]!))
                .Last(entry => entry is { Type: "Double", Nullable: false } && replay.Variables.Contains(entry.Name));
            var last = dataset.Column<double>(column.Name)[^1];
            Assert.Equal(last, double.Parse(replay.Substeps[^1].Values[replay.Variables.ToList().IndexOf(column.Name)], System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void UntilCi_StopsAndSaysSo()
    {
        using var session = new Session();
        var output = session.Succeed("run", "predator-prey", "--runs", "4000", "--timesteps", "100", "--final-only", "--until-ci", "peak_prey=1%");
        Assert.Contains("for peak prey the interval of the last look, which holds for all looks together", output, StringComparison.Ordinal);
        Assert.True(session.Open("results", "predator-prey").RunColumn<int>("run").Length < 6 * 4000);
        session.Succeed("verify", "results/predator-prey");
    }
}
