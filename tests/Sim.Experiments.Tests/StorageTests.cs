using System.Diagnostics;

namespace Sim.Experiments.Tests;

/// <summary>How datasets are compressed, and what is promised of their bytes.</summary>
public sealed class StorageTests : IDisposable
{
    readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Codec_ChangesTheFilesAndNoValue()
    {
        foreach (var codec in new[] { "snappy", "zstd", "none" })
            _session.Succeed("run", "predator-prey", "--runs", "3", "--codec", codec, "--out", codec);
        _session.Succeed("run", "predator-prey", "--runs", "3", "--out", "unsaid");
        Assert.Equal(Bytes("snappy"), Bytes("unsaid"));
        Assert.True(Size("zstd") < Size("snappy") && Size("snappy") < Size("none"));
        foreach (var codec in new[] { "zstd", "none" })
        {
            Assert.Equal(_session.Open("snappy").Column<double>("prey"), _session.Open(codec).Column<double>("prey"));
            Assert.Equal(_session.Open("snappy").RunColumn<double?>("peak_prey"), _session.Open(codec).RunColumn<double?>("peak_prey"));
            Assert.Contains("whole", _session.Succeed("verify", codec), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("Zstd")]
    [InlineData("1")]
    [InlineData("")]
    public void Codec_Unknown_IsRefusedWithTheNames(string codec)
    {
        var said = _session.Run("run", "predator-prey", "--codec", codec);
        Assert.Equal(ExitCode.BadUsage, said.Exit);
        Assert.StartsWith($"'{codec}' is no value of --codec: it takes snappy, zstd, none.", said.Error, StringComparison.Ordinal);
    }

    /// <summary>A processor without vectors: Zstd and no compression give the same bytes; Snappy finds other matches, and gives the same rows.</summary>
    [Theory]
    [InlineData("none")]
    [InlineData("zstd")]
    [InlineData("snappy")]
    public async Task Run_OtherProcessor_SameRowsAndBytesButForSnappy(string codec)
    {
        await Run(codec, "here", hasVectors: true);
        await Run(codec, "there", hasVectors: false);
        Assert.Equal(_session.Open("here").Column<double>("prey"), _session.Open("there").Column<double>("prey"));
        Assert.Contains("whole", _session.Succeed("verify", "there"), StringComparison.Ordinal);
        if (codec != "snappy")
            Assert.Equal(Bytes("here"), Bytes("there"));
    }

    async Task Run(string codec, string name, bool hasVectors)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Sim.Experiments.dll"), "run", "predator-prey", "--runs", "2", "--codec", codec, "--out", name])
        {
            WorkingDirectory = _session.Folder,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_EnableHWIntrinsic"] = hasVectors ? "1" : "0" },
        };
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Success, process.ExitCode);
    }

    IEnumerable<string> Files(string name) => Directory.EnumerateFiles(_session.PathOf(name), "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    IEnumerable<string> Bytes(string name) => Files(name).Select(file => $"{Path.GetRelativePath(_session.PathOf(name), file)} {Convert.ToHexString(File.ReadAllBytes(file))}");

    long Size(string name) => Files(name).Sum(file => new FileInfo(file).Length);
}
