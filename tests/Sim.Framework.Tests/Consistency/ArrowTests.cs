using System.Text.RegularExpressions;

namespace Sim.Framework.Tests.Consistency;

/// <summary>Who may know whom, by the using directives and qualified names of the sources.</summary>
public sealed partial class ArrowTests
{
    [Theory]
    [InlineData("src/Sim.Framework", "Sim.Models|Sim.Experiments")]
    [InlineData("src/Sim.Framework/Recording", @"Sim.Framework.Execution|Execution\.")]
    [InlineData("src/Sim.Framework/Randomness", "Sim.Framework.Execution|Sim.Framework.Recording|Sim.Framework.Agents")]
    [InlineData("src/Sim.Framework/Sampling", "Sim.Framework.Execution|Sim.Framework.Recording|Sim.Framework.Agents")]
    [InlineData("src/Sim.Framework/Agents", "Sim.Framework.Execution|Sim.Framework.Recording")]
    [InlineData("src/Sim.Models.Fei", "Sim.Models.(?!Fei)|Sim.Experiments")]
    [InlineData("src/Sim.Models.Bridge", "Sim.Models.(?!Bridge)|Sim.Experiments")]
    [InlineData("src/Sim.Models.Cdp", "Sim.Models.(?!Cdp)|Sim.Experiments")]
    [InlineData("src/Sim.Analysis", "Sim.Models|Sim.Experiments")]
    public void Sources_UseOnlyWhatLiesBelow(string folder, string forbidden)
    {
        var files = Directory.EnumerateFiles(Repository.In(folder.Split('/')), "*.cs", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var code = Comment().Replace(File.ReadAllText(file), "");
            var found = Regex.Match(code, forbidden);
            Assert.False(found.Success, $"{Path.GetRelativePath(Repository.Root, file)} uses {found.Value}, which {folder} must not know.");
        }
    }

    [Fact]
    public void Sources_OutsideRecordingParquet_DoNotKnowParquetNet()
    {
        var files = new[] { "src", "experiments", "notebooks" }.SelectMany(folder => Directory.EnumerateFiles(Repository.In(folder), "*.cs", SearchOption.AllDirectories))
            .ToLookup(file => file.StartsWith(Repository.In("src", "Sim.Framework", "Recording", "Parquet"), StringComparison.Ordinal));
        Assert.Contains(files[true], file => Library().IsMatch(File.ReadAllText(file)));
        Assert.DoesNotContain(files[false], file => Library().IsMatch(File.ReadAllText(file)));
    }

    [Fact]
    public void Sources_OutsideSql_KnowNoDuckDB()
    {
        var files = new[] { "src", "experiments", "notebooks/kernel" }.SelectMany(folder => Directory.EnumerateFiles(Repository.In(folder.Split('/')), "*.cs", SearchOption.AllDirectories)).ToList();
        var sql = Repository.In("src", "Sim.Analysis", "Sql");
        Assert.Contains(files, file => file.StartsWith(sql, StringComparison.Ordinal) && File.ReadAllText(file).Contains("DuckDB.NET", StringComparison.Ordinal));
        foreach (var file in files.Where(file => !file.StartsWith(sql, StringComparison.Ordinal)))
            Assert.DoesNotMatch(@"DuckDB\.NET|\bDuckDB[A-Z]", Comment().Replace(File.ReadAllText(file), ""));
    }

    [Fact]
    public void Sources_OutsideExperimentsAndBenchmarks_KnowNoConsole()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.In("src"), "*.cs", SearchOption.AllDirectories))
            Assert.DoesNotMatch(@"\bConsole\.", Comment().Replace(File.ReadAllText(file), ""));
    }

    [Fact]
    public void Sources_NoFileIsLongerThan400Lines()
    {
        var files = new[] { "src", "experiments" }.SelectMany(folder => Directory.EnumerateFiles(Repository.In(folder), "*.cs", SearchOption.AllDirectories)).ToList();
        Assert.All(files, file => Assert.True(File.ReadLines(file).Count() <= 400, $"{file} has over 400 lines."));
    }

    [Fact]
    public void RunLoop_IsAtMost120Lines() =>
        Assert.InRange(File.ReadLines(Repository.In("src", "Sim.Framework", "Execution", "RunLoop.cs")).Count(), 1, 120);

    [GeneratedRegex(@"using (global::)?Parquet[;.]|\bglobal::Parquet\b")]
    private static partial Regex Library();

    [GeneratedRegex("//[^\n]*")]
    private static partial Regex Comment();
}
