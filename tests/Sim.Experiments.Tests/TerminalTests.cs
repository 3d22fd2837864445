using System.Diagnostics;

namespace Sim.Experiments.Tests;

/// <summary>The program itself, into pipes, where Spectre.Console takes the width to be 80.</summary>
public sealed class TerminalTests
{
    [Fact]
    public async Task Program_TableIntoAPipe_KeepsEachQuestionOnItsLine()
    {
        var (output, _) = await Run("list");
        var lines = output.Split('\n');
        Assert.All(Catalog.Default.Names, name =>
        {
            var line = $"{name} {Catalog.Default.Find(name).Question}";
            Assert.True(line.Length > 150 || Array.Exists(lines, given => string.Join(' ', given.Split(' ', StringSplitOptions.RemoveEmptyEntries)) == line), line);
        });
        Assert.Contains(lines, line => line.TrimEnd().Length > 100);
    }

    [Fact]
    public async Task Program_SentenceIntoAPipe_IsOneLine()
    {
        var (output, error) = await Run("describe", "bridge-vaults");
        Assert.Contains(Catalog.Default.Find("bridge-vaults").Question, output.Split('\n').Select(line => line.TrimEnd()));
        Assert.Empty(error);
        (output, error) = await Run("describe", "nothing-of-this-name");
        Assert.Empty(output);
        Assert.Equal($"There is no experiment 'nothing-of-this-name'. There are: {string.Join(", ", Catalog.Default.Names)}.", error.Split('\n')[0].TrimEnd());
    }

    static async Task<(string Output, string Error)> Run(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Sim.Experiments.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (await output, await error);
    }
}
