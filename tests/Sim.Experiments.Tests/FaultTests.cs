using System.Diagnostics;
using System.Globalization;
using Sim.Framework;
using Sim.Framework.Recording.Parquet;

namespace Sim.Experiments.Tests;

/// <summary>Processes that are killed, disks that are full, folders that go: what is lost, which must be nothing that was complete.</summary>
public sealed class FaultTests : IDisposable
{
    const int Kills = 100;

    static readonly string[] Sweep = ["run", "fei-capital-allocation", "--runs", "500", "--final-only", "--threads", "2"];
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A sweep of some seconds is killed again and again and gone on with; when it is done it is compared and the next one begun, until there were enough kills.</summary>
    [Fact]
    public async Task Killed_AHundredTimesAtRandomMoments_LosesNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGKILL.");
        _session.Succeed([.. Sweep, "--out", "whole"]);
        var whole = Bytes("whole");
        var chance = new Random(20);
        var (kills, datasets) = (0, 0);
        while (kills < Kills)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"killed-{datasets++}");
            var complete = new Dictionary<string, DateTime>();
            while (kills < Kills && await IsKilled(name, chance.Next(3), TimeSpan.FromMilliseconds(chance.Next(100))))
            {
                kills++;
                CheckParts(name, complete);
            }

            var (exit, output, _) = _session.Run([.. Sweep, "--out", name, "--resume"]);
            Assert.Equal(ExitCode.Success, exit);
            Assert.Contains("Dataset: " + name, output, StringComparison.Ordinal);
            CheckParts(name, complete);
            Assert.Equal(whole, Bytes(name));
            Directory.Delete(_session.PathOf(name), recursive: true);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant($"{kills} kills in {datasets} datasets."));
    }

    [Fact]
    public async Task TwoProcesses_OnOneDataset_TheSecondIsToldWhoAndToTryAgain()
    {
        using var first = Start("run", "predator-prey", "--runs", "1000000", "--out", "shared");
        try
        {
            await Until(() => File.Exists(_session.PathOf("shared", "runs", "part-00000.parquet")));
            foreach (var options in new string[][] { ["--resume"], ["--overwrite"], ["--finish"], ["--shard", "1/4"] })
            {
                var (exit, output, error) = _session.Run(["run", "predator-prey", "--runs", "1000000", "--out", "shared", .. options]);
                Assert.Equal((ExitCode.TryAgain, ""), (exit, output));
                Assert.Contains(FormattableString.Invariant($"is being written by process {first.Id} on {Environment.MachineName}, since "), error, StringComparison.Ordinal);
            }
        }
        finally
        {
            first.Kill();
            await first.WaitForExitAsync(Token);
        }

        var (after, _, _) = _session.Run("run", "predator-prey", "--runs", "1", "--out", "shared", "--overwrite");
        Assert.Equal(ExitCode.Success, after);
    }

    [Fact]
    public async Task FullDisk_IsSaidAndTheRestIsDoneWhenThereIsRoom()
    {
        await using var disk = await SmallDisk.TryMount(_session.PathOf("disk"), "200k");
        Assert.SkipWhen(disk is null, "A small disk cannot be mounted here: that takes root and tmpfs.");
        string[] sweep = ["run", "predator-prey", "--runs", "100", "--every", "10", "--out"];
        _session.Succeed([.. sweep, "room"]);
        var said = _session.Run([.. sweep, "disk/data"]);
        Assert.Equal(ExitCode.BadUsage, said.Exit);
        Assert.Contains("No space left on device", said.Error, StringComparison.Ordinal);
        Assert.Contains("--resume", said.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_session.PathOf("disk"), "*.unfinished", SearchOption.AllDirectories));
        CheckParts("disk/data", []);
        await disk.Remount("size=100m");
        Assert.Equal(ExitCode.Success, _session.Run([.. sweep, "disk/data", "--resume"]).Exit);
        Assert.Equal(Bytes("room"), Bytes("disk/data"));

        await disk.Remount("ro");
        foreach (var options in new string[][] { ["disk/data", "--overwrite"], ["disk/data", "--resume"], ["disk/other"] })
        {
            said = _session.Run([.. sweep, .. options]);
            Assert.Equal((ExitCode.BadUsage, ""), (said.Exit, said.Output));
            Assert.Contains("Read-only file system", said.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", said.Error, StringComparison.Ordinal);
        }

        Assert.Equal(Bytes("room"), Bytes("disk/data"));
        _session.Succeed("verify", "disk/data");
    }

    [Fact]
    public void Folder_DeletedMeanwhile_IsSaidAndCanBeBegunAgain()
    {
        var folder = _session.PathOf("gone");
        using var session = new Session
        {
            Catalog = Samples.Catalog(() => Samples.Create().Timesteps(10_000).Runs(40).Threads(1).Observe(happened =>
            {
                if (happened is { Kind: ExperimentEventKind.RunEnded, Run: 12 } && Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
            })),
        };
        var said = session.Run("run", "sample", "--out", folder);
        Assert.Equal(ExitCode.BadUsage, said.Exit);
        Assert.Contains("Cannot write", said.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said.Error, StringComparison.Ordinal);
    }

    /// <summary>A reader sees whole files only, and no part that was complete is ever written again.</summary>
    void CheckParts(string name, Dictionary<string, DateTime> complete)
    {
        foreach (var file in Directory.EnumerateFiles(_session.PathOf(name), "*.parquet", SearchOption.AllDirectories))
        {
            if (complete.TryGetValue(file, out var written) && file.Contains("runs", StringComparison.Ordinal))
            {
                Assert.Equal(written, File.GetLastWriteTimeUtc(file));
                continue;
            }

            using var reader = PartFileReader.Open(file);
            reader.Verify();
            complete[file] = File.GetLastWriteTimeUtc(file);
        }

        if (File.Exists(_session.PathOf(name, "manifest.json")))
            Assert.NotEmpty(Dataset.Open(_session.PathOf(name)).Experiment);
    }

    /// <summary>Kills a process some time after it has written some parts, or after its lock.</summary>
    /// <returns>False when the process was done before.</returns>
    async Task<bool> IsKilled(string name, int parts, TimeSpan after)
    {
        var before = Parts(name);
        using var process = Start([.. Sweep, "--out", name, "--resume"]);
        var ended = process.WaitForExitAsync(Token);
        await Until(() => ended.IsCompleted || (File.Exists(_session.PathOf(name, ".lock.holder")) && Parts(name) >= before + parts));
        if (await Task.WhenAny(ended, Task.Delay(after, Token)) == ended)
            return false;
        process.Kill();
        await ended;
        return true;
    }

    int Parts(string name) => Directory.Exists(_session.PathOf(name, "runs")) ? Directory.EnumerateFiles(_session.PathOf(name, "runs"), "*.parquet").Count() : 0;

    Process Start(params string[] args) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Sim.Experiments.dll"), .. args])
    {
        WorkingDirectory = _session.Folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    SortedDictionary<string, string> Bytes(string name) => new(
        Directory.EnumerateFiles(_session.PathOf(name), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("manifest.json", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetRelativePath(_session.PathOf(name), file), file => Convert.ToHexString(File.ReadAllBytes(file))),
        StringComparer.Ordinal);

    static async Task Until(Func<bool> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(clock.Elapsed < Patience, "Nothing was written in time.");
            await Task.Delay(5, Token);
        }
    }

    /// <summary>A file system in memory that is soon full.</summary>
    sealed class SmallDisk(string path) : IAsyncDisposable
    {
        public static async Task<SmallDisk?> TryMount(string path, string size)
        {
            if (!OperatingSystem.IsLinux())
                return null;
            Directory.CreateDirectory(path);
            return await Run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", path) ? new SmallDisk(path) : null;
        }

        public async Task Remount(string option) => Assert.True(await Run("mount", "-o", "remount," + option, path));

        public async ValueTask DisposeAsync()
        {
            await Run("mount", "-o", "remount,rw", path);
            await Run("umount", path);
        }

        static async Task<bool> Run(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync(Token);
            return process.ExitCode == 0;
        }
    }
}
