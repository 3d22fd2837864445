using System.Text.RegularExpressions;

namespace Sim.Framework.Tests.Semantics;

public sealed partial class DocumentationTests
{
    public static IEnumerable<TheoryDataRow<string>> Pages => Directory.EnumerateFiles(Path.Combine(Repository(), "docs"), "*.md", SearchOption.AllDirectories)
        .Append(Path.Combine(Repository(), "README.md"))
        .Where(File.Exists)
        .Select(page => new TheoryDataRow<string>(Path.GetRelativePath(Repository(), page).Replace('\\', '/')));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_ItsLinks_PointToFilesThatExist(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository(), page))!;
        Assert.All(LinksOf(page), link => Assert.True(Path.Exists(Path.Combine(folder, link)), $"{page} links to '{link}', which does not exist"));
    }

    [Theory]
    [InlineData("Semantics", "*Tests.cs")]
    [InlineData("Conformance", "V*.cs")]
    public void Semantics_EveryTestOfIt_IsLinked(string folder, string pattern)
    {
        var linked = LinksOf("docs/semantics.md").Select(Path.GetFileName).ToHashSet();
        var tests = Directory.EnumerateFiles(Path.Combine(Repository(), "tests", "Sim.Framework.Tests", folder), pattern).Select(path => Path.GetFileName(path)!);
        string[] about = ["DocumentationTests.cs", "VectorFile.cs"];
        Assert.Equal([], tests.Except(about).Where(test => !linked.Contains(test)));
    }

    [Theory]
    [InlineData("see [a](one/two.md), [b](three.md#part) and ![c](four.svg)", "one/two.md three.md four.svg")]
    [InlineData("[web](https://example.org/x.md) [here](#there) `[code](five.md)`", "")]
    public void Links_OfAText_AreTheRelativeOnes(string text, string links) => Assert.Equal(links, string.Join(' ', Links(text)));

    static IEnumerable<string> LinksOf(string page) => Links(File.ReadAllText(Path.Combine(Repository(), page)));

    static IEnumerable<string> Links(string text) => Link().Matches(Code().Replace(text, ""))
        .Select(match => match.Groups["target"].Value.Split('#')[0])
        .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));

    static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Simulations.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests must run inside the repository.");
        return folder.FullName;
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("```.*?```|`[^`]*`", RegexOptions.Singleline)]
    private static partial Regex Code();
}
