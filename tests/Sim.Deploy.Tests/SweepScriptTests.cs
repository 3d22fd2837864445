using System.Text.RegularExpressions;

namespace Sim.Deploy.Tests;

/// <summary>deploy/slurm/sweep.sh and its two jobs, with a scheduler that writes down what is submitted and runs it at once.</summary>
public sealed class SweepScriptTests : IDisposable
{
    // Job numbers are 1, 2, …; a cluster's name stands behind them on federated clusters. Options of the script come before it, words of the job after it.
    const string Scheduler = """
        #!/bin/bash
        echo "$*" >> "$SUBMITTED"
        echo "$(wc -l < "$SUBMITTED");federated"
        for word; do
          case $word in
            --array=0-*) last=${word#--array=0-}; last=${last%\%*} ;;
            *.sbatch) job=$word; break ;;
          esac
        done
        while [[ $1 != "$job" ]]; do shift; done
        export SLURM_CPUS_PER_TASK=1
        [[ -n $ONLY_SUBMITS ]] && exit 0
        if [[ -z $last ]]; then bash "$@" >&2 || exit 1; fi
        for ((task = 0; task <= ${last:--1}; task++)); do
          SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_COUNT=$((last + 1)) SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_STEP=1 bash "$@" >&2 || exit 1
        done
        """;

    readonly string _folder = Directory.CreateTempSubdirectory("sim-sweep-").FullName;

    public SweepScriptTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no bash.");
        Directory.CreateDirectory(In("bin"));
        File.WriteAllText(In("bin", "sbatch"), Scheduler);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(In("bin", "sbatch"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static string Script(string name) => Checkout.Deploy("slurm", name);

    string In(params string[] names) => Path.Combine([_folder, .. names]);

    Task<Said> Sweep(string line, string? path = null, bool onlySubmits = true) => Checkout.Run(
        "/bin/bash", [Script("sweep.sh"), .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        ("PATH", path ?? In("bin") + ":" + Environment.GetEnvironmentVariable("PATH")), ("SUBMITTED", In("submitted")), ("ONLY_SUBMITS", onlySubmits ? "1" : ""));

    [Fact]
    public async Task Sweep_SubmitsAnArrayAndAJobThatWaitsForIt()
    {
        var said = await Sweep($"--tasks=8 --at-once 4 --partition short --time=30 --program {Checkout.Program} -- run predator-prey --runs 10 --out /shared/sweep");
        Assert.Equal((0, ""), (said.Exit, said.Error));
        Assert.Equal("Job 1 computes 8 shards of /shared/sweep, job 2 completes it. 'squeue --me' shows them; the same line again computes what is missing.\n", said.Output);
        Assert.Equal(
            [
                $"--partition short --time=30 --parsable --requeue --array=0-7%4 {Script("shard.sbatch")} {Checkout.Program} run predator-prey --runs 10 --out /shared/sweep",
                $"--partition short --time=30 --parsable --requeue --dependency=afterany:1 {Script("finish.sbatch")} {Checkout.Program} run predator-prey --runs 10 --out /shared/sweep",
            ],
            await File.ReadAllLinesAsync(In("submitted"), TestContext.Current.CancellationToken));
    }

    /// <summary>The line of the page itself, in folders that there are and with fewer runs.</summary>
    [Fact]
    public async Task Readme_ItsLine_LeavesTheDatasetOfOneRun()
    {
        var page = await File.ReadAllTextAsync(Script("README.md"), TestContext.Current.CancellationToken);
        var line = Regex.Match(page, @"^deploy/slurm/sweep\.sh (?<line>[^\\]+)\\\n(?<more>.+)$", RegexOptions.Multiline);
        Assert.True(line.Success, "The page has no line to submit a sweep.");
        var given = (line.Groups["line"].Value + line.Groups["more"].Value)
            .Replace("/shared/sim-1/Sim.Experiments.dll", Checkout.Program, StringComparison.Ordinal).Replace("--runs 10000 ", "--runs 500 ", StringComparison.Ordinal);
        var said = await Sweep(given.Replace("/shared/", In("shared/"), StringComparison.Ordinal), onlySubmits: false);
        Assert.True(said.Exit == 0, said.Error);
        var run = Regex.Match(given, "-- (.*) --out /shared/sweep$").Groups[1].Value.Split(' ');
        await Checkout.Succeed("dotnet", [Checkout.Program, .. run, "--out", In("one")]);
        Assert.Equal(Checkout.Bytes(In("one")), Checkout.Bytes(In("shared", "sweep")));
    }

    [Theory]
    [InlineData("", "say with --tasks how many tasks the array has, such as --tasks 8.")]
    [InlineData("-- run predator-prey --out x", "say with --tasks how many tasks")]
    [InlineData("--tasks 0 -- run predator-prey --out x", "--tasks takes a whole number from 1, not '0'.")]
    [InlineData("--tasks many -- run predator-prey --out x", "--tasks takes a whole number from 1, not 'many'.")]
    [InlineData("--tasks -- run predator-prey --out x", "--tasks needs a value")]
    [InlineData("--tasks 8 --at-once 1.5 -- run predator-prey --out x", "--at-once takes a whole number from 1, not '1.5'.")]
    [InlineData("--tasks 8 --array=1-8 -- run predator-prey --out x", "--array=1-8 is set by sweep.sh itself")]
    [InlineData("--tasks 8 run predator-prey --out x", "write the run line after --")]
    [InlineData("--tasks 8 -- predator-prey --out x", "the run line after -- begins with run, not 'predator-prey'.")]
    [InlineData("--tasks 8 -- run predator-prey", "give the dataset's folder with --out")]
    [InlineData("--tasks 8 -- run predator-prey --out", "give the dataset's folder with --out")]
    [InlineData("--tasks 8 -- run predator-prey --out --final-only", "give the dataset's folder with --out")]
    [InlineData("--tasks 8 -- run predator-prey --out x --shard 1/8", "--shard does not belong in the run line")]
    [InlineData("--tasks 8 -- run predator-prey --out x --overwrite", "--overwrite does not belong in the run line")]
    [InlineData("--tasks 8 -- run predator-prey --out x --threads 4", "--threads does not belong in the run line")]
    [InlineData("--tasks 8 --program /nowhere.dll -- run predator-prey --out x", "there is no program at /nowhere.dll: build it with 'dotnet build -c Release experiments'")]
    public async Task Sweep_GivenWrong_SaysSoInASentenceAndSubmitsNothing(string line, string expected)
    {
        var said = await Sweep(line);
        Assert.Equal((2, ""), (said.Exit, said.Output));
        Assert.StartsWith("sweep.sh: " + expected, said.Error, StringComparison.Ordinal);
        Assert.Equal(1, said.Error.Count(letter => letter == '\n'));
        Assert.False(File.Exists(In("submitted")));
    }

    [Fact]
    public async Task Sweep_WithoutSlurmOrDotnet_SaysWhich()
    {
        const string Line = "--tasks 8 -- run predator-prey --out x";
        Directory.CreateDirectory(In("tools"));
        foreach (var tool in new[] { "bash", "dirname", "tr", "realpath" })
            File.CreateSymbolicLink(In("tools", tool), (await Checkout.Succeed("/bin/bash", ["-c", "command -v " + tool])).Trim());
        var said = await Sweep(Line, In("tools"));
        Assert.Equal((2, "sweep.sh: there is no sbatch on the PATH: run this where Slurm's commands are, such as on a login node.\n"), (said.Exit, said.Error));
        said = await Sweep(Line, In("bin") + ":" + In("tools"));
        Assert.Equal((2, "sweep.sh: there is no dotnet on the PATH: install the .NET 10 runtime, here and on the nodes.\n"), (said.Exit, said.Error));
        foreach (var job in new[] { "shard.sbatch", "finish.sbatch" })
        {
            said = await Checkout.Run("/bin/bash", [Script(job), "x"], ("PATH", In("tools")));
            Assert.Equal(2, said.Exit);
            Assert.Contains("There is no dotnet on the PATH of ", said.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("sweep.sh")]
    [InlineData("shard.sbatch")]
    [InlineData("finish.sbatch")]
    public async Task Scripts_ShellcheckFindsNothing(string name)
    {
        var said = await Checkout.Run("/bin/bash", ["-c", "command -v shellcheck"]);
        Assert.SkipWhen(said.Exit != 0, "shellcheck is not installed.");
        Assert.Equal("", (await Checkout.Run("shellcheck", [Script(name)])).Output);
    }
}
