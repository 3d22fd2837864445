using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sim.Deploy.Tests;

/// <summary>A Slurm cluster of three nodes on this machine, in a folder of its own and without systemd; all its processes end with it.</summary>
sealed class SlurmCluster : IAsyncDisposable
{
    public static readonly string[] Nodes = ["n1", "n2", "n3"];

    static readonly string[] Daemons = ["munged", "slurmctld", "slurmd", "sbatch"];
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly string _folder = Directory.CreateTempSubdirectory("sim-slurm-").FullName;

    /// <summary>Why there can be no cluster here; null when there can.</summary>
    public static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux() || Daemons.Any(name => !IsOnPath(name)))
            return "Slurm is not installed: apt-get install slurm-wlm munge";
        return Environment.IsPrivilegedProcess ? null : "Slurm's daemons can only be started by root.";
    }

    public string In(params string[] names) => Path.Combine([_folder, .. names]);

    /// <summary>What Slurm's commands must have in their environment to mean this cluster.</summary>
    public (string Name, string? Value) Environs => ("SLURM_CONF", In("slurm.conf"));

    public static async Task<SlurmCluster> Start()
    {
        var cluster = new SlurmCluster();
        try
        {
            foreach (var name in new[] { "state", "spool" })
                Directory.CreateDirectory(cluster.In(name));
            await File.WriteAllBytesAsync(cluster.In("munge.key"), System.Security.Cryptography.RandomNumberGenerator.GetBytes(1024), Token);
            await Checkout.Succeed("chmod", ["400", cluster.In("munge.key")]);
            await File.WriteAllTextAsync(cluster.In("slurm.conf"), cluster.Configuration(), Token);
            cluster.Launch($"munged -F --force --key-file={cluster.In("munge.key")} --socket={cluster.In("munge.socket")} --pid-file={cluster.In("munge.pid")} --log-file={cluster.In("munged.log")} --seed-file={cluster.In("munge.seed")}");
            await Until("munged listens", () => Task.FromResult(File.Exists(cluster.In("munge.socket"))), Patience);
            cluster.Launch($"slurmctld -D -f {cluster.In("slurm.conf")}");
            foreach (var node in Nodes)
                cluster.Launch($"slurmd -D -N {node} -f {cluster.In("slurm.conf")}");
            await Until("all nodes are idle", async () => (await cluster.Ask("sinfo", "-h", "-N", "-o", "%t")).Count(state => state == "idle") == Nodes.Length, Patience);
            return cluster;
        }
        catch (Exception exception)
        {
            var logs = cluster.Logs();
            await cluster.DisposeAsync();
            throw new InvalidOperationException($"The Slurm cluster did not start: {exception.Message}\n{logs}", exception);
        }
    }

    /// <summary>The lines that one of Slurm's commands answers; none when it fails.</summary>
    public async Task<string[]> Ask(string command, params string[] arguments)
    {
        var said = await Checkout.Run(command, arguments, Environs);
        return said.Exit == 0 ? said.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
    }

    /// <summary>The process that computes a task of the array; null when there is none.</summary>
    public int? ProcessOf(string job, int task) => Processes()
        .Where(process => EnvironmentOf(process) is var environment
            && environment.Contains("SLURM_CONF=" + In("slurm.conf")) && environment.Contains("SLURM_ARRAY_JOB_ID=" + job) && environment.Contains(Text($"SLURM_ARRAY_TASK_ID={task}")))
        .Select(process => (int?)process).FirstOrDefault();

    /// <summary>A node loses its power: slurmd, what it started, and the task there.</summary>
    public async Task KillNode(string node, int task)
    {
        await Kill("KILL", [.. Holders(In($"slurmd-{node}.log")), task]);
        await Until($"{node} is gone", () => Task.FromResult(!Holders(In($"slurmd-{node}.log")).Any()), Patience);
    }

    public static async Task Kill(string signal, params int[] processes)
    {
        // One that has ended by itself needs no signal.
        foreach (var process in processes)
            await Checkout.Run("kill", ["-" + signal, Text($"{process}")]);
    }

    public static async Task Until(string what, Func<Task<bool>> holds, TimeSpan patience)
    {
        var clock = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(clock.Elapsed < patience, Text($"Waited {patience.TotalSeconds} s until {what}."));
            await Task.Delay(100, Token);
        }
    }

    /// <summary>The ends of all logs of daemons and jobs.</summary>
    public string Logs() => string.Join('\n', Directory.EnumerateFiles(_folder, "*.log").Order(StringComparer.Ordinal)
        .Select(log => $"--- {Path.GetFileName(log)}\n{string.Join('\n', File.ReadLines(log).TakeLast(60))}"));

    public async ValueTask DisposeAsync()
    {
        await Checkout.Run("scancel", ["--user=root"], Environs);
        // Daemons hold their logs open, and jobs what they print to.
        for (var attempt = 0; attempt < 50 && Holders(_folder + "/").ToArray() is { Length: > 0 } left; attempt++)
        {
            await Kill(attempt < 10 ? "TERM" : "KILL", left);
            await Task.Delay(200, CancellationToken.None);
        }

        Directory.Delete(_folder, recursive: true);
    }

    static CancellationToken Token => TestContext.Current.CancellationToken;

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static bool IsOnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, name)));

    void Launch(string command)
    {
        // A shell makes way for the daemon, so that what it prints goes nowhere: it has a log.
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec {command} >/dev/null 2>&1 </dev/null"]) { WorkingDirectory = _folder };
        (start.Environment[Environs.Name], _) = (Environs.Value, Process.Start(start));
    }

    /// <summary>cred_expire is how long a task that is queued again waits. A node is down when it has been silent for SlurmdTimeout.</summary>
    string Configuration()
    {
        var (host, ports) = (Environment.MachineName, FreePorts(Nodes.Length + 1));
        return Text($"""
            ClusterName=sim
            SlurmctldHost={host}(127.0.0.1)
            SlurmctldPort={ports[0]}
            SlurmUser=root
            SlurmdUser=root
            AuthType=auth/munge
            CredType=cred/munge
            AuthInfo=socket={In("munge.socket")},cred_expire=5
            StateSaveLocation={In("state")}
            SlurmdSpoolDir={In("spool")}/%n
            SlurmctldPidFile={In("slurmctld.pid")}
            SlurmdPidFile={In("slurmd")}-%n.pid
            SlurmctldLogFile={In("slurmctld.log")}
            SlurmdLogFile={In("slurmd")}-%n.log
            ProctrackType=proctrack/pgid
            TaskPlugin=task/none
            SwitchType=switch/none
            MpiDefault=none
            AccountingStorageType=accounting_storage/none
            JobAcctGatherType=jobacct_gather/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            SchedulerParameters=bf_interval=1,sched_interval=1
            SlurmdTimeout=6
            MessageTimeout=5
            ReturnToService=2
            KillWait=5
            JobRequeue=1
            RequeueExit=75
            MailProg=/bin/true
            SlurmdParameters=config_overrides

            """) + string.Concat(Nodes.Select((node, index) => Text($"NodeName={node} NodeAddr=127.0.0.1 NodeHostname={host} Port={ports[index + 1]} CPUs=1\n")))
            + $"PartitionName=all Nodes={string.Join(',', Nodes)} Default=YES State=UP\n";
    }

    static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    static IEnumerable<int> Processes() => Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
        .Where(name => name!.All(char.IsAsciiDigit)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(process => process != Environment.ProcessId).ToList();

    /// <summary>The processes that have a file open whose path begins so.</summary>
    static IEnumerable<int> Holders(string path) => Processes().Where(process => Read(
        () => Directory.EnumerateFiles(Text($"/proc/{process}/fd")).Any(file => new FileInfo(file).LinkTarget?.StartsWith(path, StringComparison.Ordinal) == true), false));

    static string[] EnvironmentOf(int process) => Read(() => File.ReadAllText(Text($"/proc/{process}/environ")).Split('\0'), []);

    // A process may end while it is looked at.
    static T Read<T>(Func<T> read, T gone)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return gone;
        }
    }
}
