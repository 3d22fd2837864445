using System.Diagnostics;
using Sim.Framework;

namespace Sim.Experiments.Tests;

public sealed class CancelTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void Cancelled_FinishesThePartInHandAndSaysWhatIsComplete()
    {
        using var cancellation = new CancellationTokenSource();
        using var session = new Session
        {
            CancellationToken = cancellation.Token,
            // Five runs a part: the third run is in the first of eight.
            Catalog = Samples.Catalog(() => Samples.Create().Timesteps(10_000).Runs(40).Threads(1).Observe(happened =>
            {
                if (happened is { Kind: ExperimentEventKind.RunEnded, Run: 3 })
                    cancellation.Cancel();
            })),
        };
        var (exit, output, error) = session.Run("run", "sample", "--csv");
        Assert.Equal((ExitCode.Cancelled, ""), (exit, error));
        Assert.StartsWith("stopping after the parts in hand; Ctrl-C again ends at once\n", output, StringComparison.Ordinal);
        Assert.Contains("\nCancelled: 5 of 40 runs are complete, in 1 parts; the others were not run. To go on, give the same command with --resume.\n", output, StringComparison.Ordinal);
        var dataset = session.Open("results", "sample");
        Assert.Equal("cut short", dataset.Status);
        Assert.Equal([1, 2, 3, 4, 5], dataset.RunColumn<int>("run"));
        Assert.Equal(5 * 10_001, dataset.Column<double>("number").Length);
        Assert.Empty(Directory.EnumerateFiles(session.Folder, "*.csv", SearchOption.AllDirectories));
        Assert.Contains("sample: cut short\n", session.Succeed("summarize", "results/sample"), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_BeforeTheStart_LeavesAnEmptyDataset()
    {
        using var session = new Session { Catalog = Samples.Catalog(), CancellationToken = new CancellationToken(canceled: true) };
        var (exit, output, _) = session.Run("run", "sample");
        Assert.Equal(ExitCode.Cancelled, exit);
        Assert.Contains("Cancelled: 0 of 4 runs are complete, in 0 parts; the others were not run.", output, StringComparison.Ordinal);
        Assert.Equal("cut short", session.Open("results", "sample").Status);
    }

    [Fact]
    public void Cancelled_AfterTheLastRun_IsComplete()
    {
        using var cancellation = new CancellationTokenSource();
        using var session = new Session { CancellationToken = cancellation.Token, Catalog = CancelledAtTheEnd(cancellation) };
        session.Succeed("run", "sample");
        Assert.Equal("complete", session.Open("results", "sample").Status);
    }

    [Fact]
    public void Cancelled_WhileWritingCsv_LeavesTheDatasetAndNoHalfFile()
    {
        using var cancellation = new CancellationTokenSource();
        using var session = new Session { CancellationToken = cancellation.Token, Catalog = CancelledAtTheEnd(cancellation) };
        var (exit, output, _) = session.Run("run", "sample", "--csv");
        Assert.Equal(ExitCode.Cancelled, exit);
        Assert.Contains("Cancelled while writing CSV: the Parquet dataset is complete.", output, StringComparison.Ordinal);
        Assert.Equal("complete", session.Open("results", "sample").Status);
        Assert.Equal(2, Directory.EnumerateFiles(session.Folder, "*", SearchOption.AllDirectories).Count(file => !file.EndsWith(".json", StringComparison.Ordinal)));
    }

    // SIGINT is what Ctrl-C sends.
    [Theory]
    [InlineData("-INT", ExitCode.Cancelled)]
    [InlineData("-TERM", ExitCode.TryAgain)]
    public async Task Signalled_Process_SaysSoAndLeavesAReadableDataset(string signal, int exit)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        using var session = new Session();
        using var process = Start(session.Folder, "run", "predator-prey", "--runs", "1000000", "--threads", "2");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await Until(() => File.Exists(session.PathOf("results", "predator-prey", "runs", "part-00000.parquet")));
            Assert.SkipWhen(signal == "-INT" && IsDeafToInterrupts(process), "Tests that a script runs in its background start processes that ignore SIGINT.");
            using (var kill = Process.Start("kill", [signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
            Assert.Equal(exit, process.ExitCode);
            var dataset = session.Open("results", "predator-prey");
            Assert.Equal("cut short", dataset.Status);
            Assert.Contains(FormattableString.Invariant($"Cancelled: {dataset.RunColumn<int>("run").Length:N0} of 6,000,000 runs are complete"), await output, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', await output);
            Assert.Empty(Directory.EnumerateFiles(session.Folder, "*.unfinished", SearchOption.AllDirectories));
        }
        finally
        {
            process.Kill();
        }
    }

    static Catalog CancelledAtTheEnd(CancellationTokenSource cancellation) => Samples.Catalog(() => Samples.Create().Observe(happened =>
    {
        if (happened.Kind == ExperimentEventKind.ExperimentEnded)
            cancellation.Cancel();
    }));

    static bool IsDeafToInterrupts(Process process)
    {
        var status = FormattableString.Invariant($"/proc/{process.Id}/status");
        return File.Exists(status) && File.ReadLines(status).First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is var ignored
            && (Convert.ToUInt64(ignored[7..].Trim(), 16) & 0b10) != 0;
    }

    static Process Start(string folder, params string[] args)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Sim.Experiments.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, .. args]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
    }

    static async Task Until(Func<bool> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(clock.Elapsed < Patience, "Nothing was written in time.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
