using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Sim.Experiments;

namespace Sim.Deploy.Tests;

/// <summary>deploy/slurm on a real Slurm, through what befalls a sweep.</summary>
public sealed class SlurmTests
{
    const int Tasks = 8;

    // Some seconds a task: several parts, so that a kill finds some done and some not.
    static readonly string[] Line = ["run", "predator-prey", "--runs", "10000", "--timesteps", "5000", "--final-only"];
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Of the first three tasks one is told to end, one is killed, and one loses its node. The killed one fails, and with it the finish; the same line again completes the dataset.</summary>
    [Fact]
    public async Task Sweep_ThroughKillsAndALostNode_LeavesTheDatasetOfOneMachine()
    {
        var whyNot = SlurmCluster.WhyNot();
        Assert.False(whyNot is not null && Environment.GetEnvironmentVariable("SIM_REQUIRE_SLURM") == "1", whyNot);
        Assert.SkipWhen(whyNot is not null, whyNot ?? "");
        await using var cluster = await SlurmCluster.Start();
        Tell($"{SlurmCluster.Nodes.Length} nodes are idle");
        try
        {
            await Checkout.Succeed("dotnet", [Checkout.Program, .. Line, "--out", cluster.In("one")]);
            Tell($"one machine is done");
            var (array, finish) = await Submit(cluster);
            var (told, killed, lost) = await Strike(cluster, array);
            await End(cluster);
            var jobs = await Jobs(cluster, array);
            Assert.Equal(("COMPLETED", "1"), (jobs[told]["JobState"], jobs[told]["Restarts"]));
            Assert.Equal(("FAILED", "0:9"), (jobs[killed]["JobState"], jobs[killed]["ExitCode"]));
            Assert.Equal(("COMPLETED", "1"), (jobs[lost]["JobState"], jobs[lost]["Restarts"]));
            Assert.NotEqual("n3", jobs[lost]["NodeList"]);
            Assert.Equal(Tasks - 1, jobs.Count(job => job["JobState"] == "COMPLETED"));
            Assert.Equal(Invariant($"{ExitCode.NotComplete}:0"), (await Jobs(cluster, finish))[0]["ExitCode"]);
            Assert.Contains("is missing", await File.ReadAllTextAsync(cluster.In($"job-{finish}.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

            (array, finish) = await Submit(cluster);
            await End(cluster);
            Assert.All(await Jobs(cluster, array), job => Assert.Equal(("COMPLETED", "0:0"), (job["JobState"], job["ExitCode"])));
            Assert.Equal("0:0", (await Jobs(cluster, finish))[0]["ExitCode"]);
            Assert.Equal(Checkout.Bytes(cluster.In("one")), Checkout.Bytes(cluster.In("sweep")));
            Tell($"all files are equal");
        }
        catch
        {
            Tell($"{cluster.Logs()}");
            throw;
        }
    }

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    void Tell(FormattableString what) => TestContext.Current.TestOutputHelper!.WriteLine(Invariant($"{_clock.Elapsed.TotalSeconds:F1} s: ") + Invariant(what));

    async Task<(string Array, string Finish)> Submit(SlurmCluster cluster)
    {
        var said = await Checkout.Succeed(
            "/bin/bash",
            [Checkout.Deploy("slurm", "sweep.sh"), "--tasks", Invariant($"{Tasks}"), "--program", Checkout.Program, "--output", cluster.In("job-%j.log"), "--", .. Line, "--out", cluster.In("sweep")],
            cluster.Environs);
        Tell($"{said.Trim()}");
        var jobs = Regex.Match(said, @"^Job (\d+) .*, job (\d+) ");
        return (jobs.Groups[1].Value, jobs.Groups[2].Value);
    }

    /// <summary>Waits until a task runs on each node and has done a part, and strikes all three.</summary>
    async Task<(int Told, int Killed, int Lost)> Strike(SlurmCluster cluster, string array)
    {
        Dictionary<string, int> running = [];
        await SlurmCluster.Until(
            "each node computes a task",
            async () =>
            {
                running = (await cluster.Ask("squeue", "-h", "-r", "-t", "R", "-j", array, "-o", "%N %K")).Select(line => line.Split(' '))
                    .ToDictionary(words => words[0], words => int.Parse(words[1], CultureInfo.InvariantCulture));
                return running.Count == SlurmCluster.Nodes.Length && running.Values.All(task => PartsOf(cluster, task) > 0);
            },
            Patience);
        var processes = SlurmCluster.Nodes.ToDictionary(node => node, node => cluster.ProcessOf(array, running[node]) ?? throw new InvalidOperationException($"There is no process of task {running[node]}."));
        // Not scancel --signal: it tries again for some seconds, and strikes the task that was queued again.
        await SlurmCluster.Kill("TERM", processes["n1"]);
        await SlurmCluster.Kill("KILL", processes["n2"]);
        await cluster.KillNode("n3", processes["n3"]);
        Tell($"task {running["n1"]} was sent SIGTERM, task {running["n2"]} SIGKILL, and n3 is lost with task {running["n3"]}");
        return (running["n1"], running["n2"], running["n3"]);
    }

    static int PartsOf(SlurmCluster cluster, int task) => Directory.Exists(cluster.In("sweep", "runs"))
        ? Directory.EnumerateFiles(cluster.In("sweep", "runs"), "part-*.parquet").Count(file => int.Parse(Path.GetFileName(file)[5..10], CultureInfo.InvariantCulture) % Tasks == task)
        : 0;

    async Task End(SlurmCluster cluster)
    {
        await SlurmCluster.Until("no job is left", async () => (await Checkout.Run("squeue", ["-h"], cluster.Environs)) is { Exit: 0, Output: "" }, Patience);
        Tell($"all jobs have ended");
    }

    /// <summary>What Slurm knows of a job, or of the tasks of an array in order.</summary>
    static async Task<List<Dictionary<string, string>>> Jobs(SlurmCluster cluster, string job) =>
        [.. (await cluster.Ask("scontrol", "show", "job", "-o", job))
            .Select(line => line.Split(' ').Where(word => word.Contains('=', StringComparison.Ordinal)).Select(word => word.Split('=', 2))
                .DistinctBy(words => words[0]).ToDictionary(words => words[0], words => words[1]))
            .OrderBy(known => int.Parse(known.GetValueOrDefault("ArrayTaskId", "0"), CultureInfo.InvariantCulture))];
}
